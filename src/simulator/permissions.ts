// Permission names as Wix's API key screen shows them, their scope ids, and which bigger ones cover which smaller ones
// (https://dev.wix.com/docs/rest/articles/get-started/api-keys).

import type { Switches } from './switches.ts'

export const allPermissions = [
  'Manage Blog',
  'Read Blog',
  'Read Draft Blog Posts',
  'Manage Ricos Document',
  'Read Members',
  'Manage Members',
  'Manage Data Items',
  'Read Data Items',
  'Read Data Collections',
  'Manage Data Collections',
  'Manage Products',
  'Read Products',
  'Manage Stores',
  'Manage Orders',
  'Product write in v3 catalog',
  'Read Products v3',
  'Product v3 read admin',
  'Inventory write in v3 catalog',
  'Info section write in v3 catalog',
  'Read info sections in v3 catalog',
  'Read v3 catalog (PII)',
  'Category write',
  'Category item write',
  'Read Categories',
  'Read Tags',
  'Manage Media Manager',
  'Read Media Manager',
  'Manage SEO Settings',
  'View SEO Settings',
  'Read site, business, and email details',
  'View installed apps',
  'Manage Your App',
  'Read sites',
] as const

/** Scope ids, where a source names one. */
export const scopeOf: Record<string, string> = {
  'Manage Blog': 'SCOPE.DC-BLOG.MANAGE-BLOG',
  'Read Blog': 'SCOPE.DC-BLOG.READ-BLOGS',
  'Read Draft Blog Posts': 'SCOPE.DC-BLOG.READ-DRAFT-POSTS',
  'Read Members': 'SCOPE.DC-MEMBERS.READ-MEMBERS',
  'Manage Members': 'SCOPE.DC-MEMBERS.MANAGE-MEMBERS',
  'Manage Data Items': 'SCOPE.DC-DATA.WRITE',
  'Read Data Items': 'SCOPE.DC-DATA.READ',
  'Manage Data Collections': 'SCOPE.DC-DATA.DATA-COLLECTIONS-MANAGE',
  'Manage Products': 'SCOPE.DC-STORES.MANAGE-PRODUCTS',
  'Read Products': 'SCOPE.DC-STORES.READ-PRODUCTS',
  'Product write in v3 catalog': 'SCOPE.STORES.PRODUCT_WRITE',
  'Read Products v3': 'SCOPE.STORES.PRODUCT_READ',
  'Product v3 read admin': 'SCOPE.STORES.PRODUCT_READ_ADMIN',
  'Inventory write in v3 catalog': 'SCOPE.STORES.INVENTORY_ITEM_WRITE',
  'Info section write in v3 catalog': 'SCOPE.STORES.INFO_SECTION_WRITE',
  'Read info sections in v3 catalog': 'SCOPE.STORES.INFO_SECTION_READ',
  'Read v3 catalog (PII)': 'SCOPE.STORES.CATALOG_READ_LIMITED',
  'Category write': 'SCOPE.CATEGORIES.CATEGORY_WRITE',
  'Category item write': 'SCOPE.CATEGORIES.CATEGORY_ITEM_WRITE',
  'Read Categories': 'SCOPE.CATEGORIES.CATEGORY_READ',
  'Read Tags': 'SCOPE.DC-OS.READ-TAGS',
  'Manage Media Manager': 'SCOPE.DC-MEDIA.MANAGE-MEDIAMANAGER',
  'Read Media Manager': 'SCOPE.DC-MEDIA.READ-MEDIAMANAGER',
  'Manage SEO Settings': 'SCOPE.PROMOTE.MANAGE-SEO',
  'View SEO Settings': 'SCOPE.PROMOTE.VIEW-SEO',
  'Read site, business, and email details': 'SCOPE.DEV_CENTER.APP-INSTANCE-READ-BASIC-INFO',
  'Read sites': 'SCOPE.ACC-DC-OS.READ-SITE',
}
const nameOf = new Map(Object.entries(scopeOf).map(([name, scope]) => [scope, name]))

const storeReaders = ['Read Products', 'Manage Products', 'Manage Stores']
const storeWriters = ['Manage Products', 'Manage Stores']

/** Needed permission -> held permissions that also grant it. */
const coveredBy: Record<string, string[]> = {
  'Read Blog': ['Manage Blog', 'Read Draft Blog Posts'],
  'Read Draft Blog Posts': ['Manage Blog'],
  'Read Members': ['Manage Members', 'Manage Stores'],
  'Read Data Items': ['Manage Data Items', 'Write Data Items'],
  'Manage Data Items': ['Write Data Items'],
  'Read Data Collections': ['Manage Data Collections'],
  'Read Products': storeWriters,
  'Manage Products': ['Manage Stores'],
  'Read Products v3': [...storeReaders, 'Product write in v3 catalog', 'Product v3 read admin'],
  'Product v3 read admin': [...storeWriters, 'Product write in v3 catalog'],
  'Read info sections in v3 catalog': [...storeReaders, 'Info section write in v3 catalog'],
  'Read Categories': [...storeReaders, 'Manage Orders', 'Category write'],
  'Read Tags': ['Manage Blog'],
  'Read Media Manager': ['Manage Media Manager'],
  'View SEO Settings': ['Manage SEO Settings'],
}

type Covered = Switches['manageProductsCovers'][number]

/**
 * Scopes of Catalog V3 that the older pages of Wix let the store permissions grant, and the newer ones list alone
 * (https://dev.wix.com/docs/sdk/backend-modules/stores/catalog-versioning/get-catalog-version, and
 * .../categories/categories/create-category): the switches of a site say which page it follows.
 */
const perhapsCovered: Record<string, { group: Covered; by: string[] }> = {
  'Product write in v3 catalog': { group: 'products', by: storeWriters },
  'Inventory write in v3 catalog': { group: 'inventory', by: storeWriters },
  'Info section write in v3 catalog': { group: 'infoSections', by: storeWriters },
  'Category write': { group: 'categories', by: storeWriters },
  'Category item write': { group: 'categories', by: [...storeWriters, 'Category write'] },
}

/** What reads the version of the catalog where it has no scope of its own. */
const catalogVersionReaders = [
  ...storeReaders,
  'Read Products v3',
  'Product write in v3 catalog',
  'Product v3 read admin',
]

/** Whether the held permissions (names or scope ids), directly or through a bigger one, contain the needed one. */
export function holds(held: readonly string[], needed: string, switches?: Switches): boolean {
  const names = held.map((entry) => nameOf.get(entry) ?? entry)
  if (names.includes('*') || names.includes(needed)) return true
  return coverers(needed, switches).some((bigger) => names.includes(bigger))
}

function coverers(needed: string, switches: Switches | undefined): readonly string[] {
  if (needed === 'Read v3 catalog (PII)')
    return switches?.catalogVersionScope === 'own' ? [] : catalogVersionReaders
  const perhaps = perhapsCovered[needed]
  if (!perhaps) return coveredBy[needed] ?? []
  return switches && !switches.manageProductsCovers.includes(perhaps.group) ? [] : perhaps.by
}
