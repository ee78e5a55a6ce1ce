// What becomes of a page that was sent and is certainly not in Wix. Pure.
import type { Problem } from '../api/problem.ts'
import type { History } from './circuit.ts'
import type { Settlement } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'

/** After so many sends that came to nothing while Wix took other pages, a page is set aside with its reason. */
const maxAttempts = 4
/** Failed so often while others were taken, a page may be what Wix fails on. */
const suspectAfter = 2
/** So often even where that may be the fault of Wix: a run must end. */
const mostSends = 12
/**
 * Each death of ours may have cost a page one attempt that never left. Not without end: a page that takes the
 * process down each time must be set aside too.
 */
const mostDeathsForgiven = 10

type Sent = Pick<ItemRow, 'row_key' | 'attempts' | 'excused' | 'problem'>

/** It failed before while Wix took other pages. `item` as it was before this send. */
export function isSuspect({ attempts, excused }: Pick<ItemRow, 'attempts' | 'excused'>): boolean {
  return attempts - excused >= suspectAfter
}

/**
 * A clear refusal is none of the attempts, and neither is a send after which Wix took nothing from anyone: then it is
 * Wix, and the page goes again for as long as that lasts.
 * @param item with this send among its attempts
 * @param restarts of the run
 */
export function settleAbsent(
  item: Sent,
  restarts: number,
  { tookOthers, timesPassedOver }: History,
): Settlement {
  const { row_key: rowKey, attempts, excused, problem } = item
  const wasRefused = problem?.code === 'not_taken'
  const isExcused = wasRefused || (!tookOthers && !isSuspect({ attempts: attempts - 1, excused }))
  const mayBeThePage = timesPassedOver >= suspectAfter || problem?.code === 'answer_unclear'
  const limit = maxAttempts + Math.min(restarts, mostDeathsForgiven)
  const isEnough = isExcused ? mayBeThePage && attempts >= mostSends : attempts - excused >= limit
  if (!isEnough) return { rowKey, state: 'ready', isExcused }
  const message = `This page was sent ${attempts} times and is not in Wix. ${lastTime(problem)} Try it again in a new plan; if it keeps happening, Wix may not accept its content.`
  return { rowKey, state: 'rejected', problem: { code: 'never_arrived', severity: 'error', message } }
}

function lastTime(problem: Problem | null): string {
  switch (problem?.code) {
    case 'not_taken':
      return 'The last time Wix said that it takes nothing just now, although it took other pages.'
    case 'answer_unclear':
      return 'The last time Wix answered with an error of its own.'
    case 'answer_lost':
      return 'The last time no answer came.'
    default:
      return 'The last time this server was stopped before an answer came.'
  }
}
