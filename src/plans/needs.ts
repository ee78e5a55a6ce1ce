// Names and pictures that items of a plan need on the site.
import { readIndexedNeeds } from '../pages/page-index.ts'
import { readPayloads } from '../pages/payload-store.ts'
import type { AssetNeed } from '../targets/target.ts'
import type { PlanBuild } from './plan-build.ts'

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
