// Runs in words and in parts. Pure.
import type { ItemState, Run, RunItem } from '../../../../src/api/run.ts'
import { isMoving as isMovingState, type RunState } from '../../../../src/api/run-state.ts'
import { isOver } from '../../queries/runs.ts'
import { count, counted } from '../../ui/format.ts'
import type { Sign, Tone } from '../../ui/Status.tsx'

export const runStates: Record<RunState, { tone: Tone; sign: Sign; word: string }> = {
  queued: { tone: 'quiet', sign: 'clock', word: 'Waiting to start' },
  gathering: { tone: 'accent', sign: 'busy', word: 'Gathering pages' },
  preparing: { tone: 'accent', sign: 'busy', word: 'Preparing' },
  publishing: { tone: 'accent', sign: 'busy', word: 'Publishing' },
  verifying: { tone: 'accent', sign: 'busy', word: 'Verifying' },
  done: { tone: 'good', sign: 'check', word: 'Done' },
  pausing: { tone: 'warn', sign: 'pause', word: 'Pausing' },
  paused: { tone: 'warn', sign: 'pause', word: 'Paused' },
  cancelling: { tone: 'warn', sign: 'busy', word: 'Cancelling' },
  cancelled: { tone: 'quiet', sign: 'cross', word: 'Cancelled' },
  needs_attention: { tone: 'bad', sign: 'warning', word: 'Needs attention' },
}

export const itemStates: Record<ItemState, { tone: Tone; sign: Sign; word: string }> = {
  ready: { tone: 'quiet', sign: 'dashed', word: 'To do' },
  sending: { tone: 'accent', sign: 'busy', word: 'Sending' },
  accepted: { tone: 'good', sign: 'check', word: 'Published' },
  rejected: { tone: 'bad', sign: 'cross', word: 'Failed' },
  in_doubt: { tone: 'warn', sign: 'clock', word: 'In doubt' },
  held: { tone: 'warn', sign: 'lock', word: 'Held back' },
  skipped: { tone: 'quiet', sign: 'info', word: 'Skipped' },
  cancelled: { tone: 'quiet', sign: 'cross', word: 'Cancelled' },
}

/** What a second reading of Wix found; null while there is nothing to say. */
export const verifications = {
  pending: null,
  equal: { tone: 'good', sign: 'check', word: 'As sent' },
  different: { tone: 'warn', sign: 'warning', word: 'Different' },
  not_found: { tone: 'bad', sign: 'cross', word: 'Not found' },
  not_applicable: null,
} as const satisfies Record<RunItem['verification'], { tone: Tone; sign: Sign; word: string } | null>

/** True while pages move or will move without anyone doing anything. */
export const isMoving = (run: Run): boolean => isMovingState(run.state)

export interface Part {
  name: 'published' | 'in doubt' | 'failed' | 'not sent' | 'to do'
  count: number
}

/** The bar's honest parts; together they are the whole run. */
export function parts(run: Run): Part[] {
  const { accepted, in_doubt, rejected, held, skipped, cancelled, ready, sending } = run.counts
  return [
    { name: 'published', count: accepted },
    { name: 'in doubt', count: in_doubt },
    { name: 'failed', count: rejected },
    { name: 'not sent', count: held + skipped + cancelled },
    { name: 'to do', count: ready + sending },
  ]
}

/** How far a run is, 0 to 1. */
export function fraction(run: Run): number {
  const { ready, sending, in_doubt } = run.counts
  return run.total === 0 ? 1 : (run.total - ready - sending - in_doubt) / run.total
}

export function doubtSentence(pages: number): string {
  return `We sent ${counted(pages, 'page')} and lost the answer. We're asking Wix before doing anything else.`
}

export function cancelConsequence(run: Run): string {
  const { accepted, ready, sending, in_doubt } = run.counts
  const open = sending + in_doubt
  return `${counted(accepted, 'page')} ${accepted === 1 ? 'stays' : 'stay'} in Wix as published. ${counted(ready, 'page')} not yet sent will not be sent${open > 0 ? `; ${count(open)} already on the way will be settled first` : ''}.`
}

/** For screen readers: one message at each tenth and at each change of state. */
export function announcement(run: Run): string {
  const tenth = Math.floor(fraction(run) * 10) * 10
  return isOver(run)
    ? `${runStates[run.state].word}. ${counted(run.counts.accepted, 'page')} published.`
    : `${runStates[run.state].word}, ${tenth} %`
}
