// What publishing to a store takes: permissions, and the app with its two catalogs.
import {
  noId,
  onePage,
  type PermissionNeed,
  type PermissionSpec,
  type ProbeResult,
  probe,
  type WixApp,
} from '../../permission.ts'
import { manageMedia } from '../media/permission.ts'
import { manageSeo } from '../seo-permission.ts'

const oneByCursor = { cursorPaging: { limit: 1 } }
const treeReference = { appNamespace: '@wix/stores', treeKey: null }
const storesAppId = '215238eb-22a5-4c36-9e7b-e7c08025e04e'

const perhapsCoveredBy = ['Manage Products']

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
          body: { query: oneByCursor, treeReference },
        }),
      ],
    },
  },
  { isRequired: false, permission: categoryWrite() },
  { isRequired: false, permission: categoryItemWrite() },
  { isRequired: false, permission: sectionWrite() },
  { isRequired: false, permission: inventoryWrite() },
  { isRequired: false, permission: catalogVersion() },
  { isRequired: false, permission: manageMedia },
  { isRequired: false, permission: manageSeo },
]

// Scopes of Catalog V3 that the older pages of Wix let Manage Products grant and the newer ones list alone. Stores of
// Catalog V1 need none of them.

/** https://dev.wix.com/docs/sdk/backend-modules/categories/categories/create-category */
function categoryWrite(): PermissionSpec {
  return {
    name: 'Category write',
    purpose:
      'Create store categories, and take away those of a run that is undone. Some sites grant it through Manage Products.',
    without: 'Only products whose categories exist already can be published.',
    scopes: ['SCOPE.CATEGORIES.CATEGORY_WRITE'],
    perhapsCoveredBy,
    probes: [
      probe(
        'category-update',
        'stores',
        {
          method: 'PATCH',
          path: `/categories/v1/categories/${noId}`,
          body: { category: { id: noId, revision: '1', name: 'probe' }, treeReference },
        },
        { provesByNotFound: true },
      ),
    ],
  }
}

/** https://dev.wix.com/docs/rest/business-management/categories/bulk-add-items-to-category */
function categoryItemWrite(): PermissionSpec {
  return {
    name: 'Category item write',
    purpose: 'Put products into store categories. Some sites grant it through Manage Products.',
    without: 'Products can be published, but not put into categories.',
    scopes: ['SCOPE.CATEGORIES.CATEGORY_ITEM_WRITE'],
    perhapsCoveredBy: [...perhapsCoveredBy, 'Category write'],
    probes: [
      probe(
        'category-items',
        'stores',
        {
          method: 'POST',
          path: `/categories/v1/bulk/categories/${noId}/remove-items`,
          body: { items: [{ catalogItemId: noId, appId: storesAppId }], treeReference },
        },
        { provesByNotFound: true },
      ),
    ],
  }
}

/** https://dev.wix.com/docs/sdk/backend-modules/stores/catalog-v3/info-sections-v3/get-or-create-info-section */
function sectionWrite(): PermissionSpec {
  return {
    name: 'Info section write in v3 catalog',
    purpose: 'Create and update info sections of products. Some sites grant it through Manage Products.',
    without: 'Products with info sections cannot be published.',
    scopes: ['SCOPE.STORES.INFO_SECTION_WRITE'],
    perhapsCoveredBy,
    probes: [
      probe(
        'section-update',
        'stores',
        {
          method: 'PATCH',
          path: `/stores/v3/info-sections/${noId}`,
          body: { infoSection: { id: noId, revision: '1', title: 'probe' } },
        },
        { provesByNotFound: true },
      ),
    ],
  }
}

/** https://dev.wix.com/docs/sdk/backend-modules/stores/catalog-v3/inventory-items-v3/bulk-update-inventory-items */
function inventoryWrite(): PermissionSpec {
  return {
    name: 'Inventory write in v3 catalog',
    purpose: 'Set the stock of products. Some sites grant it through Manage Products.',
    without: 'The stock of products cannot be changed.',
    scopes: ['SCOPE.STORES.INVENTORY_ITEM_WRITE'],
    perhapsCoveredBy,
    probes: [
      probe(
        'inventory-update',
        'stores',
        {
          method: 'POST',
          path: '/stores/v3/bulk/inventory-items/update',
          body: { inventoryItems: [{ inventoryItem: { id: noId, revision: '1', quantity: 1 } }] },
        },
        { provesByNotFound: true },
      ),
    ],
  }
}

/** https://dev.wix.com/docs/sdk/backend-modules/stores/catalog-versioning/get-catalog-version */
function catalogVersion(): PermissionSpec {
  return {
    name: 'Read v3 catalog (PII)',
    purpose: 'Ask which catalog the store has. Some sites grant it through Read Products.',
    without: 'The catalog is found out by trying, which takes a call more.',
    optional: true,
    scopes: ['SCOPE.STORES.CATALOG_READ_LIMITED'],
    perhapsCoveredBy: [...perhapsCoveredBy, 'Read Products'],
    probes: [probe('catalog-version', null, { method: 'GET', path: '/stores/v3/provision/version' })],
  }
}

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
