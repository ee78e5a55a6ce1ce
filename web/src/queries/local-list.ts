// A list that is loaded as a whole, searched and sorted here, in the form of one that the server pages.
import { useMemo } from 'react'
import type { CursorList } from './cursor-list.ts'

export interface LocalOrder {
  search?: string | undefined
  sort?: string | undefined
  desc?: true | undefined
}

export interface LocalTexts<T> {
  /** What a search looks in. */
  text: (row: T) => string
  /** What it can be sorted by, under the names that columns have. */
  values: Readonly<Record<string, (row: T) => string | number>>
}

interface Loaded<T> {
  data: T[] | undefined
  isPending: boolean
  error: Error | null
  refetch: () => unknown
}

export function useLocalList<T>(
  { data, isPending, error, refetch }: Loaded<T>,
  order: LocalOrder,
  texts: LocalTexts<T>,
): CursorList<T> {
  const { search, sort, desc } = order
  const rows = useMemo(
    () => arranged(data ?? [], { search, sort, desc }, texts),
    [data, search, sort, desc, texts],
  )
  return {
    rows,
    total: rows.length,
    searched: null,
    isLoading: isPending,
    error: data === undefined ? error : null,
    refetch,
    hasMore: false,
    isLoadingMore: false,
    onMore: () => undefined,
    count: rows.length,
    at: (index) => rows[index],
    indexOf: (matches) => rows.findIndex(matches),
    onRange: () => undefined,
  }
}

/** Those in which the text stands, in the order asked for; as they came where none is. Pure. */
export function arranged<T>(
  rows: readonly T[],
  { search = '', sort, desc }: LocalOrder,
  { text, values }: LocalTexts<T>,
): T[] {
  const wanted = search.trim().toLowerCase()
  const found = rows.filter((row) => text(row).toLowerCase().includes(wanted))
  const value = sort === undefined ? undefined : values[sort]
  if (!value) return found
  const way = desc ? -1 : 1
  return found.sort((a, b) => way * compare(value(a), value(b)))
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'en', { numeric: true })
}
