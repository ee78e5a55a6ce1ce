// Which collections can be written, and how they keep drafts.
import type { DataCollection } from '../../../wix/index.ts'

/**
 * Wix has two mechanisms. `publish`: the PUBLISH plugin, a status in each item. `items`: the Draft Items plugin, whose
 * drafts are items of a second collection.
 */
export type Drafts = { kind: 'none' } | { kind: 'publish' } | { kind: 'items'; draftsCollectionId: string }

export function draftsOf(collection: DataCollection): Drafts {
  for (const plugin of collection.plugins ?? []) {
    const draftsCollectionId = plugin.draftItemsPluginOptions?.draftsCollectionId
    if (draftsCollectionId) return { kind: 'items', draftsCollectionId }
  }
  return collection.plugins?.some((plugin) => plugin.type === 'PUBLISH')
    ? { kind: 'publish' }
    : { kind: 'none' }
}

/**
 * Why items cannot be published to it; null when they can. Wix's list of operations leaves out PATCH although the
 * call is there, so any way of changing an item counts.
 */
export function collectionProblem(collection: DataCollection): string | null {
  const name = collection.displayName || collection.id
  if (collection.collectionType !== undefined && collection.collectionType !== 'NATIVE')
    return `The collection ${name} belongs to an app or is kept elsewhere, and nobody else can write to it. Choose a collection that was created in the CMS of the site.`
  if (collection.plugins?.some((plugin) => plugin.draftItemsPluginOptions?.publishedCollectionId))
    return `${name} holds the drafts of another collection. Choose that one; drafts go here automatically.`
  if (collection.plugins?.some((plugin) => plugin.type === 'SINGLE_ITEM'))
    return `The collection ${name} holds a single item, so rows cannot become items of it. Choose another, or create one with several items.`
  const operations = new Set<string>(collection.capabilities?.dataOperations ?? [])
  const has = (...names: string[]) => names.some((one) => operations.has(one))
  if (
    operations.size > 0 &&
    !(has('INSERT', 'BULK_INSERT') && has('PATCH', 'BULK_PATCH', 'UPDATE', 'BULK_UPDATE'))
  )
    return `Wix does not allow items of the collection ${name} to be created and changed. Choose another.`
  return null
}
