import type { z } from 'zod'

type Shape = Record<string, z.ZodType>
/** All may be missing, so that links leave out what the screen has a default for. */
export type SearchOf<S extends Shape> = { [K in keyof S]?: z.output<S[K]> | undefined }

/**
 * Reads the search parameters of an address by the schemas of the API. What does not fit is left out: an old link
 * still leads to its screen.
 */
export function searchOf<const S extends Shape>(shape: S) {
  return (given: Record<string, unknown>): SearchOf<S> => {
    const read = Object.entries(shape).flatMap(([name, schema]) => {
      // The router reads `?row=5` as a number.
      const value = typeof given[name] === 'number' ? String(given[name]) : given[name]
      const parsed = value === undefined || value === '' ? undefined : schema.safeParse(value)
      return parsed?.success ? [[name, parsed.data]] : []
    })
    return Object.fromEntries(read) as SearchOf<S>
  }
}
