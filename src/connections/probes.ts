// One harmless request per permission that shows whether the calls for its purpose would succeed. Nothing is created
// or changed: writes address what cannot exist, with valid bodies, and Wix asks for permission before it looks.
import { randomUUID } from 'node:crypto'
import type { WixClient } from '../wix/index.ts'

export type WixAppName = 'blog' | 'cms' | 'stores' | 'members'

export interface Probe {
  id: string
  permission: string
  /** The app of Wix that must be on the site for an answer. */
  app: WixAppName | null
  /** True: "no such item" is proof that the call was let in. */
  provesByNotFound: boolean
  run(client: WixClient, signal: AbortSignal): Promise<unknown>
  /** Asked instead when this one meets the other catalog of Wix Stores. */
  otherCatalog?: Probe
}

type Call = Parameters<WixClient['request']>[0]

const noId = '00000000-0000-0000-0000-000000000000'
const one = { paging: { limit: 1 } }

function probe(
  id: string,
  permission: string,
  app: Probe['app'],
  call: Omit<Call, 'isWrite'>,
  more: Partial<Probe> = {},
): Probe {
  return {
    id,
    permission,
    app,
    provesByNotFound: false,
    run: async (client, signal) => (await client.request({ ...call, isWrite: false }, { signal })).body,
    ...more,
  }
}

/** The first question: a light read that tells whether the credentials open the site at all. */
export const firstRead = probe('drafts', 'Manage Blog', 'blog', {
  method: 'GET',
  path: '/blog/v3/draft-posts',
  query: { ...one, fieldsets: ['URL'] },
})

export const blogWrite = probe(
  'draft-update',
  'Manage Blog',
  'blog',
  {
    method: 'PATCH',
    path: `/blog/v3/draft-posts/${noId}`,
    body: { draftPost: { id: noId, title: 'probe' } },
  },
  { provesByNotFound: true },
)

const productsQueryV1 = probe('products-v1', 'Read Products', 'stores', {
  method: 'POST',
  path: '/stores/v1/products/query',
  body: { query: one },
})

export const productsQuery = probe(
  'products',
  'Read Products',
  'stores',
  { method: 'POST', path: '/stores/v3/products/query', body: { query: { cursorPaging: { limit: 1 } } } },
  { otherCatalog: productsQueryV1 },
)

const productUpdateV1 = probe(
  'product-update-v1',
  'Manage Products',
  'stores',
  { method: 'PATCH', path: `/stores/v1/products/${noId}`, body: { product: { name: 'probe' } } },
  { provesByNotFound: true },
)

export const productUpdate = probe(
  'product-update',
  'Manage Products',
  'stores',
  {
    method: 'PATCH',
    path: `/stores/v3/products/${noId}`,
    body: { product: { id: noId, revision: '1', name: 'probe' } },
  },
  { provesByNotFound: true, otherCatalog: productUpdateV1 },
)

/** An update never creates, and neither the collection nor the item exists. */
const itemUpdate = probe(
  'item-update',
  'Manage Data Items',
  'cms',
  { method: 'PUT', path: '' },
  {
    provesByNotFound: true,
    run: (client, signal) => {
      const id = randomUUID()
      const body = {
        dataCollectionId: `seomatic-probe-${id}`,
        dataItem: { id, data: { _id: id } },
      }
      return client.request(
        { method: 'PUT', path: `/wix-data/v2/items/${id}`, body, isWrite: false },
        { signal },
      )
    },
  },
)

export const siteDetails = 'Read site, business, and email details'

/** Everything after the first read, the weightiest first. */
export const otherProbes: readonly Probe[] = [
  blogWrite,
  itemUpdate,
  probe('collections', 'Read Data Collections', 'cms', {
    method: 'GET',
    path: '/wix-data/v2/collections',
    query: one,
  }),
  productsQuery,
  productUpdate,
  probe('properties', siteDetails, null, { method: 'GET', path: '/site-properties/v4/properties' }),
  probe('ricos', 'Manage Ricos Document', null, {
    method: 'POST',
    path: '/ricos/v1/ricos-document/convert/to-ricos',
    body: { plainText: 'ok', options: { plugins: [] } },
  }),
  probe('members', 'Read Members', 'members', { method: 'GET', path: '/members/v1/members', query: one }),
  probe('categories', 'Read Categories', 'stores', {
    method: 'POST',
    path: '/categories/v1/categories/query',
    body: {
      query: { cursorPaging: { limit: 1 } },
      treeReference: { appNamespace: '@wix/stores', treeKey: null },
    },
  }),
  probe('tags', 'Read Tags', null, {
    method: 'GET',
    path: '/tags/v1/tags',
    query: { fqdn: 'wix.ecom.v1.order' },
  }),
  probe('media', 'Manage Media Manager', null, {
    method: 'POST',
    path: '/site-media/v1/files/generate-upload-url',
    body: { mimeType: 'image/png', fileName: 'probe.png' },
  }),
]

/** Bigger permissions through which a smaller one is granted, as Wix documents them. */
export const coveredBy: Readonly<Record<string, readonly string[]>> = {
  'Read Tags': ['Manage Blog'],
  'Read Products': ['Manage Products'],
  'Read Categories': ['Manage Products', 'Read Products'],
}
