// What forms offer from the site: the collections that can be written, or all that can be read.
import type { Choice } from '../../../api/connection.ts'
import { foldName, type TargetContext } from '../../target.ts'
import { collectionProblem } from './collections.ts'

const mostChoices = 100

export async function cmsChoices(
  ctx: TargetContext,
  kind: string,
  search: string,
): Promise<{ items: Choice[]; complete: boolean }> {
  const items: Choice[] = []
  if (kind !== 'collections' && kind !== 'readable_collections') return { items, complete: true }
  const fields = ['displayName', 'collectionType', 'capabilities', 'plugins']
  const wanted = foldName(search)
  for await (const collection of ctx.client.dataCollections.listAll(
    { fields, consistentRead: true },
    { signal: ctx.signal },
  )) {
    const label = collection.displayName || collection.id
    if (kind === 'collections' && collectionProblem(collection) !== null) continue
    if (!foldName(label).includes(wanted) && !foldName(collection.id).includes(wanted)) continue
    if (items.length === mostChoices) return { items, complete: false }
    items.push({ id: collection.id, label, ...(label !== collection.id && { hint: collection.id }) })
  }
  return { items, complete: true }
}
