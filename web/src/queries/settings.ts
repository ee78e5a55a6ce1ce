import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { AuditAbout } from '../../../src/api/audit-subjects.ts'
import type { TokenScope } from '../../../src/api/token.ts'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'
import { sessionQuery } from './session.ts'

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

interface AuditFilter {
  about?: AuditAbout | undefined
  search: string
  /** Days such as `2026-11-01`, both with all that happened on them, in the time zone of the browser. */
  from?: string | undefined
  to?: string | undefined
}

export const auditQuery = ({ about, search, from, to }: AuditFilter) => {
  const query = { about, search, from: startOf(from, 0), to: startOf(to, 1), limit: 100 }
  return cursorQuery({
    queryKey: ['audit', query],
    load: (cursor, signal) => call(routes.status.audit, { query: { ...query, cursor }, signal }),
  })
}

export const auditEventQuery = (id: string) =>
  queryOptions({
    queryKey: ['audit', 'entry', id],
    queryFn: ({ signal }) => call(routes.status.auditEvent, { params: { id }, signal }),
  })

/** The instant at which a day begins here. @param later days after it */
function startOf(day: string | undefined, later: number): string | undefined {
  if (day === undefined) return undefined
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, date + later).toISOString()
}

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
    mutationFn: (input: { current: string; next: string; endTokens: boolean }) =>
      call(routes.account.changePassword, { body: input }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
      await client.invalidateQueries({ queryKey: tokensQuery.queryKey })
    },
  })
}

export function useCreateToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { name: string; scope: TokenScope; expiresInDays: number | null }) =>
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

export function useChangeProfile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { name?: string; workspaceName?: string }) =>
      call(routes.account.change, { body: input }),
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
  })
}

/** Asks for the password again where the sign-in is not recent. */
export function useChangeEmail() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (email: string) => call(routes.account.changeEmail, { body: { email } }),
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
  })
}
