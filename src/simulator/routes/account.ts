// Catalog version, sites of an account, installed apps, business tags: what a connection looks at.

import { invalidArgument } from '../errors.ts'
import type { Route } from '../route.ts'
import { anything, number, object, text } from '../shape.ts'
import { global } from '../store.ts'
import type { AppName, Obj, Site } from '../types.ts'

const appDefIds: Record<AppName, string> = {
  blog: '14bcded7-0066-7c35-14d7-466cb3f09103',
  stores: '215238eb-22a5-4c36-9e7b-e7c08025e04e',
  cms: 'e593b0bd-b783-45b8-97c2-873d42aacaf4',
  members: '14cc59bc-f0b7-15b8-e1c7-89ce41d0e0c9',
  multilingual: '14d84998-ae09-1abf-c6fc-3f3cace5bf19',
}

export const accountRoutes: Route[] = [
  {
    method: 'GET',
    path: '/stores/v3/provision/version',
    permissions: ['Read v3 catalog (PII)'],
    handle: ({ site }) => ({
      catalogVersion: site.installedApps.includes('stores')
        ? `${site.catalogVersion}_CATALOG`
        : 'STORES_NOT_INSTALLED',
    }),
  },
  {
    method: 'POST',
    path: '/site-list/v2/sites/query',
    permissions: ['Read sites'],
    isAccountLevel: true,
    body: object({
      query: object({
        filter: anything,
        sort: anything,
        cursorPaging: object({ limit: number, cursor: text() }),
      }),
    }),
    handle(call) {
      const query = (call.body['query'] ?? {}) as Obj
      const { limit = 50, cursor = '' } = (query['cursorPaging'] ?? {}) as { limit?: number; cursor?: string }
      if (limit > 100) throw invalidArgument(`cursorPaging.limit must be 100 or less, not ${limit}`)
      const owned = call.store
        .all('site', global)
        .filter((site) => site.accountId === call.accountId && call.mayOpen(site.id))
        .filter((site) => matchesFilter(site, (query['filter'] ?? {}) as Obj))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
      const rest = owned.filter((site) => site.id > cursor)
      const page = rest.slice(0, limit)
      const hasNext = page.length < rest.length
      return {
        sites: page.map(siteView),
        metadata: { count: page.length, hasNext, cursors: hasNext ? { next: page.at(-1)?.id } : {} },
      }
    },
  },
  {
    method: 'GET',
    path: '/apps-installer-service/v1/app-instances',
    permissions: ['View installed apps'],
    handle: ({ site }) => ({
      appInstances: site.installedApps.map((app) => ({
        id: `${site.id.slice(0, 8)}${appDefIds[app].slice(8)}`,
        appDefId: appDefIds[app],
        enabled: true,
        version: '1.0.0',
        status: 'INSTALLED',
      })),
    }),
  },
  {
    method: 'GET',
    path: '/tags/v1/tags',
    permissions: ['Read Tags'],
    query: object({ fqdn: text(), paging: anything }),
    handle: () => ({ tags: [], pagingMetadata: { count: 0, cursors: {} } }),
  },
]

function siteView(site: Site): Obj {
  return {
    id: site.id,
    displayName: site.name,
    ...(site.published && { viewUrl: site.url }),
    published: site.published,
    premium: false,
    namespace: 'WIX',
    createdDate: site.createdDate,
  }
}

// Filters on the few fields that are worth asking for; `namespace` is always WIX here.
function matchesFilter(site: Site, filter: Obj): boolean {
  const view = { ...siteView(site), id: site.id } as Obj
  return Object.entries(filter).every(([key, condition]) => {
    if (typeof condition !== 'object' || condition === null) return view[key] === condition
    const { $in, $eq } = condition as { $in?: unknown[]; $eq?: unknown }
    return $in ? $in.includes(view[key]) : $eq === undefined || view[key] === $eq
  })
}
