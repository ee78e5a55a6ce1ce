// Which pages a plan is for. Pure.
import type { Plan } from '../api/plan.ts'
import type { DownHow } from '../api/take-down.ts'

export type PlanScope = Plan['scope']

/**
 * Plans of one kind take each other's place; those of different kinds live beside each other: of all pages, of chosen
 * ones, of a slot, of a refresh, to take down, to bring back, to undo a run.
 */
interface ScopeKind {
  name: string
  scheduleId: string | null
  at: string | null
  runId: string | null
}

export function kindOf(scope: PlanScope): ScopeKind {
  const none = { scheduleId: null, at: null, runId: null }
  if (scope.kind === 'all') return { ...none, name: scope.kind }
  if (scope.kind === 'undo') return { ...none, name: scope.kind, runId: scope.runId }
  const { origin, scheduleId = null, at = null } = scope
  return { ...none, name: origin, ...(origin === 'slot' && { scheduleId, at }) }
}

/** SQL on `plans`: the name of its kind. */
export const kindName = `coalesce(scope ->> 'origin', scope ->> 'kind')`

/** It puts pages back, takes them off the site or brings them back: what stands there follows from no row. */
export function isWayBack(scope: PlanScope): boolean {
  if (scope.kind === 'undo') return true
  return scope.kind === 'rows' && (scope.origin === 'take_down' || scope.origin === 'bring_back')
}

/** Whether only dates change, see `dates.ts`. */
export function isOfDates(scope: PlanScope): boolean {
  return scope.kind === 'rows' && scope.onlyDates === true
}

/** Whether pages that were taken down, or undone, are to come back. */
export function isBringBack(scope: PlanScope): boolean {
  return scope.kind === 'rows' && scope.origin === 'bring_back'
}

/** What its pages are to become where it takes them off the site; null: it does something else. */
export function takeDownOf(scope: PlanScope): DownHow | null {
  return scope.kind === 'rows' && scope.origin === 'take_down' ? (scope.how ?? 'draft') : null
}

/** Whether its pages are made of rows, so that it is no longer true once these have changed. */
export function isOfRows(scope: PlanScope): boolean {
  return !isOfDates(scope) && takeDownOf(scope) === null && scope.kind !== 'undo'
}

/** SQL on `plans`: those of the kind that the parameters from `$first` on say. */
export function isOfKind(first: number): string {
  const is = (what: string, at: number) => `${what} is not distinct from $${first + at}::text`
  const part = (name: string, at: number) => is(`(scope ->> '${name}')`, at)
  return [is(kindName, 0), part('scheduleId', 1), part('at', 2), part('runId', 3)].join(' and ')
}

/** For `isOfKind`. */
export function kindParams(scope: PlanScope): (string | null)[] {
  const { name, scheduleId, at, runId } = kindOf(scope)
  return [name, scheduleId, at, runId]
}
