import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, routes } from '../api.ts'
import { statusQuery } from './settings.ts'

export const storageQuery = queryOptions({
  queryKey: ['status', 'storage'],
  queryFn: ({ signal }) => call(routes.status.storage, { signal }),
})

export const licencesQuery = queryOptions({
  queryKey: ['status', 'licences'],
  queryFn: async ({ signal }) => (await call(routes.status.licences, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Made anew each time it is asked for. */
export function useDiagnostics() {
  return useMutation({ mutationFn: () => call(routes.status.diagnostics) })
}

export const keyQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => call(routes.keys.get, { signal }),
})

export function useKeepCopy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(routes.keys.keepCopy),
    onSuccess: (state) => client.setQueryData(keyQuery.queryKey, state),
  })
}

export function useRotateKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(routes.keys.rotate, { body: {} }),
    onSuccess: async (rotation) => {
      client.setQueryData(keyQuery.queryKey, rotation)
      await client.invalidateQueries({ queryKey: statusQuery.queryKey, exact: true })
    },
  })
}

/** @param mostPerMinute null: as many as Wix allows */
export function useSetPace(connectionId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (mostPerMinute: number | null) =>
      call(routes.connections.setPace, { params: { id: connectionId }, body: { mostPerMinute } }),
    onSuccess: (pace) => {
      client.setQueryData(paceQuery(connectionId).queryKey, pace)
      // Plans say how long they take.
      void client.invalidateQueries({ queryKey: ['projects'] })
    },
  })
}

export const paceQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['connections', connectionId, 'pace'],
    queryFn: ({ signal }) => call(routes.connections.pace, { params: { id: connectionId }, signal }),
    refetchInterval: 10_000,
  })
