// Calls of APIs that are not simulated yet, answered as far as a permission check needs: the gateway decides, and
// behind it there is nothing to read or change.

import { applicationError, notFound } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, object, type Shape, text } from '../shape.ts'

const query: Shape = object({ query: anything, search: anything, fields: anything, treeReference: anything })
const noItems = { count: 0, cursors: {} }

export const probeRoutes: Route[] = [
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
]

function requireCatalog(call: Call, version: 'V1' | 'V3'): void {
  const site = call.site.catalogVersion
  if (site === version) return
  const code = `CATALOG_${site}_SITE_CALLING_CATALOG_${version}_API`
  throw applicationError(428, code, `The site uses Catalog ${site}, the call is for Catalog ${version}`)
}
