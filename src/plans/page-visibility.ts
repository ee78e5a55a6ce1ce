// What pages of a plan should be, held against what they should have been and what Wix has.
import type { LedgerPage } from '../pages/ledger.ts'
import type { RemoteState } from '../targets/target.ts'
import {
  isSameVisibility,
  statusField,
  type WantedVisibility,
  wantedOf,
  withFoundVisibility,
} from '../targets/visibility.ts'
import type { Decision } from './classify.ts'
import type { NewPlanItem } from './items.ts'
import type { PlanBuild } from './plan-build.ts'

/** As it was read, held against what the page should be. */
export function foundState(
  { site }: PlanBuild,
  { remoteId, visibility }: LedgerPage,
  remote: ReadonlyMap<string, RemoteState>,
): RemoteState | undefined {
  return withFoundVisibility(remote.get(remoteId), visibility, site.wix.now())
}

/** What the page should be from now on. */
export function wantedFor({ target, plan }: PlanBuild, known: LedgerPage | undefined): WantedVisibility {
  return wantedOf(target.visibility(plan.options), known?.visibility ?? null)
}

/** Most pages are what the mode of the plan says, and stay so; then there is nothing to store. */
export function visibilitiesOf(
  build: PlanBuild,
  known: LedgerPage | undefined,
  { changes }: Decision,
): Pick<NewPlanItem, 'visibility' | 'baseVisibility'> {
  const wanted = wantedFor(build, known)
  const isTold = changes.some(({ field }) => field === statusField)
  return {
    visibility: isSameVisibility(wanted, build.target.visibility(build.plan.options)) ? null : wanted,
    baseVisibility: isTold ? (known?.visibility ?? null) : null,
  }
}
