import type {
  FetchInfiniteQueryOptions,
  FetchQueryOptions,
  QueryClient,
  QueryKey,
} from '@tanstack/react-query'

/** What `lazyRouteComponent` gives. */
interface Later {
  preload?: (() => Promise<void> | undefined) | undefined
}

/** Resolves when the code of a part of a screen is there; at once where it is, or where there is none. */
export async function codeAhead(part: Later | undefined): Promise<void> {
  await part?.preload?.()
}

/** Queries of all kinds of data at once, which no narrower type can name. */
// biome-ignore lint/suspicious/noExplicitAny: what they give is not looked at here
type AnyQuery = FetchQueryOptions<any, any, any, any>
// biome-ignore lint/suspicious/noExplicitAny: as above
type AnyList = FetchInfiniteQueryOptions<any, any, any, QueryKey, any>

/**
 * Begins to fetch what a screen will ask for. The screen comes without waiting for it and shows its own loading
 * and failures; a link someone points at has its answers by the time it is followed.
 */
export function fetchAhead(client: QueryClient, queries: AnyQuery[], lists: AnyList[] = []): void {
  for (const query of queries) void client.prefetchQuery(query)
  for (const list of lists) void client.prefetchInfiniteQuery(list)
}
