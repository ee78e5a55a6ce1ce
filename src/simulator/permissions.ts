// Permission names as Wix's API key screen shows them, and which bigger ones cover which smaller ones
// (https://dev.wix.com/docs/rest/articles/get-started/api-keys).

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
  'Read Categories',
  'Read Tags',
  'Manage Media Manager',
  'Read Media Manager',
  'Read site, business, and email details',
  'Manage Your App',
] as const

/** Needed permission -> held permissions that also grant it. */
const coveredBy: Record<string, string[]> = {
  'Read Blog': ['Manage Blog', 'Read Draft Blog Posts'],
  'Read Draft Blog Posts': ['Manage Blog'],
  'Read Members': ['Manage Members', 'Manage Stores'],
  'Read Data Items': ['Manage Data Items'],
  'Manage Data Items': ['Write Data Items'],
  'Read Data Collections': ['Manage Data Collections'],
  'Read Products': ['Manage Products', 'Manage Stores'],
  'Manage Products': ['Manage Stores'],
  'Read Categories': ['Read Products', 'Manage Products', 'Manage Orders', 'Manage Stores'],
  'Read Tags': ['Manage Blog'],
  'Read Media Manager': ['Manage Media Manager'],
}

/** Whether the held permissions, directly or through a bigger one, contain the needed one. */
export function holds(held: readonly string[], needed: string): boolean {
  if (held.includes('*') || held.includes(needed)) return true
  return (coveredBy[needed] ?? []).some((bigger) => held.includes(bigger))
}
