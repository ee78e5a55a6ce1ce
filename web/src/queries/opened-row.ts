// The row that an address names, also where its list has not come so far, or leaves it out by now.
import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import type { CursorList } from './cursor-list.ts'

/** @param queryOf asks for one row by itself */
export function useOpenedRow<T, K extends readonly unknown[]>(
  list: CursorList<T>,
  key: string | undefined,
  keyOf: (row: T) => string,
  queryOf: (key: string) => UseQueryOptions<T, Error, T, K>,
): T | undefined {
  const loaded = key === undefined ? undefined : list.at(list.indexOf((row) => keyOf(row) === key))
  const asked = useQuery({
    ...queryOf(key ?? ''),
    enabled: key !== undefined && loaded === undefined && !list.isLoading,
  })
  return key === undefined ? undefined : (loaded ?? asked.data)
}
