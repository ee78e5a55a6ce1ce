// After an update the browser may still run the old dashboard, whose later parts are gone from the server.

const storageKey = 'seomatic.reloaded-at'
const quietMs = 60_000

/** Whether a part of the dashboard could not be fetched, in the words of each browser and of the bundler. */
export function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module script failed|unable to preload css/i.test(error.message)
  )
}

/** True once, then not for a minute: a reload that changed nothing must not become a circle. */
export function mayReload(storage: Pick<Storage, 'getItem' | 'setItem'>, now: number): boolean {
  try {
    if (now - Number(storage.getItem(storageKey) ?? 0) < quietMs) return false
    storage.setItem(storageKey, String(now))
    return true
  } catch {
    return false
  }
}
