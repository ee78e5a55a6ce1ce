// When a template is given up: rows that fail in succession are its fault and not theirs, and trying on would take
// half a second for each of a hundred thousand.
import { mostSpent } from './render-protocol.ts'

/** Rows in succession after which the rest of one part of the rows is not tried. */
const mostInPart = mostSpent
/** Rows in succession, of several parts, after which nothing is tried any more. */
const mostInAll = 5

/** Of one job: how long its rows have failed by now. */
export interface Patience {
  /** For the next part of the rows. */
  begin(): PartPatience
}

export interface PartPatience {
  failed(): void
  succeeded(): void
  /** The next row decides: no others need be tried with it. */
  readonly isNearEnd: boolean
  /** No row of this part need be tried any more. */
  readonly isOver: boolean
}

export function createPatience(): Patience {
  let inAll = 0
  return {
    begin() {
      // Where the last part was given up, one row of the next says whether this one is any better.
      let left = inAll >= mostInPart ? 1 : mostInPart
      return {
        failed: () => {
          inAll++
          left--
        },
        succeeded: () => {
          inAll = 0
          left = mostInPart
        },
        get isNearEnd() {
          return left === 1 || inAll === mostInAll - 1
        },
        get isOver() {
          return left <= 0 || inAll >= mostInAll
        },
      }
    },
  }
}
