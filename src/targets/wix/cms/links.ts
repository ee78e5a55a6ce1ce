// Links of MULTI_REFERENCE fields as Wix has them.
import type { DataReading } from '../../../wix/index.ts'
import { isJsonObject } from '../../../wix/index.ts'
import type { TargetContext } from '../../target.ts'
import type { CmsFacts } from './collection-facts.ts'
import type { Stored } from './stored.ts'

/** So many items of a field come with the item itself; of more than these the rest is asked for. */
export const mostIncluded = 100
export const linksPerPage = 100

export function linkFields(facts: CmsFacts): string[] {
  return facts.fields
    .filter((field) => field.type === 'MULTI_REFERENCE' && field.unwritable === null)
    .map((field) => field.key)
}

/**
 * Has a read of items bring their links along. Wix shows no ids of links, so the items referred to come in their
 * place: more bytes, but no call. `query-referenced` would take one for each item and field, and for several items
 * at once it does not say which of them refers.
 * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/query-data-items
 */
export function withLinks(facts: CmsFacts): DataReading {
  const fields = linkFields(facts)
  if (fields.length === 0) return {}
  // Items that are drafts can be referred to as well.
  return {
    includeDraftItems: true,
    includeReferences: fields.map((field) => ({ field, limit: mostIncluded })),
  }
}

/** Ids that a field of an item read `withLinks` refers to. */
export async function linksOf(ctx: TargetContext, { item, data, collectionId }: Stored, field: string) {
  const included = Array.isArray(data[field]) ? data[field] : []
  const ids = included.flatMap((one) => {
    const id: unknown = isJsonObject(one) ? one['_id'] : one
    return typeof id === 'string' ? [id] : []
  })
  if (included.length < mostIncluded) return ids
  const all: string[] = []
  for (;;) {
    const page = await ctx.client.dataReferences.query(
      collectionId,
      {
        referringItemIds: [item.id],
        referringItemFieldName: field,
        consistentRead: true,
        fields: ['_id'],
        paging: { limit: linksPerPage, offset: all.length },
      },
      { signal: ctx.signal },
    )
    all.push(...page.items.map(({ id }) => id))
    const isEnd = page.hasMore === false || page.items.length + page.unresolved < linksPerPage
    if (isEnd || page.items.length === 0) return all
  }
}
