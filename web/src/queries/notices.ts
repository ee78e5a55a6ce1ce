import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { NoticeKind } from '../../../src/api/notice-kind.ts'
import type { Session } from '../../../src/api/session.ts'
import { call, type QueryOf, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'
import { sessionQuery } from './session.ts'

export type NoticeFilters = Pick<QueryOf<typeof routes.notices.list>, 'kind' | 'state' | 'search' | 'sort'>

export const noticesQuery = (filters: NoticeFilters) =>
  cursorQuery({
    queryKey: ['notices', 'list', filters],
    load: (cursor, signal) =>
      call(routes.notices.list, { query: { ...filters, cursor, limit: 100 }, signal }),
    refetchInterval: 20_000,
  })

export const noticeQuery = (id: string) =>
  queryOptions({
    queryKey: ['notices', 'one', id],
    queryFn: ({ signal }) => call(routes.notices.get, { params: { id }, signal }),
  })

export const noticeSettingsQuery = queryOptions({
  queryKey: ['notices', 'settings'],
  queryFn: ({ signal }) => call(routes.notices.settings, { signal }),
})

/** Some by id, all that match, or without either all of them; the number beside the bell follows at once. */
export function useMarkNotices() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { ids?: string[]; filter?: Omit<NoticeFilters, 'sort'>; isRead: boolean }) =>
      call(routes.notices.read, { body: input }),
    onSuccess: ({ unread }) => {
      client.setQueryData(
        sessionQuery.queryKey,
        (before: Session | undefined) => before && { ...before, unreadNotices: unread },
      )
      return Promise.all(
        ['list', 'one'].map((part) => client.invalidateQueries({ queryKey: ['notices', part] })),
      )
    },
  })
}

export function useSaveNoticeSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (off: NoticeKind[]) => call(routes.notices.update, { body: { off } }),
    onSuccess: (settings) => client.setQueryData(noticeSettingsQuery.queryKey, settings),
  })
}
