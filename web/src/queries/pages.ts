import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, type QueryOf, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export type PageFilters = Pick<QueryOf<typeof routes.pages.list>, 'search' | 'status' | 'problem'>

export const pagesQuery = (projectId: string, filters: PageFilters) =>
  cursorQuery({
    queryKey: ['projects', projectId, 'pages', filters],
    load: (cursor, signal) =>
      call(routes.pages.list, {
        params: { id: projectId },
        query: { ...filters, cursor, limit: 100 },
        signal,
      }),
  })

export const pageQuery = (projectId: string, rowKey: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'page', rowKey],
    queryFn: ({ signal }) => call(routes.pages.get, { params: { id: projectId, rowKey }, signal }),
  })

interface PreviewInput {
  projectId: string
  rowKey: string | undefined
  fields: Record<string, string>
}

/** A row with unsaved fields. The last view stays while the next one is made; late answers are dropped. */
export const previewQuery = ({ projectId, rowKey, fields }: PreviewInput) =>
  queryOptions({
    queryKey: ['preview', projectId, rowKey, fields],
    queryFn: ({ signal }) =>
      call(routes.pages.preview, { params: { id: projectId }, body: { fields, rowKey }, signal }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    retry: false,
  })

export const checkQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'check'],
    queryFn: ({ signal }) => call(routes.pages.lastCheck, { params: { id: projectId }, signal }),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 800 : false),
  })

export function useCheckPages(projectId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(routes.pages.check, { params: { id: projectId }, body: {} }),
    onSuccess: (check) => client.setQueryData(checkQuery(projectId).queryKey, check),
  })
}
