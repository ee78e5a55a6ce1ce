// A list that is loaded as a whole, searched, narrowed and sorted here, in the form of one that the server pages.
import { useMemo } from 'react'
import { arranged, type ListWords } from '../../../src/api/list-order.ts'
import type { CursorList } from './cursor-list.ts'

export interface LocalOrder {
  search?: string | undefined
  sort?: string | undefined
  desc?: true | undefined
}

interface Loaded<T> {
  data: T[] | undefined
  isPending: boolean
  error: Error | null
  refetch: () => unknown
}

/** @param address with what is asked of the filters under their names */
export function useLocalList<T>(
  { data, isPending, error, refetch }: Loaded<T>,
  address: LocalOrder,
  words: ListWords<T>,
): CursorList<T> {
  const rows = useMemo(
    () => arranged(data ?? [], address, words, address as Record<string, unknown>),
    [data, address, words],
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
    partError: null,
    onRetryParts: () => undefined,
    count: rows.length,
    at: (index) => rows[index],
    indexOf: (matches) => rows.findIndex(matches),
    onRange: () => undefined,
  }
}
