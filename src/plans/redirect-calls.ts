// What redirects add to the requests of a run: lists before and after, and a call for each hundred. Pure.
import { perCall } from '../redirects/on-site.ts'
import type { PlannedChange } from '../redirects/plan-store.ts'
import { addCalls, type Calls, callsFor, noCalls } from '../targets/operation-costs.ts'
import { type PlannedCalls, withLastCalls } from './call-shares.ts'

/** What goes by itself, and what pages without a row add once they are removed. */
export interface RedirectCalls {
  always: Calls
  remove: Calls
  /** What earlier runs left undone: it goes with the first run, whether or not a page does. */
  owed: Calls
}

/** What has to be done about the addresses of a plan. */
export interface RedirectWork {
  /** Those that are written. */
  changes: readonly PlannedChange[]
  /** Rows whose pages leave an address. */
  leavers: readonly string[]
  /** Addresses that pages left before, which lead nowhere yet. */
  owed: number
  /** Of these: they go only once removals are ticked. */
  removed: ReadonlySet<string>
  /** What it takes to ask whether so many addresses that were left are somebody else's by now. */
  look: (count: number) => Calls
}

export function redirectCalls(work: RedirectWork): RedirectCalls {
  const stays = (rowKey: string) => !work.removed.has(rowKey)
  const left = Array<string>(work.owed).fill('')
  const whole = callsOf({ ...work, leavers: [...work.leavers, ...left] })
  const isStaying = ({ rowKey, isOwed }: PlannedChange) => isOwed === true || stays(rowKey)
  const staying = { ...work, changes: work.changes.filter(isStaying), leavers: work.leavers.filter(stays) }
  const all = callsOf({ ...staying, leavers: [...staying.leavers, ...left] })
  const pages = { ...staying, changes: staying.changes.filter(({ isOwed }) => isOwed !== true) }
  const always = callsOf(pages)
  return { always, remove: difference(whole, all), owed: difference(all, always) }
}

function difference(from: Calls, less: Calls): Calls {
  return { reads: from.reads - less.reads, writes: from.writes - less.writes }
}

function callsOf({ changes, leavers, look }: RedirectWork): Calls {
  if (changes.length + leavers.length === 0) return noCalls
  const deleted = changes.filter(({ was }) => was).length
  const made = changes.filter(({ makes }) => makes).length
  return addCalls(leavers.length > 0 ? look(leavers.length) : noCalls, {
    // Once to see what is there; and before the first call, and after the last.
    reads: changes.length > 0 ? 3 : 1,
    writes: callsFor(deleted, perCall) + callsFor(made, perCall),
  })
}

export function withRedirects(planned: PlannedCalls, added: RedirectCalls | undefined): PlannedCalls {
  if (!added) return planned
  return {
    ...planned,
    always: withLastCalls(planned.always, added.always),
    remove: withLastCalls(planned.remove, added.remove),
    ...(added.owed.reads + added.owed.writes > 0 && { owed: added.owed }),
  }
}
