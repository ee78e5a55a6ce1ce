import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: async ({ signal }) => (await call(routes.account.sessions, { signal })).items,
})

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await call(routes.tokens.list, { signal })).items,
})

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => call(routes.status.get, { signal }),
})

export const auditQuery = cursorQuery({
  queryKey: ['audit'],
  load: (cursor, signal) => call(routes.status.audit, { query: { cursor, limit: 100 }, signal }),
})

export function useRemoveSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(routes.account.removeSession, { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { current: string; next: string }) =>
      call(routes.account.changePassword, { body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
}

export function useCreateToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { name: string; expiresInDays: number | null }) =>
      call(routes.tokens.create, { body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
}

export function useRemoveToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(routes.tokens.remove, { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
}
