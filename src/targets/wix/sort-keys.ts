/**
 * The same value with the keys of its objects in order at every depth: a store may have reordered them, and a preview
 * promises the exact bytes.
 */
export function sortKeys<T>(value: T): T {
  return sorted(value) as T
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
