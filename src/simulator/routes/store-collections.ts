// Collections of Catalog V1
// (https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/collections/introduction).

import { notFound } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, required, requiredObject, type Shape, text } from '../shape.ts'
import { asciiSlug, requireCatalog } from '../stores/catalog.ts'
import { knownV1 } from '../stores/product-v1.ts'
import { storeRecords } from '../stores/query.ts'
import { collectionV1Rules, queryV1 } from '../stores/query-v1.ts'
import type { StoreCollectionRecord } from '../stores/types.ts'
import type { Obj } from '../types.ts'
import { reader, writeV1 } from './products-v1.ts'

const fields: Record<string, Shape> = {
  id: anything,
  name: text(50, 1),
  description: text(600),
  slug: text(100),
  visible: bool,
  media: anything,
}

export const storeCollectionRoutes: Route[] = [
  {
    method: 'POST',
    path: '/stores/v1/collections',
    ...writeV1,
    body: object({ collection: requiredObject({ ...fields, name: required(50) }) }),
    handle(call) {
      requireCatalog(call, 'V1')
      const input = call.body['collection'] as Obj
      const at = call.writeTime()
      const collection = {
        visible: true,
        description: '',
        slug: asciiSlug(String(input['slug'] ?? input['name'])),
        ...input,
      }
      const record: StoreCollectionRecord = {
        id: call.newId(),
        siteId: call.site.id,
        collection,
        productIds: [],
        createdDate: at,
        updatedDate: at,
        createdBy: call.n,
        lastWrittenBy: call.n,
      }
      return { collection: view(save(call, record)) }
    },
  },
  {
    method: 'PATCH',
    path: '/stores/v1/collections/{id}',
    ...writeV1,
    body: object({ collection: requiredObject(fields) }),
    handle(call) {
      requireCatalog(call, 'V1')
      const before = known(call, call.params['id']!)
      const collection = { ...before.collection, ...(call.body['collection'] as Obj) }
      return { collection: view(save(call, { ...before, collection })) }
    },
  },
  {
    method: 'DELETE',
    path: '/stores/v1/collections/{id}',
    ...writeV1,
    handle(call) {
      requireCatalog(call, 'V1')
      call.store.remove('storeCollection', call.site.id, known(call, call.params['id']!).id)
      return {}
    },
  },
  ...reader('GET', '/collections/{id}', undefined, (call) => ({
    collection: view(known(call, call.params['id']!)),
  })),
  ...reader('GET', '/collections/slug/{slug}', undefined, (call) => {
    const slug = call.params['slug']!
    const all = call.store.all('storeCollection', call.site.id)
    const found = all.find(({ collection }) => collection['slug'] === slug)
    if (!found) throw notFound('Collection', slug)
    return { collection: view(found) }
  }),
  ...reader(
    'POST',
    '/collections/query',
    object({
      query: object({ filter: text(), sort: text(), paging: object({ limit: number, offset: number }) }),
      includeNumberOfProducts: bool,
      includeDescription: bool,
    }),
    (call) => {
      const records = storeRecords(call, 'storeCollection', call.site.switches.storesLagMs)
      const query = (call.body['query'] ?? {}) as Obj
      const { page, metadata, totalResults } = queryV1(records.map(view), query, collectionV1Rules)
      return { collections: page, metadata, totalResults }
    },
  ),
  membership('productIds', (ids, given) => [...ids, ...given.filter((id) => !ids.includes(id))]),
  membership('productIds/delete', (ids, given) => ids.filter((id) => !given.includes(id))),
]

function membership(name: string, change: (ids: string[], given: string[]) => string[]): Route {
  return {
    method: 'POST',
    path: `/stores/v1/collections/{id}/${name}`,
    ...writeV1,
    body: object({ productIds: list(text(), 1000, 1), id: anything }),
    handle(call) {
      requireCatalog(call, 'V1')
      const before = known(call, call.params['id']!)
      const given = call.body['productIds'] as string[]
      for (const id of given) knownV1(call, id)
      save(call, { ...before, productIds: change(before.productIds, given) })
      return {}
    },
  }
}

function known(call: Call, id: string): StoreCollectionRecord {
  const collection = call.store.get('storeCollection', call.site.id, id)
  if (!collection) throw notFound('Collection', id)
  return collection
}

function save(call: Call, record: StoreCollectionRecord): StoreCollectionRecord {
  const touched = { ...record, updatedDate: call.writeTime(), lastWrittenBy: call.n }
  call.store.put('storeCollection', call.site.id, record.id, touched)
  return touched
}

function view({ id, collection, productIds }: StoreCollectionRecord): Obj {
  return { id, ...collection, numberOfProducts: productIds.length }
}
