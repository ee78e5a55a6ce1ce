// Lists that are given as a whole: searched, narrowed and sorted alike by every door. Pure.

export interface ListOrder {
  search?: string | undefined
  sort?: string | undefined
  desc?: boolean | undefined
}

export interface ListWords<T> {
  /** What a search looks in. */
  text: (row: T) => string
  /** What it can be sorted by, under the names that columns have. Null: there is none, and it comes last either way. */
  values: Readonly<Record<string, (row: T) => string | number | null>>
  /** What it can be narrowed by: for each filter, what of it a row has. */
  filters?: Readonly<Record<string, (row: T) => string>>
}

/** The names by which such a list can be sorted. */
export type SortOf<W extends { values: object }> = keyof W['values'] & string

/**
 * Those in which the text stands and that have what the filters ask for, in the order asked for; as they came where none
 * is.
 *
 * @param asked by the names of filters what is asked for; others, and those without a value, narrow nothing
 */
export function arranged<T>(
  rows: readonly T[],
  { search = '', sort, desc }: ListOrder,
  { text, values, filters = {} }: ListWords<T>,
  asked: Readonly<Record<string, unknown>> = {},
): T[] {
  const wanted = search.trim().toLowerCase()
  const narrowing = Object.entries(filters).filter(([name]) => asked[name] !== undefined)
  const found = rows.filter(
    (row) =>
      text(row).toLowerCase().includes(wanted) && narrowing.every(([name, of]) => of(row) === asked[name]),
  )
  const value = sort === undefined || !Object.hasOwn(values, sort) ? undefined : values[sort]
  if (!value) return found
  const way = desc ? -1 : 1
  return found.sort((one, other) => compare(value(one), value(other), way))
}

/** A whole list as a query of the API asks for it. */
export function listAsAsked<T>(
  rows: readonly T[],
  { search, sort, desc, ...asked }: Omit<ListOrder, 'desc'> & { desc?: string | undefined },
  words: ListWords<T>,
): { items: T[] } {
  return { items: arranged(rows, { search, sort, desc: desc === 'true' }, words, asked) }
}

function compare(one: string | number | null, other: string | number | null, way: 1 | -1): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  if (typeof one === 'number' && typeof other === 'number') return way * (one - other)
  return way * String(one).localeCompare(String(other), 'en', { numeric: true })
}
