// Reading data collections (https://dev.wix.com/docs/api-reference/business-solutions/cms/collection-management).

import { collectionFor, collectionView } from '../cms/collections.ts'
import { dataError } from '../cms/errors.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, text } from '../shape.ts'
import type { Obj } from '../types.ts'

const read = { permissions: ['Read Data Collections'], app: 'cms' as const }

export const dataCollectionRoutes: Route[] = [
  {
    method: 'GET',
    path: '/wix-data/v2/collections',
    ...read,
    query: object({
      paging: object({ limit: number, offset: number }),
      sort: anything,
      fields: list(text()),
      consistentRead: bool,
      appOptions: anything,
    }),
    handle(call) {
      const paging = (call.query['paging'] ?? {}) as Obj
      const limit = Number(paging['limit'] ?? 100) || 100
      const offset = Number(paging['offset'] ?? 0)
      if (limit > 1000) throw dataError('WDE0077', `The page size ${limit} is over the limit of 1000.`)
      const sort = (call.query['sort'] ?? {}) as Obj
      const isDescending = sort['order'] === 'DESC'
      const all = call.store
        .all('collection', call.site.id)
        .filter((collection) => !collection.isDeleted)
        .sort((a, b) => (a.id < b.id ? -1 : 1) * (isDescending ? -1 : 1))
      const page = all.slice(offset, offset + limit)
      return {
        collections: page.map((collection) => collectionView(collection, fieldsOf(call))),
        pagingMetadata: { count: page.length, offset, total: all.length, tooManyToCount: false },
      }
    },
  },
  {
    method: 'GET',
    path: '/wix-data/v2/collections/{dataCollectionId}',
    ...read,
    query: object({ consistentRead: bool, fields: list(text()) }),
    handle: (call) => ({
      collection: collectionView(
        collectionFor(call, call.params['dataCollectionId'], 'read'),
        fieldsOf(call),
      ),
    }),
  },
  {
    method: 'GET',
    path: '/wix-data/v2/indexes',
    permissions: ['Manage Data Collections'],
    app: 'cms',
    query: object({ dataCollectionId: text(), paging: anything }),
    handle(call) {
      const { uniqueFields } = collectionFor(call, call.query['dataCollectionId'], 'read')
      return {
        indexes: uniqueFields.map((path) => ({
          name: `unique-${path}`,
          unique: true,
          status: 'ACTIVE',
          fields: [{ path, order: 'ASC' }],
        })),
        pagingMetadata: { count: uniqueFields.length, offset: 0, total: uniqueFields.length },
      }
    },
  },
]

// Repeated keys, or the comma list that the documentation shows.
function fieldsOf(call: Call): string[] {
  return ((call.query['fields'] ?? []) as string[]).flatMap((entry) => (entry ? entry.split(',') : []))
}
