import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '../../../src/api/connection.ts'
import type { Destination } from '../../../src/api/destination.ts'
import { call, routes } from '../api.ts'

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: async ({ signal }) => (await call(routes.connections.list, { signal })).items,
})

export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: async ({ signal }) => (await call(routes.connections.permissions, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
})

export const destinationsQuery = queryOptions({
  queryKey: ['destinations'],
  queryFn: async ({ signal }) => (await call(routes.destinations.list, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Undefined while the list is on its way, and for a destination that this version does not have. */
export function useDestination(id: string): Destination | undefined {
  return useQuery(destinationsQuery).data?.find((destination) => destination.id === id)
}

export function choicesQuery(connectionId: string, destination: string, kind: string, search: string) {
  return queryOptions({
    queryKey: ['choices', connectionId, destination, kind, search],
    queryFn: ({ signal }) =>
      call(routes.connections.choices, {
        params: { id: connectionId },
        query: { destination, kind, search },
        signal,
      }),
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
}

/** Not for anything with a secret in it: mutations remember what they were called with. */
function useConnectionMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['session'] })
      void client.invalidateQueries({ queryKey: ['projects'] })
      return client.invalidateQueries({ queryKey: connectionsQuery.queryKey })
    },
  })
}

export const usePracticeSite = () =>
  useConnectionMutation(() => call(routes.connections.practice, { body: {} }))

export const useCheckConnection = () =>
  useConnectionMutation((id: string) => call(routes.connections.check, { params: { id }, body: {} }))

export const useRenameConnection = () =>
  useConnectionMutation(({ id, name }: { id: string; name: string }) =>
    call(routes.connections.update, { params: { id }, body: { name } }),
  )

export const useRemoveConnection = () =>
  useConnectionMutation((connection: Connection) =>
    call(routes.connections.remove, { params: { id: connection.id } }),
  )
