// What must become ids before an item can be sent: pictures, and items of other collections.

import type { Problem } from '../../../api/problem.ts'
import { inBatches } from '../../../batches.ts'
import {
  type AssetIds,
  type AssetNeed,
  type AssetOutcome,
  assetKey,
  imageKind,
  type TargetContext,
} from '../../target.ts'
import { importImages, lookUpImages } from '../media.ts'
import { referencePrefix } from './values.ts'

/** Values of one filter. */
const namesPerQuery = 200

export async function lookUpAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetIds> {
  const found = new Map(await lookUpImages(ctx, needs))
  const references = needs.filter(({ kind }) => kind.startsWith(referencePrefix))
  for (const [kind, same] of Map.groupBy(references, (need) => need.kind)) {
    const names = [...new Set(same.map(({ name }) => name))]
    for (const [name, id] of await lookUpItems(ctx, kind.slice(referencePrefix.length), names))
      found.set(assetKey({ kind, name }), id)
  }
  return found
}

/**
 * Items of a collection by what a template calls them: their id, or the value of the field that stands for them.
 * A value that several items have is nobody's. Consistent, drafts included: an item that was made a moment ago can
 * be referred to.
 */
async function lookUpItems(
  ctx: TargetContext,
  collectionId: string,
  names: string[],
): Promise<Map<string, string>> {
  const { displayField } = await ctx.client.dataCollections.get(
    collectionId,
    { fields: ['displayField'], consistentRead: true },
    { signal: ctx.signal },
  )
  const found = new Map<string, string>()
  for (const id of (await holdersOf(ctx, collectionId, '_id', names)).keys()) found.set(id, id)
  const open = names.filter((name) => !found.has(name))
  if (!displayField || displayField === '_id') return found
  for (const [name, ids] of await holdersOf(ctx, collectionId, displayField, open))
    if (ids.size === 1) found.set(name, [...ids][0]!)
  return found
}

/** Ids of the items that have each of these values in the field. */
async function holdersOf(
  ctx: TargetContext,
  collectionId: string,
  field: string,
  names: string[],
): Promise<Map<string, Set<string>>> {
  const holders = new Map<string, Set<string>>()
  for (const batch of inBatches(names, namesPerQuery)) {
    const query = {
      filter: { [field]: { $in: batch } },
      fields: [field],
      includeDraftItems: true,
      consistentRead: true,
    }
    for await (const item of ctx.client.dataItems.queryAll(collectionId, query, { signal: ctx.signal })) {
      const value = field === '_id' ? item.id : item.data?.[field]
      if (typeof value === 'string') holders.set(value, (holders.get(value) ?? new Set()).add(item.id))
    }
  }
  return holders
}

/** Pictures are brought to the site. What items refer to is the owner's, and is never made up. */
export function missingAsset({ kind, name }: AssetNeed): Problem | null {
  if (!kind.startsWith(referencePrefix)) return null
  return {
    code: 'reference_missing',
    severity: 'error',
    message: `The collection ${kind.slice(referencePrefix.length)} has no item "${name}", or several that are called so. Refer to an item by its id, or by a name that only one has; create it first if it does not exist, then plan again.`,
  }
}

export async function createAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetOutcome[]> {
  if (needs[0]?.kind === imageKind) return importImages(ctx, needs)
  return needs.map((need): AssetOutcome => {
    const problem = missingAsset(need)
    if (!problem) throw new TypeError(`Nothing of the kind ${need.kind} is made here`)
    return { kind: 'rejected', problem }
  })
}
