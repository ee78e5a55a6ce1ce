// A run whose plan comes from a database that was restored, copied or moved since: what it would create may be on the
// site already.
import type { Problem } from '../api/problem.ts'
import { recordLookedUp } from '../connections/asset-ledger.ts'
import type { Site } from '../connections/site.ts'
import { doubtedAt } from '../db/folder-mark.ts'
import type { Queries } from '../db/types.ts'
import type { PlanRow } from '../plans/row.ts'
import {
  type AssetIds,
  type AssetNeed,
  assetKey,
  imageKind,
  isGone,
  isWrittenLater,
  type OwnFinder,
  type RemoteState,
  type Target,
} from '../targets/target.ts'
import { withFoundVisibility } from '../targets/visibility.ts'
import { accepted, fieldsWith } from './as-sent.ts'
import type { Destination, HeldRun } from './held-run.ts'
import type { Settlement } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'

/** Looks over the site once; only when something is to be created. */
export type FindOwn = () => Promise<OwnFinder<unknown>>

/** Null where the plan was made after every doubt: it has looked itself. */
export async function ownFinderFor(
  queries: Queries,
  plan: Pick<PlanRow, 'created_at'>,
  look: FindOwn,
): Promise<FindOwn | null> {
  const doubted = await doubtedAt(queries)
  if (doubted === null || new Date(plan.created_at) > doubted) return null
  let looked: ReturnType<FindOwn> | undefined
  return () => {
    looked ??= look().catch((error: unknown) => {
      looked = undefined
      throw error
    })
    return looked
  }
}

export interface OwnDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix'>
  findOwn: FindOwn | null
}

/** Categories and tags that were made meanwhile; pictures are brought again, since looking for them is a long walk. */
export async function lookUpNames(
  { held, target, site }: Pick<OwnDeps, 'held' | 'site'> & { target: Pick<Target, 'lookUpAssets'> },
  needs: readonly AssetNeed[],
  known: AssetIds,
): Promise<void> {
  const open = needs.filter((need) => need.kind !== imageKind && !known.has(assetKey(need)))
  if (open.length === 0) return
  const found = await target.lookUpAssets(site.wix, open)
  await recordLookedUp(held.database, held.lease.connectionId, open, found)
}

/** Creates that are on the site: those that are just as planned are accepted, the others wait for another plan. */
export async function settleOwn(
  { destination, site, findOwn }: OwnDeps,
  items: readonly ItemRow[],
): Promise<Settlement[]> {
  if (findOwn === null) return []
  const { target, options } = destination
  const find = await findOwn()
  const own = await find(items.map((item) => item.outgoing))
  const there = new Map(
    [...own].map(([rowKey, refs]) => [rowKey, refs.find((ref) => !ref.isTrashed)?.remoteId ?? null]),
  )
  const ids = [...there.values()].filter((id) => id !== null)
  const states = ids.length > 0 ? await target.read(site.wix, ids, 'full', options) : new Map()
  return items.flatMap((item): Settlement[] => {
    const id = there.get(item.row_key)
    if (id === undefined) return []
    const state = id === null ? undefined : states.get(id)
    if (!state || isGone(state)) return [held(item, inTrash)]
    if (!isAsPlanned(destination, item, state, site.wix.now())) return [held(item, otherThanPlanned)]
    const ref = { rowKey: item.row_key, remoteId: state.remoteId, editedAt: state.editedAt }
    return [accepted(destination, item, { ref, url: state.url })]
  })
}

/** What the last steps write may still be missing; they are repeated in any case. */
function isAsPlanned(
  { target, assets }: Destination,
  item: ItemRow,
  state: RemoteState,
  now: number,
): boolean {
  const ours = fieldsWith(target, item, assets)
  const theirs = withFoundVisibility(state, item.visibility, now).fields ?? {}
  return Object.keys(ours)
    .filter((field) => !isWrittenLater(target.finish, item, field))
    .every((field) => theirs[field] === ours[field])
}

function held({ row_key: rowKey }: ItemRow, problem: Problem): Settlement {
  return { rowKey, state: 'held', problem }
}

const otherThanPlanned: Problem = {
  code: 'own_found',
  severity: 'warning',
  message:
    'It is on the site already, though not as this plan has it: it was published from here, and the database, which was restored, copied or moved, did not know. It was not sent. Plan again to take it up.',
}

const inTrash: Problem = {
  code: 'gone_since_plan',
  severity: 'warning',
  message:
    'It was published from here before and lies in the trash of the site, so it was not sent. Plan again to decide.',
}
