// What a run did with its pages, in the words that every door has for it: a page that was taken off the site, or put
// back, was not "published". Pure.
import type { Verb } from './plan-actions.ts'
import type { Run } from './run.ts'

export type RunKind = Run['kind']
/** All that is needed of a run to say what it did. `accepted`: pages in all. */
export interface DoneRun extends Pick<Run, 'kind' | 'done' | 'wanted'> {
  accepted: number
}

export function doneRun({ kind, done, wanted, counts, receipt }: Run): DoneRun {
  return { kind, done, wanted, accepted: receipt?.accepted ?? counts.accepted }
}

/** What most of its pages become, and what it is doing while it sends them. */
const kinds: Readonly<Record<RunKind, { done: string; working: string; name: string }>> = {
  publish: { done: 'published', working: 'Publishing', name: 'Run' },
  take_down: { done: 'taken down', working: 'Taking down', name: 'Take-down' },
  bring_back: { done: 'brought back', working: 'Bringing back', name: 'Bring back' },
  undo: { done: 'put back', working: 'Undoing', name: 'Undo' },
}

/** Its state while pages are sent, such as "Taking down"; one that only removes is not "publishing". */
export function workingWord({ kind, wanted }: Pick<DoneRun, 'kind' | 'wanted'>): string {
  const isRemoving = Object.keys(wanted).every((verb) => verb === 'remove') && wanted.remove !== undefined
  return kind === 'publish' && isRemoving ? 'Removing' : kinds[kind].working
}

/** "Take-down", "Undo"; of one that publishes "Run". */
export function kindName(kind: RunKind): string {
  return kinds[kind].name
}

/** What an accepted page has become, such as "published" or "taken down". */
export function doneWord(verb: Verb, kind: RunKind): string {
  if (verb === 'remove') return 'removed'
  if (verb === 'take_down') return 'taken down'
  if (verb === 'restore' && kind === 'publish') return 'brought back'
  return kinds[kind].done
}

export interface Done {
  /** "published" */
  word: string
  count: number
}

/**
 * How many pages have become what, the word of its kind first; where nothing has, zero with the word of what most of
 * them were to become.
 */
export function doneOf({ kind, done, wanted, accepted }: DoneRun): Done[] {
  const byWord = new Map([[kinds[kind].done, 0]])
  const add = (word: string, pages: number) => byWord.set(word, (byWord.get(word) ?? 0) + pages)
  for (const [verb, pages] of Object.entries(done) as [Verb, number][]) add(doneWord(verb, kind), pages)
  const known = [...byWord.values()].reduce((sum, pages) => sum + pages, 0)
  // Of a run whose pages were tidied up only their number is left.
  if (accepted > known) add(kinds[kind].done, accepted - known)
  const some = [...byWord].map(([word, count]) => ({ word, count })).filter(({ count }) => count > 0)
  return some.length > 0 ? some : [{ word: wantedWord(kind, wanted), count: 0 }]
}

/** Of one that publishes and has taken no page yet nobody knows. */
function wantedWord(kind: RunKind, wanted: DoneRun['wanted']): string {
  const [most] = (Object.entries(wanted) as [Verb, number][]).toSorted(([, a], [, b]) => b - a)
  if (most) return doneWord(most[0], kind)
  return kind === 'publish' ? 'done' : kinds[kind].done
}

/** "117 of 120 published"; of a run that did several things "112 of 120 done (100 published, 12 removed)". */
export function doneSentence(run: DoneRun, all: number): string {
  const done = doneOf(run)
  const [first] = done
  const sum = done.reduce((total, one) => total + one.count, 0)
  const of = `${count(sum)} of ${count(all)}`
  return done.length === 1 && first ? `${of} ${first.word}` : `${of} done (${listed(done)})`
}

/** "100 published, 12 removed" */
export function listed(done: readonly Done[]): string {
  return done.map((one) => `${count(one.count)} ${one.word}`).join(', ')
}

/** "100 pages published, 12 removed" */
export function pagesListed(done: readonly Done[]): string {
  return done
    .map((one, index) => (index > 0 ? `${count(one.count)} ${one.word}` : `${pages(one.count)} ${one.word}`))
    .join(', ')
}

function count(number: number): string {
  return number.toLocaleString('en')
}

function pages(number: number): string {
  return `${count(number)} ${number === 1 ? 'page' : 'pages'}`
}
