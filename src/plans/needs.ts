// Names and pictures that items of a plan need on the site.
import { inBatches } from '../batches.ts'
import type { Queries } from '../db/types.ts'
import { readIndexedNeeds } from '../pages/page-index.ts'
import { readPayloads } from '../pages/payload-store.ts'
import { type AssetNeed, assetKey, type Target } from '../targets/target.ts'
import { decidedHashes, itemsOfRun } from './items.ts'
import type { PlanBuild } from './plan-build.ts'
import type { PlanRow } from './row.ts'

const payloadsAtOnce = 200

/** What the pages of a run that is for a part of its plan need on the site. */
export async function needsOfPart(
  parts: Pick<PlanBuild, 'database' | 'project' | 'target'>,
  plan: Pick<PlanRow, 'number' | 'needs'>,
  runId: string,
): Promise<AssetNeed[]> {
  const used = new Set<string>()
  for await (const items of itemsOfRun(parts.database, plan.number, runId))
    for (const needs of (await needsOf(parts, items)).values())
      for (const need of needs) used.add(assetKey(need))
  return plan.needs.filter((need) => used.has(assetKey(need)))
}

/** What the pages of a run need on the site: of pages that waited for a decision, only what those need that go. */
export async function needsOfRun(
  queries: Queries,
  plan: Pick<PlanRow, 'number' | 'project_id' | 'needs'>,
  target: Pick<Target, 'needs'>,
  runId: string,
): Promise<AssetNeed[]> {
  if (!plan.needs.some((need) => need.ifDecided)) return plan.needs
  const used = new Set<string>()
  for (const hashes of inBatches(await decidedHashes(queries, plan.number, runId), payloadsAtOnce))
    for (const payload of (await readPayloads(queries, plan.project_id, hashes)).values())
      for (const need of target.needs(payload)) used.add(assetKey(need))
  return plan.needs.filter((need) => !need.ifDecided || used.has(assetKey(need)))
}

/** By row key, pictures included; rows that need nothing are left out. */
export async function needsOf(
  { database, project, target }: Pick<PlanBuild, 'database' | 'project' | 'target'>,
  items: readonly { rowKey: string; payloadHash: string | null }[],
): Promise<Map<string, AssetNeed[]>> {
  const indexed = await readIndexedNeeds(
    database,
    project.id,
    items.map((item) => item.rowKey),
  )
  // Someone may have saved another template since the plan rendered its pages.
  const others = items.filter((item) => indexed.get(item.rowKey)?.payloadHash !== item.payloadHash)
  const payloads = await readPayloads(
    database,
    project.id,
    others.map((item) => item.payloadHash),
  )
  const needs = new Map<string, AssetNeed[]>()
  for (const { rowKey, payloadHash } of items) {
    const entry = indexed.get(rowKey)
    const payload = payloads.get(payloadHash ?? '')
    const list =
      entry?.payloadHash === payloadHash ? entry?.needs : payload === undefined ? [] : target.needs(payload)
    if (list && list.length > 0) needs.set(rowKey, list)
  }
  return needs
}
