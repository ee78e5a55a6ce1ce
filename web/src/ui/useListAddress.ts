import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What every list keeps in the address; a list adds the names of its filters. */
export interface ListSearch {
  search?: string | undefined
  /** Key of the opened row. */
  row?: string | undefined
  /** Ids of the columns it shows, where somebody chose. */
  columns?: string[] | undefined
}

export interface ListAddress<S extends ListSearch> {
  search: S
  /** Changes the address: `push` as a step that the browser's Back undoes, `replace` without one. */
  set: (patch: Partial<{ [K in keyof S]: S[K] | undefined }>, how?: 'push' | 'replace') => void
}

/** The state of a list, which is its address: shared, reloaded and gone back to as it stands. */
export function useListAddress<S extends ListSearch>(search: S): ListAddress<S> {
  const navigate = useNavigate()
  const set = useCallback<ListAddress<S>['set']>(
    (patch, how = 'replace') =>
      void navigate({
        to: '.',
        // The router knows no type of search that fits every route with a list.
        search: ((before: object) => ({ ...before, ...patch })) as never,
        replace: how === 'replace',
      }),
    [navigate],
  )
  return { search, set }
}
