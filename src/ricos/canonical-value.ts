// Values of a Ricos document as Wix means them: it writes out defaults, leaves out zeros and sorts keys as it likes.

/** Values Wix may write out although leaving them away means the same. */
const defaults: Record<string, unknown> = {
  textAlignment: 'AUTO',
  target: 'SELF',
  direction: 'LTR',
  initialExpandedItems: 'NONE',
  verticalAlignment: 'TOP',
  lineStyle: 'SINGLE',
  start: 1,
}

/**
 * The value without what means nothing, keys sorted; `undefined` where nothing is left. Protobuf's JSON leaves out
 * zeros, so absent and zero, false or empty are the same.
 *
 * @param key the name the value stands under, for its default
 */
export function canonicalValue(value: unknown, key = ''): unknown {
  if (value === null || value === undefined || value === '' || value === 0 || value === false)
    return undefined
  if (key in defaults && defaults[key] === value) return undefined
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((entry) => canonicalValue(entry) ?? null)
  }
  if (typeof value !== 'object') return value
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) {
    const inner = canonicalValue((value as Record<string, unknown>)[name], name)
    if (inner !== undefined) kept[name] = inner
  }
  return Object.keys(kept).length === 0 ? undefined : kept
}
