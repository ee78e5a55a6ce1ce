import { infiniteQueryOptions, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

interface CursorPage<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

interface Options<T> {
  queryKey: QueryKey
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<CursorPage<T>>
  enabled?: boolean
  refetchInterval?: number | false
}

/** A list that the server pages by cursor, for `useCursorList` and for loaders that fetch its first page. */
export function cursorQuery<T>({ queryKey, load, enabled = true, refetchInterval = false }: Options<T>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: CursorPage<T>) => page.nextCursor ?? undefined,
    enabled,
    // Asking again means asking forevery loaded page, so a list scrolled far down stays as it is.
    refetchInterval: (current) => ((current.state.data?.pages.length ?? 0) <= 4 ? refetchInterval : false),
    placeholderData: (before) => before,
  })
}

export interface CursorList<T> {
  /** Those loaded so far. */
  rows: T[]
  /** How many there are in all, where the server knows. */
  total: number | null
  isLoading: boolean
  error: Error | null
  refetch: () => unknown
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
}

/** The list, flattened, with what a table of it needs. */
export function useCursorList<T>(options: ReturnType<typeof cursorQuery<T>>): CursorList<T> {
  const query = useInfiniteQuery(options)
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const { fetchNextPage } = query
  const onMore = useCallback(() => {
    void fetchNextPage()
  }, [fetchNextPage])
  return {
    rows,
    total: query.data?.pages[0]?.total ?? null,
    isLoading: query.isPending,
    error: query.data === undefined ? query.error : null,
    refetch: query.refetch,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    onMore,
  }
}
