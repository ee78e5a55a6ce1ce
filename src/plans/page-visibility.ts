// What pages of a plan should be, held against what they should have been and what Wix has.
import type { LedgerPage } from '../pages/read-ledger.ts'
import type { RemoteState } from '../targets/target.ts'
import {
  isSameVisibility,
  type ModeVisibility,
  statusField,
  type Visibility,
  type WantedVisibility,
  wantedOf,
  withFoundVisibility,
} from '../targets/visibility.ts'
import type { Decision } from './classify.ts'
import type { NewPlanItem } from './items.ts'
import type { PlanBuild } from './plan-build.ts'
import { isBringBack } from './scope.ts'

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
  const mode = target.visibility(plan.options)
  if (isBringBack(plan.scope)) return mode
  // Somebody took it off the site, or made it live, and that was decided to stay.
  if (known?.kept?.[statusField] !== undefined && known.detached?.[statusField] !== 'ours')
    return known.visibility
  const asked = plan.scope.kind === 'rows' ? plan.scope.visibility : undefined
  return asked && mode && target.canDate
    ? askedOf(asked, known, mode)
    : wantedOf(mode, known?.visibility ?? null)
}

/** A date is for pages that are not live, and is taken from those that have one. All others stay what they are. */
function askedOf(asked: Visibility, known: LedgerPage | undefined, mode: ModeVisibility): WantedVisibility {
  if (!known) return asked
  const state = known.visibility?.state
  const isFor = asked.state === 'dated' ? state === 'draft' || state === 'dated' : state === 'dated'
  return isFor ? asked : (known.visibility ?? mode)
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
