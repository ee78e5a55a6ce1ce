// What publishing to a store takes: permissions, and the app with its two catalogs.
import { noId, onePage, type PermissionNeed, type ProbeResult, probe, type WixApp } from '../../permission.ts'
import { manageMedia } from '../media/permission.ts'

const oneByCursor = { cursorPaging: { limit: 1 } }

export const storeApp: WixApp = { id: 'stores', name: 'Wix Stores', presence: catalogFound }

export const storePermissions: readonly PermissionNeed[] = [
  {
    isRequired: true,
    permission: {
      name: 'Manage Products',
      purpose: 'Create and update store products and their info sections.',
      without: 'Nothing can be published to the store.',
      scopes: ['SCOPE.DC-STORES.MANAGE-PRODUCTS'],
      probes: [
        probe(
          'product-update',
          'stores',
          {
            method: 'PATCH',
            path: `/stores/v3/products/${noId}`,
            body: { product: { id: noId, revision: '1', name: 'probe' } },
          },
          {
            provesByNotFound: true,
            otherCatalog: probe(
              'product-update-v1',
              'stores',
              { method: 'PATCH', path: `/stores/v1/products/${noId}`, body: { product: { name: 'probe' } } },
              { provesByNotFound: true },
            ),
          },
        ),
      ],
    },
  },
  {
    isRequired: true,
    permission: {
      name: 'Read Products',
      purpose: 'Query and fetch products, to compare them with your data.',
      without: 'Store pages cannot be planned.',
      scopes: ['SCOPE.DC-STORES.READ-PRODUCTS'],
      coveredBy: ['Manage Products'],
      probes: [
        probe(
          'products',
          'stores',
          { method: 'POST', path: '/stores/v3/products/query', body: { query: oneByCursor } },
          {
            otherCatalog: probe('products-v1', 'stores', {
              method: 'POST',
              path: '/stores/v1/products/query',
              body: { query: onePage },
            }),
          },
        ),
      ],
    },
  },
  {
    isRequired: false,
    permission: {
      name: 'Read Categories',
      purpose: 'Blog and store categories to choose from.',
      without: 'You type the names of store categories, unchecked.',
      scopes: ['SCOPE.CATEGORIES.CATEGORY_READ'],
      coveredBy: ['Manage Products', 'Read Products'],
      probes: [
        probe('categories', 'stores', {
          method: 'POST',
          path: '/categories/v1/categories/query',
          body: { query: oneByCursor, treeReference: { appNamespace: '@wix/stores', treeKey: null } },
        }),
      ],
    },
  },
  { isRequired: false, permission: manageMedia },
]

/** `V1`, `V3`, `none` or `unknown`. */
function catalogFound(results: readonly ProbeResult[]): string {
  const isV1 = (one: ProbeResult) => one.probe.id.endsWith('-v1')
  const products = results.filter((one) => one.probe.id.startsWith('product'))
  if (products.some((one) => one.verdict === 'granted' && isV1(one))) return 'V1'
  if (products.some((one) => one.verdict === 'granted')) return 'V3'
  const met = products.find((one) => one.cause === 'other_catalog')
  if (met) return isV1(met) ? 'V3' : 'V1'
  if (results.some((one) => one.error?.kind === 'app_not_installed')) return 'none'
  // Without words a 428 may be about the catalog; both catalogs cannot be the other one.
  return products.some((one) => isV1(one) && one.cause === 'app_missing') ? 'none' : 'unknown'
}
