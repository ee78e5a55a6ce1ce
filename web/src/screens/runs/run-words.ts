// Runs in words and in parts. Pure.
import type { ItemState, Receipt, Run, RunItem } from '../../../../src/api/run.ts'
import {
  doneOf,
  doneRun,
  doneSentence,
  doneWord,
  pagesListed,
  type RunKind,
  workingWord,
} from '../../../../src/api/run-done.ts'
import { isMoving as isMovingState, type RunState } from '../../../../src/api/run-state.ts'
import { isOver } from '../../queries/runs.ts'
import { count, counted } from '../../ui/format.ts'
import type { Sign, Tone } from '../../ui/Status.tsx'

const runStates: Record<RunState, { tone: Tone; sign: Sign; word: string }> = {
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

/** Its state in words; one that takes pages down is not "publishing". */
export function runState({ state, kind, wanted }: Pick<Run, 'state' | 'kind' | 'wanted'>): {
  tone: Tone
  sign: Sign
  word: string
} {
  return state === 'publishing'
    ? { ...runStates.publishing, word: workingWord({ kind, wanted }) }
    : runStates[state]
}

const itemStates: Record<ItemState, { tone: Tone; sign: Sign; word: string }> = {
  ready: { tone: 'quiet', sign: 'dashed', word: 'To do' },
  sending: { tone: 'accent', sign: 'busy', word: 'Sending' },
  accepted: { tone: 'good', sign: 'check', word: 'Done' },
  rejected: { tone: 'bad', sign: 'cross', word: 'Failed' },
  in_doubt: { tone: 'warn', sign: 'clock', word: 'In doubt' },
  held: { tone: 'warn', sign: 'lock', word: 'Held back' },
  skipped: { tone: 'quiet', sign: 'info', word: 'Skipped' },
  cancelled: { tone: 'quiet', sign: 'cross', word: 'Cancelled' },
}

/** Where a page of a run stands: a page that was taken off the site is not "published". */
export function itemState(
  { state, action }: Pick<RunItem, 'state' | 'action'>,
  kind: RunKind,
): { tone: Tone; sign: Sign; word: string } {
  const known = itemStates[state]
  return state === 'accepted' ? { ...known, word: capital(doneWord(action, kind)) } : known
}

/** Of all its pages in a state: "Published", or "Done" where they have become several things. */
export function stateOfAll(state: ItemState, run: Run): string {
  const done = doneOf(doneRun(run))
  return state === 'accepted' && done.length === 1 ? capital(done[0]!.word) : itemStates[state].word
}

export const allItemStates = Object.keys(itemStates) as ItemState[]

const verbWords: Record<RunItem['action'], string> = {
  create: 'create',
  update: 'update',
  remove: 'remove',
  take_down: 'take down',
  restore: 'bring back',
}

/** What a run does for a page. */
export function verbWord(action: RunItem['action'], kind: RunKind): string {
  return action === 'restore' && kind === 'undo' ? 'put back' : verbWords[action]
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
  /** `done too`: done, and something else than most of them. */
  kind: 'done' | 'done too' | 'in doubt' | 'failed' | 'not sent' | 'to do'
  name: string
  count: number
}

/** The bar's honest parts; together they are the whole run. */
export function parts(run: Run): Part[] {
  const { in_doubt, rejected, held, skipped, cancelled, ready, sending } = run.counts
  const part = (kind: Part['kind'], pages: number): Part => ({
    kind,
    name: kind,
    count: pages,
  })
  return [
    ...doneOf(doneRun(run)).map(
      (one, index): Part => ({ kind: index === 0 ? 'done' : 'done too', name: one.word, count: one.count }),
    ),
    part('in doubt', in_doubt),
    part('failed', rejected),
    part('not sent', held + skipped + cancelled),
    part('to do', ready + sending),
  ]
}

/** How far a run is, 0 to 1. */
export function fraction(run: Run): number {
  const { ready, sending, in_doubt } = run.counts
  return run.total === 0 ? 1 : (run.total - ready - sending - in_doubt) / run.total
}

/** What became of all pages of a run, failures first named: "117 of 120 published, 3 failed." */
export function headline(run: Run, receipt: Receipt): string {
  const { accepted, rejected, held, skipped, cancelled, differences, notFound } = receipt
  const rest = [
    [rejected, 'failed'],
    [held, 'held back'],
    [cancelled, 'not sent'],
    [differences, 'different in Wix'],
    [notFound, 'not found in Wix'],
  ] as const
  const parts = rest.flatMap(([pages, word]) => (pages > 0 ? [`${count(pages)} ${word}`] : []))
  const all = accepted + rejected + held + skipped + cancelled
  if (all === 0 && receipt.redirects) return 'No page was sent: redirects alone.'
  const said = [doneSentence(doneRun(run), all), ...parts].join(', ')
  return `${run.state === 'cancelled' ? 'Cancelled: ' : ''}${said}.`
}

/** Of a run of a few pages, once it is over: whether they can be looked at as they should be. */
export function canaryHeadline(run: Run): string {
  const { counts, receipt } = run
  const there = counts.accepted
  const differs = receipt ? receipt.differences + receipt.notFound : 0
  const [first] = doneOf(doneRun(run))
  if (there === 0) return `None of these pages was ${first?.word}. See why before the rest goes.`
  if (differs > 0)
    return `${counted(differs, 'page is', 'pages are')} not in Wix as sent. See why before the rest goes.`
  const those = there === 1 ? 'it' : 'them'
  const has = run.kind === 'publish' ? 'there' : (first?.word ?? 'done')
  return `${counted(there, 'page is', 'pages are')} ${has}. Look at ${those} before the rest goes.`
}

/** What of a run failed or was not sent; empty where there is nothing of it. */
export function failureWords({ counts }: Run): string {
  const parts = [
    counts.rejected > 0 ? `${count(counts.rejected)} failed` : '',
    counts.held > 0 ? `${count(counts.held)} held back` : '',
    counts.cancelled > 0 ? `${count(counts.cancelled)} not sent` : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

export function doubtSentence(pages: number): string {
  return `We sent ${counted(pages, 'page')} and lost the answer. We're asking Wix before doing anything else.`
}

export function cancelConsequence(run: Run): string {
  const { accepted, ready, sending, in_doubt } = run.counts
  const open = sending + in_doubt
  return `${counted(accepted, 'page')} ${accepted === 1 ? 'stays' : 'stay'} as this run made ${accepted === 1 ? 'it' : 'them'}. ${counted(ready, 'page')} not yet sent will not be sent${open > 0 ? `; ${count(open)} already on the way will be settled first` : ''}.`
}

/** For screen readers: one message at each tenth, at each change of state, and when it is followed no more. */
export function announcement(run: Run, isCut = false): string {
  const tenth = Math.floor(run.progress * 10) * 10
  if (isOver(run)) return `${runState(run).word}. ${capital(pagesListed(doneOf(doneRun(run))))}.`
  return isCut ? 'Reconnecting. The run continues without this page.' : `${runState(run).word}, ${tenth} %`
}

export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
