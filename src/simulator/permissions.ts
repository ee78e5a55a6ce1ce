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
  'Manage Products v3',
  'Read Products v3',
  'Product v3 read admin',
  'Manage Info Sections',
  'Read Info Sections',
  'Read v3 catalog',
  'Manage Categories',
  'Read Categories',
  'Read Tags',
  'Manage Media Manager',
  'Read Media Manager',
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
  'Manage Products v3': 'SCOPE.STORES.PRODUCT_WRITE',
  'Read Products v3': 'SCOPE.STORES.PRODUCT_READ',
  'Product v3 read admin': 'SCOPE.STORES.PRODUCT_READ_ADMIN',
  'Manage Info Sections': 'SCOPE.STORES.INFO_SECTION_WRITE',
  'Read Info Sections': 'SCOPE.STORES.INFO_SECTION_READ',
  'Read v3 catalog': 'SCOPE.STORES.CATALOG_READ_LIMITED',
  'Manage Categories': 'SCOPE.CATEGORIES.CATEGORY_WRITE',
  'Read Categories': 'SCOPE.CATEGORIES.CATEGORY_READ',
  'Read Tags': 'SCOPE.DC-OS.READ-TAGS',
  'Manage Media Manager': 'SCOPE.DC-MEDIA.MANAGE-MEDIAMANAGER',
  'Read Media Manager': 'SCOPE.DC-MEDIA.READ-MEDIAMANAGER',
  'Read site, business, and email details': 'SCOPE.DEV_CENTER.APP-INSTANCE-READ-BASIC-INFO',
  'Read sites': 'SCOPE.ACC-DC-OS.READ-SITE',
}
const nameOf = new Map(Object.entries(scopeOf).map(([name, scope]) => [scope, name]))

const storeReaders = ['Read Products', 'Manage Products', 'Manage Stores']

/** Needed permission -> held permissions that also grant it. */
const coveredBy: Record<string, string[]> = {
  'Read Blog': ['Manage Blog', 'Read Draft Blog Posts'],
  'Read Draft Blog Posts': ['Manage Blog'],
  'Read Members': ['Manage Members', 'Manage Stores'],
  'Read Data Items': ['Manage Data Items', 'Write Data Items'],
  'Manage Data Items': ['Write Data Items'],
  'Read Data Collections': ['Manage Data Collections'],
  'Read Products': ['Manage Products', 'Manage Stores'],
  'Manage Products': ['Manage Stores'],
  'Read Products v3': [...storeReaders, 'Manage Products v3', 'Product v3 read admin'],
  'Product v3 read admin': ['Manage Products', 'Manage Products v3', 'Manage Stores'],
  'Read Info Sections': [...storeReaders, 'Manage Info Sections'],
  'Read v3 catalog': [...storeReaders, 'Read Products v3', 'Manage Products v3', 'Product v3 read admin'],
  'Read Categories': [...storeReaders, 'Manage Orders', 'Manage Categories'],
  'Manage Products v3': ['Manage Products', 'Manage Stores'],
  'Manage Info Sections': ['Manage Products', 'Manage Stores'],
  'Manage Categories': ['Manage Products', 'Manage Stores'],
  'Read Tags': ['Manage Blog'],
  'Read Media Manager': ['Manage Media Manager'],
}

/** Writes of Catalog V3 that Manage Products grants only where the site's switch says so. */
const perhapsCovered: Record<string, Switches['manageProductsCovers'][number]> = {
  'Manage Products v3': 'products',
  'Manage Info Sections': 'infoSections',
  'Manage Categories': 'categories',
}

/** Whether the held permissions (names or scope ids), directly or through a bigger one, contain the needed one. */
export function holds(held: readonly string[], needed: string, switches?: Switches): boolean {
  const names = held.map((entry) => nameOf.get(entry) ?? entry)
  if (names.includes('*') || names.includes(needed)) return true
  const group = perhapsCovered[needed]
  const isUncovered = group !== undefined && switches && !switches.manageProductsCovers.includes(group)
  return (coveredBy[needed] ?? []).some(
    (bigger) => names.includes(bigger) && !(isUncovered && bigger === 'Manage Products'),
  )
}
