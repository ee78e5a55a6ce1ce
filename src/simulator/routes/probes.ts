// Calls of APIs that are not simulated yet, answered as far as a permission check needs: the gateway decides, and
// behind it there is nothing to read or change.

import { applicationError, notFound } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, required, type Shape, text } from '../shape.ts'
import type { Obj } from '../types.ts'

const query: Shape = object({ query: anything, search: anything, fields: anything, treeReference: anything })
const noItems = { count: 0, cursors: {} }

export const probeRoutes: Route[] = [
  {
    method: 'GET',
    path: '/wix-data/v2/collections',
    permissions: ['Read Data Collections'],
    app: 'cms',
    query: object({ paging: object({ limit: number, offset: number }), fields: list(text()) }),
    handle: () => ({
      collections: [],
      pagingMetadata: { count: 0, offset: 0, total: 0, tooManyToCount: false },
    }),
  },
  {
    method: 'POST',
    path: '/wix-data/v2/items/query',
    permissions: ['Read Data Items'],
    app: 'cms',
    body: object({ dataCollectionId: text(), query: anything, consistentRead: bool }),
    handle: (call) => noCollection(call),
  },
  {
    method: 'PUT',
    path: '/wix-data/v2/items/{dataItemId}',
    permissions: ['Manage Data Items'],
    app: 'cms',
    body: object({ dataCollectionId: text(), dataItem: anything }),
    handle: (call) => noCollection(call),
  },
  {
    method: 'POST',
    path: '/stores/v3/products/query',
    permissions: ['Read Products'],
    app: 'stores',
    body: query,
    handle(call) {
      requireCatalog(call, 'V3')
      return { products: [], pagingMetadata: noItems }
    },
  },
  {
    method: 'PATCH',
    path: '/stores/v3/products/{productId}',
    permissions: ['Manage Products'],
    app: 'stores',
    body: object({ product: anything, fields: anything }),
    handle(call) {
      requireCatalog(call, 'V3')
      throw notFound('Product', call.params['productId']!)
    },
  },
  ...['/stores/v1/products/query', '/stores-reader/v1/products/query'].map(
    (path): Route => ({
      method: 'POST',
      path,
      permissions: ['Read Products'],
      app: 'stores',
      body: object({ query: anything, includeVariants: bool }),
      handle(call) {
        requireCatalog(call, 'V1')
        return { products: [], metadata: { items: 0, offset: 0 }, totalResults: 0 }
      },
    }),
  ),
  {
    method: 'PATCH',
    path: '/stores/v1/products/{productId}',
    permissions: ['Manage Products'],
    app: 'stores',
    body: object({ product: anything }),
    handle(call) {
      requireCatalog(call, 'V1')
      throw notFound('Product', call.params['productId']!)
    },
  },
  {
    method: 'POST',
    path: '/categories/v1/categories/query',
    permissions: ['Read Categories'],
    app: 'stores',
    body: query,
    handle: () => ({ categories: [], pagingMetadata: noItems }),
  },
  {
    method: 'GET',
    path: '/tags/v1/tags',
    permissions: ['Read Tags'],
    query: object({ fqdn: text(), paging: anything }),
    handle: () => ({ tags: [], pagingMetadata: noItems }),
  },
  {
    method: 'POST',
    path: '/site-media/v1/files/generate-upload-url',
    permissions: ['Manage Media Manager'],
    body: object({
      mimeType: required(100),
      fileName: text(1000),
      parentFolderId: text(),
      private: bool,
      labels: list(text(), 50),
      filePath: text(100),
      externalInfo: anything,
    }),
    handle: (call) => ({ uploadUrl: `https://upload.wixmp.com/upload/${call.newId()}` }),
  },
  {
    method: 'GET',
    path: '/site-media/v1/files',
    permissions: ['Read Media Manager'],
    query: object({ parentFolderId: text(), mediaTypes: list(text()), sort: anything, paging: anything }),
    handle: () => ({ files: [], nextCursor: { total: 0, cursors: {} } }),
  },
]

function noCollection(call: Call): Obj {
  const name = String(call.body['dataCollectionId'] ?? '')
  throw applicationError(404, 'WDE0025', `The ${name} collection does not exist.`)
}

function requireCatalog(call: Call, version: 'V1' | 'V3'): void {
  const site = call.site.catalogVersion
  if (site === version) return
  const code = `CATALOG_${site}_SITE_CALLING_CATALOG_${version}_API`
  throw applicationError(428, code, `The site uses Catalog ${site}, the call is for Catalog ${version}`)
}
