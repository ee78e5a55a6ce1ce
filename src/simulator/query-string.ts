// Wix's two ways of sending parameters with a GET: dotted names with repeated keys, and one base64url JSON `.r`.

import { parseFailure } from './errors.ts'
import type { Shape } from './shape.ts'
import type { Obj } from './types.ts'

/** Turns `paging.limit=1&fieldsets=URL&fieldsets=SEO` into `{ paging: { limit: 1 }, fieldsets: [...] }`. */
export function readQuery(search: URLSearchParams, shape: Shape): Obj {
  const query: Obj = {}
  for (const name of new Set(search.keys())) {
    if (name === '.r') continue
    const values = search.getAll(name)
    const parts = name.split('.')
    const expected = shapeAt(shape, parts)
    const value =
      expected?.kind === 'list'
        ? values.map((v) => coerce(expected.of, v))
        : coerce(expected, values.at(-1) ?? '')
    assign(query, parts, value)
  }
  const packed = search.get('.r')
  return packed === null ? query : merge(query, unpackR(packed))
}

function unpackR(packed: string): Obj {
  try {
    const value: unknown = JSON.parse(Buffer.from(packed, 'base64url').toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Obj
  } catch {
    // Falls through to the one answer Wix has for it.
  }
  throw parseFailure('.r is not base64url JSON')
}

function shapeAt(shape: Shape, parts: string[]): Shape | undefined {
  let at: Shape | undefined = shape
  for (const part of parts) at = at?.kind === 'object' ? at.fields[part] : undefined
  return at
}

function coerce(shape: Shape | undefined, value: string): unknown {
  if (shape?.kind === 'boolean') return value === 'true' ? true : value === 'false' ? false : value
  if (shape?.kind === 'number' && /^-?\d+$/.test(value)) return Number(value)
  return value
}

function assign(target: Obj, parts: string[], value: unknown): void {
  let at = target
  for (const part of parts.slice(0, -1)) {
    if (part === '__proto__') return
    const inner = at[part]
    if (typeof inner === 'object' && inner !== null) at = inner as Obj
    else {
      const created: Obj = {}
      at[part] = created
      at = created
    }
  }
  const last = parts.at(-1)!
  if (last !== '__proto__') at[last] = value
}

function merge(a: Obj, b: Obj): Obj {
  const out: Obj = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const before = out[key]
    const areBothObjects =
      typeof before === 'object' && before && typeof value === 'object' && value && !Array.isArray(value)
    out[key] = areBothObjects ? merge(before as Obj, value as Obj) : value
  }
  return out
}
