// The target of a plan: of one that undoes a run, with an eye for snapshots.
import { type AnyTarget, targetById } from '../targets/index.ts'
import { undoing } from '../targets/snapshot.ts'
import type { PlanRow } from './row.ts'

export function targetOf({
  destination,
  scope,
  options,
}: Pick<PlanRow, 'destination' | 'scope' | 'options'>): AnyTarget {
  const target = targetById(destination)
  return scope.kind === 'undo' ? undoing(target, options) : target
}
