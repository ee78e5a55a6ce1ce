import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { RowChoice } from '../../../src/api/row-choice.ts'
import { call, type QueryOf, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export type PageFilters = Pick<
  QueryOf<typeof routes.pages.list>,
  'search' | 'state' | 'status' | 'problem' | 'category' | 'sort' | 'desc'
>

const watchMs = 2_500

/** @param isMoving pages change without anyone doing anything: a run has them, or the list is being filled */
export const pagesQuery = (projectId: string, filters: PageFilters, isMoving = false) =>
  cursorQuery({
    refetchInterval: isMoving ? watchMs : false,
    queryKey: ['projects', projectId, 'pages', filters],
    load: (cursor, signal) =>
      call(routes.pages.list, {
        params: { id: projectId },
        query: { ...filters, cursor, limit: 50 },
        signal,
      }),
    placed: isLookedThrough(filters)
      ? undefined
      : {
          size: 100,
          load: (offset, signal) =>
            call(routes.pages.list, {
              params: { id: projectId },
              query: { ...filters, offset, limit: 100 },
              signal,
            }),
        },
  })

/** Nobody knows the place of a page in such a list. */
function isLookedThrough({ search, problem, category, status }: PageFilters): boolean {
  return (search ?? '') !== '' || [problem, category, status].some((one) => one !== undefined)
}

/** How many pages there are of each state; asked again while they move. */
export const pageCountsQuery = (projectId: string, isMoving = false) =>
  queryOptions({
    queryKey: ['projects', projectId, 'pages', 'counts'],
    queryFn: ({ signal }) => call(routes.pages.counts, { params: { id: projectId }, signal }),
    refetchInterval: ({ state: { data } }) =>
      isMoving || data?.isFilling || (data?.states.in_progress ?? 0) > 0 ? watchMs : false,
  })

/** How many pages a filter shows, counted one by one when it is asked. */
export function useCountMatching(projectId: string) {
  return useMutation({
    mutationFn: async ({
      state,
      ...filter
    }: Pick<PageFilters, 'search' | 'state' | 'problem' | 'category'>) => {
      const counts = await call(routes.pages.counts, { params: { id: projectId }, query: filter })
      return state === undefined ? counts.total : (counts.states[state] ?? 0)
    },
  })
}

export const pageQuery = (projectId: string, rowKey: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'page', rowKey],
    queryFn: ({ signal }) => call(routes.pages.get, { params: { id: projectId, rowKey }, signal }),
  })

/** Leaves a field of a page to Wix from now on, or takes it back. */
export function useDetach(projectId: string, rowKey: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { field: string; detached: boolean }) =>
      call(routes.pages.detach, { params: { id: projectId, rowKey }, body }),
    onSuccess: (page) => client.setQueryData(pageQuery(projectId, rowKey).queryKey, page),
  })
}

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

/** Which row to look at next, from the one that is looked at now. */
export function usePickRow(projectId: string) {
  return useMutation({
    mutationFn: (query: { choice: RowChoice; from?: string }) =>
      call(routes.pages.pick, { params: { id: projectId }, query }),
  })
}

export const coverageQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'coverage'],
    queryFn: ({ signal }) => call(routes.coverage.get, { params: { id: projectId }, signal }),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1_000 : false),
  })

export function useCountBranches(projectId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(routes.coverage.start, { params: { id: projectId }, body: {} }),
    onSuccess: (coverage) => client.setQueryData(coverageQuery(projectId).queryKey, coverage),
  })
}

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
