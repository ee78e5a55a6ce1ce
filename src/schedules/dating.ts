// Pages into slots: in the order of their ranks, each slot filled before the next. Pure.
import type { SlotTime } from './slots.ts'

/** How far a dating has come, so that it can go on after a pause. */
export interface DatingPlace {
  /** The slot that is being filled, and how many pages it has. */
  at: Date
  pages: number
}

export interface FilledSlot extends SlotTime {
  /** What this part brings to it. */
  rowKeys: string[]
}

export interface Pour {
  /** A part of the pages; what comes back is without a slot, since there is none left. */
  fill(rowKeys: readonly string[]): { slots: FilledSlot[]; leftOver: string[] }
  place(): DatingPlace | null
}

/** `slots` from the place on, or from before it: a slot that was begun is filled first. */
export function createPour(slots: Iterable<SlotTime>, place: DatingPlace | null): Pour {
  const walk = slots[Symbol.iterator]()
  let reached = place
  let current: { slot: SlotTime; pages: number } | undefined

  /** The slot that has room. */
  function find(): { slot: SlotTime; pages: number } | undefined {
    while (!current || current.pages >= current.slot.count) {
      const next = walk.next()
      if (next.done) return undefined
      if (place && next.value.at < place.at) continue
      const isBegun = place?.at.getTime() === next.value.at.getTime()
      current = { slot: next.value, pages: isBegun ? place.pages : 0 }
    }
    return current
  }

  return {
    fill(rowKeys) {
      const filled: FilledSlot[] = []
      let done = 0
      while (done < rowKeys.length) {
        const found = find()
        if (!found) break
        const part = rowKeys.slice(done, done + found.slot.count - found.pages)
        done += part.length
        found.pages += part.length
        reached = { at: found.slot.at, pages: found.pages }
        filled.push({ ...found.slot, rowKeys: part })
      }
      return { slots: filled, leftOver: rowKeys.slice(done) }
    },
    place: () => reached,
  }
}
