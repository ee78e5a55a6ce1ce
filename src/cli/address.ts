// From an endpoint's path to the address of one call. Pure.

/** `/api/runs/:id` with `{ id }` and a query; undefined and empty values of the query are left out. */
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
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return query.size === 0 ? filled : `${filled}?${query}`
}
