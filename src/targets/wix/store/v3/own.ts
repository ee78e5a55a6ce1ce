// Products of Catalog V3 that were made from rows of ours, whatever they are called by now.
import { documentSeedMark } from '../../../../ricos/index.ts'
import {
  byAge,
  type DatedRef,
  type OwnFinder,
  type OwnRef,
  type RemoteRef,
  type TargetContext,
} from '../../../target.ts'
import { nodeIds } from '../../document.ts'
import type { StorePayload } from '../catalog.ts'
import { isOwnSection, sectionName } from '../names.ts'
import { findProducts } from './find.ts'

const markLength = documentSeedMark('').length

/**
 * Walks all products that were changed since, a hundred a call, for the page's info sections and node ids. A product
 * that has neither is known by its address, with the name, words and price of the row; it comes after all others,
 * because those certainly are copies of what we made.
 */
export async function findOwnProducts(
  ctx: TargetContext,
  since: Date | null,
): Promise<OwnFinder<StorePayload>> {
  const byMark = new Map<string, Map<string, DatedRef>>()
  const query = {
    ...(since && { filter: { updatedDate: { $gte: since.toISOString() } } }),
    fields: ['DESCRIPTION' as const, 'INFO_SECTION' as const],
  }
  for await (const product of ctx.client.storeProducts.queryAll(query, { signal: ctx.signal })) {
    const found = { remoteId: product.id, isTrashed: false, createdAt: product.createdDate ?? null }
    for (const id of nodeIds(product.description)) note(byMark, id.slice(0, markLength), found)
    for (const { uniqueName } of product.infoSections ?? [])
      if (uniqueName && isOwnSection(uniqueName)) note(byMark, pageOf(uniqueName), found)
  }
  return async (items) => {
    // Wix refuses a second product with one address, so that only records known to be older are worth asking.
    const bySlug = since === null ? await findProducts(ctx, [...items]) : new Map<string, RemoteRef[]>()
    return new Map(
      items.flatMap(({ rowKey, seed }): [string, OwnRef[]][] => {
        const byId = new Map<string, DatedRef>([
          ...(bySlug.get(rowKey) ?? []).map(({ remoteId }) => undated(remoteId)),
          ...(byMark.get(pageOf(sectionName(seed, 1))) ?? []),
          ...(byMark.get(documentSeedMark(seed)) ?? []),
        ])
        return byId.size > 0 ? [[rowKey, [...byId.values()].sort(byAge)]] : []
      }),
    )
  }
}

/** The name of a section without its number. */
function pageOf(uniqueName: string): string {
  return uniqueName.slice(0, uniqueName.lastIndexOf('-'))
}

function note(byMark: Map<string, Map<string, DatedRef>>, mark: string, found: DatedRef): void {
  byMark.set(mark, (byMark.get(mark) ?? new Map<string, DatedRef>()).set(found.remoteId, found))
}

function undated(remoteId: string): [string, DatedRef] {
  return [remoteId, { remoteId, isTrashed: false, createdAt: null }]
}
