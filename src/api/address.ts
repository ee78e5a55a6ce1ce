// From an endpoint's path to the address of one call, for every door. Pure.

/**
 * `/api/runs/:id` with `{ id }` and a query; what is undefined, null or empty in the query is left out. Throws where a
 * parameter of the path is missing.
 */
export function fillAddress(
  path: string,
  input: { params?: Record<string, string>; query?: Record<string, unknown> },
): string {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = input.params?.[name]
    if (value === undefined || value === '') throw new Error(`The address ${path} needs "${name}".`)
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  return query.size === 0 ? filled : `${filled}?${query}`
}
