import {
  infiniteQueryOptions,
  type QueryKey,
  type UseQueryResult,
  useInfiniteQuery,
  useQueries,
} from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Searched } from '../../../src/api/paging.ts'

interface CursorPage<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
  searched?: Searched | undefined
}

interface Options<T> {
  queryKey: QueryKey
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<CursorPage<T>>
  /** Of a list in which one can jump: parts of one size, each by how many rows lie before it. */
  placed?: { size: number; load: (offset: number, signal: AbortSignal) => Promise<CursorPage<T>> } | undefined
  enabled?: boolean
  refetchInterval?: number | false
}

/** A list that the server pages by cursor, for `useCursorList` and for loaders that fetch its first page. */
export function cursorQuery<T>(options: Options<T>) {
  const { queryKey, load, placed, enabled = true, refetchInterval = false } = options
  const query = infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: CursorPage<T>) => page.nextCursor ?? undefined,
    enabled,
    // Asking again means asking for every loaded page, so a list scrolled far down stays as it is.
    refetchInterval: (current) => ((current.state.data?.pages.length ?? 0) <= 4 ? refetchInterval : false),
    placeholderData: (before) => before,
  })
  return { ...query, placed }
}

export interface CursorList<T> {
  /** Those loaded so far from the beginning on. */
  rows: T[]
  /** How many there are in all, where the server knows. */
  total: number | null
  /** How many rows the loaded parts looked through, of how many there are; null where the last looked through none. */
  searched: Searched | null
  isLoading: boolean
  error: Error | null
  refetch: () => unknown
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
  /** Why rows are missing: those after the loaded ones, or those of a place that was jumped to. */
  partError: Error | null
  /** Asks again for the rows that are missing. */
  onRetryParts: () => void
  /** How many rows have a place: all of them where one can jump, else those loaded so far. */
  count: number
  /** The row at a place, unless it is not loaded yet. */
  at: (index: number) => T | undefined
  /** The place of a loaded row, or -1. */
  indexOf: (matches: (row: T) => boolean) => number
  /** Asks for the rows of these places, where they are far from those loaded from the beginning on. */
  onRange: (from: number, to: number) => void
}

/** The list, flattened, with what a table of it needs. */
export function useCursorList<T>(options: ReturnType<typeof cursorQuery<T>>): CursorList<T> {
  const query = useInfiniteQuery(options)
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const searched = useMemo(() => searchedIn(query.data?.pages ?? []), [query.data])
  const { fetchNextPage, hasNextPage } = query
  const onMore = useCallback(() => {
    if (hasNextPage) void fetchNextPage()
  }, [hasNextPage, fetchNextPage])
  // Parts that came while the order was still being worked out do not say it.
  const total = query.data?.pages.findLast((page) => page.total !== null)?.total ?? null
  // Also of the list before, which is shown until the one that is asked for now has begun.
  const hasMore = query.data?.pages.at(-1)?.nextCursor != null
  const isPlaced = options.placed !== undefined && total !== null && hasMore && !query.isPlaceholderData
  const far = useFarParts(options, rows.length)
  const { parts } = far
  const moreError = query.isFetchNextPageError && !query.isFetchingNextPage ? query.error : null
  const onRetryParts = useCallback(() => {
    if (moreError) onMore()
    far.onRetry()
  }, [moreError, onMore, far.onRetry])
  const size = options.placed?.size ?? 1
  const at = useCallback(
    (index: number) => rows[index] ?? parts.get(Math.floor(index / size))?.[index % size],
    [rows, parts, size],
  )
  const indexOf = useCallback(
    (matches: (row: T) => boolean) => {
      const near = rows.findIndex(matches)
      if (near >= 0) return near
      for (const [number, items] of parts) {
        const within = items.findIndex(matches)
        if (within >= 0) return number * size + within
      }
      return -1
    },
    [rows, parts, size],
  )
  return {
    rows,
    total,
    searched,
    isLoading: query.isPending,
    error: query.data === undefined ? query.error : null,
    refetch: query.refetch,
    hasMore,
    isLoadingMore: query.isFetchingNextPage,
    onMore,
    partError: moreError ?? far.error,
    onRetryParts,
    count: isPlaced ? total : rows.length,
    at,
    indexOf,
    onRange: far.onRange,
  }
}

/** Parts that somebody jumped to: the few in view stay asked for, the others in memory for a while. */
function useFarParts<T>({ queryKey, placed }: ReturnType<typeof cursorQuery<T>>, near: number) {
  const [numbers, setNumbers] = useState<readonly number[]>([])
  const size = placed?.size ?? 1
  const list = JSON.stringify(queryKey)
  // Another filter is another list, of which nobody has jumped anywhere yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key of the list is what it depends on
  useEffect(() => setNumbers((before) => (before.length === 0 ? before : [])), [list])
  const { parts, failed } = useQueries({
    queries: numbers.map((number) => ({
      queryKey: [...queryKey, 'part', number],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        placed?.load(number * size, signal) ?? Promise.reject(new Error('This list has no places')),
    })),
    combine: useCallback(
      (found: UseQueryResult<CursorPage<T>>[]) => ({
        parts: new Map(
          found.flatMap(({ data }, at) => (data ? [[numbers[at] ?? 0, data.items] as const] : [])),
        ),
        failed: found.filter(({ data, error, isFetching }) => data === undefined && error && !isFetching),
      }),
      [numbers],
    ),
  })
  const onRetry = useCallback(() => {
    for (const part of failed) void part.refetch()
  }, [failed])
  const onRange = useCallback(
    (from: number, to: number) => {
      const isFar = placed !== undefined && isFarFrom(near, from, size)
      const [first, last] = [Math.floor(from / size), Math.floor(Math.max(from, to - 1) / size)]
      const wanted = isFar ? Array.from({ length: last - first + 1 }, (_, at) => first + at) : []
      setNumbers((before) => (before.join() === wanted.join() ? before : wanted))
    },
    [placed, near, size],
  )
  return { parts, onRange, error: failed[0]?.error ?? null, onRetry }
}

/** Whether rows from this place on are better asked for by their place than by what lies before them. */
export function isFarFrom(loaded: number, from: number, size = 100): boolean {
  return from > loaded + size
}

function searchedIn(parts: CursorPage<unknown>[]): Searched | null {
  const last = parts.at(-1)?.searched
  // What was looked through before, for the order of the list, is over.
  if (last === undefined) return null
  const rows = parts.reduce((sum, part) => sum + (part.searched?.rows ?? 0), 0)
  // Rows are looked at twice where a list is sorted and searched.
  return { rows: Math.min(rows, last.of), of: last.of }
}

/**
 * Loads further parts until there are this many rows or no more: a part of a searched list may hold none. One that
 * cannot be loaded is asked for again by whoever reads that, not all the time.
 */
export function useLoadedRows(
  list: Pick<CursorList<unknown>, 'rows' | 'hasMore' | 'isLoadingMore' | 'onMore' | 'partError'>,
  least: number,
): void {
  const { rows, hasMore, isLoadingMore, onMore, partError } = list
  useEffect(() => {
    if (hasMore && !isLoadingMore && partError === null && rows.length < least) onMore()
  }, [hasMore, isLoadingMore, partError, rows.length, least, onMore])
}
