// Pages that hold edits of people, merged again as somebody decided their collisions.
import type { Choice } from '../../api/plan.ts'
import { listAssets, readyAssets } from '../../connections/asset-ledger.ts'
import type { Queries } from '../../db/types.ts'
import { readPayloadBodies, savePayloads } from '../../pages/payload-store.ts'
import { findLedgerPages, type LedgerPage } from '../../pages/read-ledger.ts'
import { type AnyTarget, targetById } from '../../targets/index.ts'
import type { AssetIds } from '../../targets/target.ts'
import {
  isDatedText,
  isSameVisibility,
  keptVisibility,
  type ModeVisibility,
  statusField,
  type WantedVisibility,
} from '../../targets/visibility.ts'
import type { PlanRow } from '../row.ts'
import { mergeFrom } from './classify-edited.ts'
import { storedText } from './learn-edits.ts'
import { type Collision, isOpen, type MergedPage, type Version } from './merge-page.ts'
import type { DecidedItem, MergedItem } from './merged-items.ts'
import type { MergeSources } from './sources.ts'

/** What the merging of items needs: the site as it is known, and what is left to it. */
export interface MergeDeps {
  target: AnyTarget
  assets: AssetIds
  bodies: ReadonlyMap<string, string>
  ledger: ReadonlyMap<string, LedgerPage>
}

export async function readMergeDeps(
  queries: Queries,
  plan: PlanRow,
  items: readonly MergedItem[],
): Promise<MergeDeps> {
  const rowKeys = items.map((item) => item.rowKey)
  const hashes = items.flatMap(({ madeHash, merge }) => [madeHash, merge.base, merge.theirs])
  return {
    target: targetById(plan.destination),
    assets: readyAssets(await listAssets(queries, plan.connection_id, 0)),
    bodies: await readPayloadBodies(queries, plan.project_id, hashes),
    ledger: await findLedgerPages(queries, plan.project_id, rowKeys),
  }
}

/** Pure. Null where a payload is no longer stored. */
export function mergeItem(deps: MergeDeps, { rowKey, madeHash, merge }: MergedItem): MergedPage | null {
  const [base, ours, theirs] = [merge.base, madeHash, merge.theirs].map((hash) => versionAt(deps, hash))
  if (!base || !ours || !theirs) return null
  return mergeFrom(deps, {
    base,
    ours,
    theirs,
    sources: merge,
    detached: deps.ledger.get(rowKey)?.detached ?? null,
  })
}

function versionAt({ target, assets, bodies }: MergeDeps, hash: string): Version | null {
  const body = bodies.get(hash)
  if (body === undefined) return null
  const payload: unknown = JSON.parse(body)
  return { payload, fields: target.payloadFields(payload, assets) }
}

/** By the id of a collision, null: undecided again. All null: nothing is said of the page. */
export type ChoicesOf = (collisions: readonly Collision[]) => Readonly<Record<string, Choice | null>> | null

function withChoices(
  before: MergeSources['choices'],
  given: Readonly<Record<string, Choice | null>>,
): Readonly<Record<string, Choice>> {
  const all = Object.entries({ ...before, ...given })
  return Object.fromEntries(all.flatMap(([id, choice]) => (choice === null ? [] : [[id, choice]])))
}

/**
 * The items with these choices, and their payloads stored.
 * @param choicesOf what is chosen beside what was before, by the collisions there are
 */
export async function decideItems(
  queries: Queries,
  plan: PlanRow,
  items: readonly MergedItem[],
  choicesOf: ChoicesOf,
): Promise<DecidedItem[]> {
  const deps = await readMergeDeps(queries, plan, items)
  const mode = deps.target.visibility(plan.options)
  const payloads = new Map<string, string>()
  const decided = items.flatMap((item): DecidedItem[] => {
    const before = mergeItem(deps, item)
    if (!before) return []
    const given = choicesOf(before.collisions)
    if (given === null) return []
    const choices = withChoices(item.merge.choices, given)
    const merge: MergeSources = { ...item.merge, choices }
    const page = mergeItem(deps, { ...item, merge })!
    const { hash, body } = storedText(page.payload)
    payloads.set(hash, body)
    return [toDecided({ ...item, merge }, page, hash, mode)]
  })
  await savePayloads(
    queries,
    plan.project_id,
    [...payloads].map(([hash, body]) => ({ hash, body })),
  )
  return decided
}

function toDecided(
  { rowKey, merge }: MergedItem,
  page: MergedPage,
  payloadHash: string,
  mode: ModeVisibility,
): DecidedItem {
  const { [statusField]: found, ...others } = page.kept
  const state = merge.state
  const isKept = state !== undefined && found !== undefined
  const visibility = isKept ? stateOf(state.wanted, found) : (state?.wanted ?? null)
  const isMark = isKept && visibility?.state !== 'dated'
  const changed = page.changes.map(({ field }) => field)
  const isTold = isKept || changed.includes(statusField)
  return {
    rowKey,
    payloadHash,
    kept: isMark ? page.kept : others,
    merge,
    // What a write says of the state is then what it is there.
    changedFields: isKept && changed.length > 0 ? [...changed, statusField] : changed,
    resolution: resolutionOf(page),
    visibility: isSameVisibility(visibility, mode) ? null : visibility,
    baseVisibility: isTold ? (state?.known ?? null) : null,
  }
}

function resolutionOf({ collisions, changes }: MergedPage): DecidedItem['resolution'] {
  if (collisions.some(({ choice }) => choice === 'hold')) return 'hold'
  if (collisions.some(isOpen)) return null
  return changes.length > 0 ? 'merge' : 'keep_theirs'
}

/** What the page is to be where it stays what somebody made of it. */
function stateOf(wanted: WantedVisibility, found: string): WantedVisibility {
  if (isDatedText(found)) return keptVisibility({ state: 'dated', at: '' }, found)
  return wanted === null ? null : { state: found === 'live' ? 'live' : 'draft' }
}
