// What was gone to by the palette last, kept in this browser.

export interface RecentPlace {
  path: string
  words: string
}

const key = 'seomatic.recent'
const most = 6

export function recentPlaces(storage: Storage = localStorage): RecentPlace[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? '[]')
    return Array.isArray(found) ? found.filter(isPlace).slice(0, most) : []
  } catch {
    return []
  }
}

export function rememberPlace({ path, words }: RecentPlace, storage: Storage = localStorage): void {
  const others = recentPlaces(storage).filter((one) => one.path !== path)
  try {
    storage.setItem(key, JSON.stringify([{ path, words }, ...others].slice(0, most)))
  } catch {
    // A browser that keeps nothing has no recent places.
  }
}

function isPlace(value: unknown): value is RecentPlace {
  const { path, words } = (value ?? {}) as Partial<RecentPlace>
  return (
    typeof path === 'string' && path.startsWith('/') && !path.startsWith('//') && typeof words === 'string'
  )
}
