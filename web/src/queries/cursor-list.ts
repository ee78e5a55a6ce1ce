import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
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

/** A list that the server pages by cursor, flattened, with what a virtual table needs. */
export function useCursorList<T>({ queryKey, load, enabled = true, refetchInterval = false }: Options<T>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled,
    // Asking again means asking for every loaded page, so a list scrolled far down stays as it is.
    refetchInterval: (current) => ((current.state.data?.pages.length ?? 0) <= 4 ? refetchInterval : false),
    placeholderData: (before) => before,
  })
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
    table: { hasMore: query.hasNextPage, isLoadingMore: query.isFetchingNextPage, onMore },
  }
}
