// Requests of a run in shares: what goes by itself, and what each further decision adds. Pure.
import { addCalls, type Calls } from '../targets/operation-costs.ts'
import { type RunPhase, runPhases } from '../targets/run-cost.ts'

/** Reads and writes together. */
export type CallsByPhase = Record<RunPhase, number>

/** `pages`: how many of the plan they are for. */
export interface CallShare extends Calls {
  pages: number
  /** Absent in plans from before they were counted so. */
  phases?: CallsByPhase
}

export interface PlannedCalls {
  always: CallShare
  /** What these pages add once all of them are decided so. */
  conflict: CallShare
  gone: CallShare
  remove: CallShare
  /** With the first run, whichever pages it takes. Absent: nothing. */
  owed?: Calls
}

const shares = ['always', 'conflict', 'gone', 'remove'] as const
export type ShareName = (typeof shares)[number]

export const noShare: CallShare = { reads: 0, writes: 0, pages: 0 }
/** Of plans from before requests were counted so. */
export const noPlannedCalls: PlannedCalls = {
  always: noShare,
  conflict: noShare,
  gone: noShare,
  remove: noShare,
}

/** Pure. @param going how many pages of each share go, as things are decided now */
export function callsNow(planned: PlannedCalls, going: Readonly<Record<ShareName, number>>): Calls {
  let { reads, writes } = planned.owed ?? { reads: 0, writes: 0 }
  for (const name of shares) {
    const share = planned[name]
    if (share.pages === 0) continue
    reads += (share.reads * going[name]) / share.pages
    writes += (share.writes * going[name]) / share.pages
  }
  return { reads: Math.ceil(reads), writes: Math.ceil(writes) }
}

/** The same by phase; null for a plan that does not know. Pure. */
export function phasesNow(
  planned: PlannedCalls,
  going: Readonly<Record<ShareName, number>>,
): CallsByPhase | null {
  const asked = shares.filter((name) => planned[name].pages > 0 && going[name] > 0)
  if (asked.length === 0 || asked.some((name) => !planned[name].phases)) return null
  return byPhase((phase) =>
    asked.reduce(
      (sum, name) => sum + ((planned[name].phases?.[phase] ?? 0) * going[name]) / planned[name].pages,
      0,
    ),
  )
}

export function byPhase<T>(of: (phase: RunPhase) => T): Record<RunPhase, T> {
  return Object.fromEntries(runPhases.map((phase) => [phase, of(phase)])) as Record<RunPhase, T>
}

/** With calls that come after its pages, as last steps do. */
export function withLastCalls(share: CallShare, calls: Calls): CallShare {
  if (share.pages === 0) return share
  const { phases } = share
  return {
    ...share,
    ...addCalls(share, calls),
    ...(phases && { phases: { ...phases, finish: phases.finish + calls.reads + calls.writes } }),
  }
}

export function withTidying(planned: PlannedCalls, calls: Calls | undefined): PlannedCalls {
  return calls ? { ...planned, always: withLastCalls(planned.always, calls) } : planned
}
