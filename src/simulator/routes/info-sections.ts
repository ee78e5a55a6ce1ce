// Info sections of Catalog V3
// (https://dev.wix.com/docs/api-reference/business-solutions/stores/catalog-v3/info-sections-v3/introduction).

import { inBulk } from '../bulk.ts'
import type { Call, Route } from '../route.ts'
import { lagOf } from '../seen.ts'
import { anything, bool, list, object, oneOf, requiredObject, type Shape, text } from '../shape.ts'
import { requireCatalog } from '../stores/catalog.ts'
import {
  createSection,
  deleteSection,
  getOrCreateSection,
  knownSection,
  sectionView,
  updateSection,
} from '../stores/info-sections.ts'
import { cursorQuery, sectionRules, storeQuery, storeRecords } from '../stores/query.ts'
import type { InfoSectionRecord } from '../stores/types.ts'
import type { Obj } from '../types.ts'
import { withGet } from './data-items.ts'

const read = { permissions: ['Read info sections in v3 catalog'], app: 'stores' as const }
const write = { permissions: ['Info section write in v3 catalog'], app: 'stores' as const }
const fields = list(oneOf('ASSIGNED_PRODUCTS_COUNT'), 10)
const section: Shape = requiredObject({
  id: text(),
  revision: text(),
  uniqueName: text(100),
  title: text(50),
  description: anything,
  plainDescription: text(16_000),
  createdDate: anything,
  updatedDate: anything,
  assignedProductsCount: anything,
})
const fieldsOf = (request: Obj) => (request['fields'] as string[] | undefined) ?? []
const shown = (call: Call, record: InfoSectionRecord): Obj => ({
  infoSection: sectionView(call, record, fieldsOf(call.body)),
})

export const infoSectionRoutes: Route[] = [
  {
    method: 'POST',
    path: '/stores/v3/info-sections',
    ...write,
    body: object({ infoSection: section }),
    handle: (call) => shown(call, createSection(writing(call), call.body['infoSection'] as Obj)),
  },
  {
    method: 'POST',
    path: '/stores/v3/info-sections/get-or-create',
    ...write,
    body: object({ infoSection: section, fields }),
    handle: (call) => shown(call, getOrCreateSection(writing(call), call.body['infoSection'] as Obj).section),
  },
  {
    method: 'PATCH',
    path: '/stores/v3/info-sections/{infoSectionId}',
    ...write,
    body: object({ infoSection: section, fields }),
    handle: (call) =>
      shown(
        call,
        updateSection(writing(call), {
          ...(call.body['infoSection'] as Obj),
          id: call.params['infoSectionId'],
        }),
      ),
  },
  {
    method: 'DELETE',
    path: '/stores/v3/info-sections/{infoSectionId}',
    ...write,
    handle(call) {
      deleteSection(writing(call), call.params['infoSectionId']!)
      return {}
    },
  },
  {
    method: 'GET',
    path: '/stores/v3/info-sections/{infoSectionId}',
    ...read,
    query: object({ fields }),
    handle(call) {
      requireCatalog(call, 'V3')
      const record = knownSection(call, call.params['infoSectionId']!)
      return { infoSection: sectionView(call, record, fieldsOf(call.query)) }
    },
  },
  ...withGet({
    method: 'POST',
    path: '/stores/v3/info-sections/query',
    ...read,
    body: object({ query: cursorQuery, fields }),
    handle(call) {
      const { items, pagingMetadata } = querySections(call, (call.body['query'] ?? {}) as Obj)
      const wanted = fieldsOf(call.body)
      const views = items.map((item) => sectionView(call, item['record'] as InfoSectionRecord, wanted))
      return { infoSections: views, pagingMetadata }
    },
  }),
  {
    method: 'POST',
    path: '/stores/v3/info-sections/count',
    ...read,
    body: object({ filter: anything }),
    handle(call) {
      let count = 0
      let query: Obj = { filter: call.body['filter'] ?? {}, cursorPaging: { limit: 100 } }
      for (;;) {
        const page = querySections(call, query)
        count += page.items.length
        const cursor = (page.pagingMetadata['cursors'] as Obj)['next']
        if (!cursor) return { count }
        query = { cursorPaging: { limit: 100, cursor } }
      }
    },
  },
  ...(['create', 'get-or-create'] as const).map(
    (name): Route => ({
      method: 'POST',
      path: `/stores/v3/bulk/info-sections/${name}`,
      ...write,
      body: object({ infoSections: list(section, 100, 1), returnEntity: bool, fields }),
      handle(call) {
        const isFull = name === 'get-or-create' || call.body['returnEntity'] === true
        return inBulk(writing(call), call.body['infoSections'] as Obj[], (input) => {
          const record =
            name === 'create' ? createSection(call, input) : getOrCreateSection(call, input).section
          return {
            id: record.id,
            ...(isFull && { extra: { item: sectionView(call, record, fieldsOf(call.body)) } }),
          }
        })
      },
    }),
  ),
  {
    method: 'POST',
    path: '/stores/v3/bulk/info-sections/update',
    ...write,
    body: object({
      infoSections: list(requiredObject({ infoSection: section, fieldMask: anything }), 100, 1),
      returnEntity: bool,
      fields,
    }),
    handle(call) {
      const inputs = (call.body['infoSections'] as Obj[]).map((entry) => entry['infoSection'] as Obj)
      const isFull = call.body['returnEntity'] === true
      return inBulk(
        writing(call),
        inputs,
        (input) => {
          const record = updateSection(call, input)
          return {
            id: record.id,
            ...(isFull && { extra: { item: sectionView(call, record, fieldsOf(call.body)) } }),
          }
        },
        { idOf: (input) => String(input['id'] ?? '') },
      )
    },
  },
  {
    method: 'POST',
    path: '/stores/v3/bulk/info-sections/delete',
    ...write,
    body: object({ infoSectionIds: list(text(), 100, 1) }),
    handle: (call) =>
      inBulk(
        writing(call),
        call.body['infoSectionIds'] as string[],
        (id) => {
          deleteSection(call, id)
          return { id }
        },
        { idOf: (id) => id },
      ),
  },
]

function writing(call: Call): Call {
  requireCatalog(call, 'V3', 'write')
  return call
}

function querySections(call: Call, query: Obj) {
  requireCatalog(call, 'V3')
  const lagMs = call.site.switches.storesLagMs
  return storeQuery(call, query, {
    entity: 'infoSections',
    rules: sectionRules,
    isLagging: lagOf(call, lagMs) > 0,
    items: () => storeRecords(call, 'infoSection', lagMs).map((record) => ({ ...record, record })),
  })
}
