import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Source, SourceInput, SourceTryInput, SourceUpdate } from '../../../src/api/source.ts'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export const sourceKindsQuery = queryOptions({
  queryKey: ['source-kinds'],
  queryFn: async ({ signal }) => (await call(routes.sources.kinds, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Asked again soon while one of them is being read. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: async ({ signal }) => (await call(routes.sources.list, { signal })).items,
  refetchInterval: (query) => (query.state.data?.some((one) => one.importId !== null) ? 1_500 : 30_000),
})

/** Asks again for the data of a source when a refresh has changed it: that is some time after it was asked for. */
export function useHearRefresh(source: Source | undefined): void {
  const client = useQueryClient()
  const seen = useRef<Source>(undefined)
  useEffect(() => {
    const before = seen.current
    seen.current = source
    // Of a source that is seen for the first time the data is on its way.
    if (before === undefined || before.id !== source?.id || before.changedAt === source.changedAt) return
    void client.invalidateQueries({ queryKey: ['datasets'] })
    void client.invalidateQueries({ queryKey: ['projects'] })
  }, [client, source])
}

export const refreshesQuery = (id: string) =>
  cursorQuery({
    queryKey: ['sources', id, 'refreshes'],
    load: (cursor, signal) =>
      call(routes.sources.refreshes, { params: { id }, query: { cursor, limit: 50 }, signal }),
    refetchInterval: 15_000,
  })

export function useTrySource() {
  return useMutation({ mutationFn: (body: SourceTryInput) => call(routes.sources.test, { body }) })
}

export function useConnectSource() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SourceInput) => call(routes.sources.create, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sources'] }),
  })
}

function useSourceMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['sources'] })
      void client.invalidateQueries({ queryKey: ['datasets'] })
    },
  })
}

export const useUpdateSource = (id: string) =>
  useSourceMutation(
    (body: SourceUpdate): Promise<Source> => call(routes.sources.update, { params: { id }, body }),
  )

export const useRefreshSource = (id: string) =>
  useSourceMutation(() => call(routes.sources.refresh, { params: { id }, body: {} }))

export const useRemoveSource = (id: string) =>
  useSourceMutation(() => call(routes.sources.remove, { params: { id } }))

export const useSourceHook = (id: string) =>
  useSourceMutation(() => call(routes.sources.hook, { params: { id }, body: {} }))

export const useRemoveHook = (id: string) =>
  useSourceMutation(() => call(routes.sources.removeHook, { params: { id } }))
