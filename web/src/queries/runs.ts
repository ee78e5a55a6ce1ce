import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Run } from '../../../src/api/run.ts'
import { isOver as isOverState } from '../../../src/api/run-state.ts'
import { call, type QueryOf, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export function isOver(run: Run): boolean {
  return isOverState(run.state)
}

export type RunFilters = Pick<QueryOf<typeof routes.runs.list>, 'search' | 'stage' | 'slots' | 'sort'>

export const runsQuery = (projectId: string | undefined, filters: RunFilters = {}) =>
  cursorQuery({
    queryKey: ['runs', 'list', projectId ?? 'all', filters],
    load: (cursor, signal) =>
      call(routes.runs.list, { query: { projectId, ...filters, cursor, limit: 50 }, signal }),
    refetchInterval: 10_000,
  })

/** A run. Live events write into it; while they are cut, it is asked again every 3 s. */
export const runQuery = (id: string, isLive: boolean) =>
  queryOptions({
    queryKey: ['runs', id],
    queryFn: ({ signal }) => call(routes.runs.get, { params: { id }, signal }),
    refetchInterval: (query) => {
      const run = query.state.data
      return isLive || (run && isOver(run)) ? false : 3000
    },
  })

export type RunItemFilters = Pick<
  QueryOf<typeof routes.runs.items>,
  'state' | 'verification' | 'search' | 'sort' | 'desc'
>

export const runItemsQuery = (id: string, filters: RunItemFilters, isRunning: boolean) =>
  cursorQuery({
    queryKey: ['runs', id, 'items', filters],
    load: (cursor, signal) =>
      call(routes.runs.items, { params: { id }, query: { ...filters, cursor, limit: 100 }, signal }),
    placed:
      (filters.search ?? '') === ''
        ? {
            size: 100,
            load: (offset, signal) =>
              call(routes.runs.items, { params: { id }, query: { ...filters, offset, limit: 100 }, signal }),
          }
        : undefined,
    refetchInterval: isRunning ? 4000 : false,
  })

export const runItemQuery = (id: string, rowKey: string) =>
  queryOptions({
    queryKey: ['runs', id, 'item', rowKey],
    queryFn: ({ signal }) => call(routes.runs.item, { params: { id, rowKey }, signal }),
  })

export const diaryQuery = (id: string, isRunning: boolean) =>
  cursorQuery({
    queryKey: ['runs', id, 'diary'],
    load: (cursor, signal) =>
      call(routes.runs.diary, { params: { id }, query: { cursor, limit: 100 }, signal }),
    refetchInterval: isRunning ? 4000 : false,
  })

/** How it went, for pictures. */
export const runProgressQuery = (id: string, isRunning: boolean) =>
  queryOptions({
    queryKey: ['runs', id, 'progress'],
    queryFn: ({ signal }) => call(routes.runs.progress, { params: { id }, signal }),
    refetchInterval: isRunning ? 5_000 : false,
  })

const mostFirst = 10

/** The first few of its pages. */
export const firstItemsQuery = (id: string) =>
  queryOptions({
    queryKey: ['runs', id, 'items', 'first'],
    queryFn: ({ signal }) => call(routes.runs.items, { params: { id }, query: { limit: mostFirst }, signal }),
  })

/** What was not published, once the run is over and something of it was not. */
export const failuresQuery = (run: Run) =>
  queryOptions({
    queryKey: ['runs', run.id, 'failures'],
    queryFn: ({ signal }) => call(routes.runs.failures, { params: { id: run.id }, signal }),
    enabled: isOver(run),
  })

/** Starts another run with what this one did not publish. */
export function useRetryRun(run: Run) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (): Promise<Run> => call(routes.runs.retry, { params: { id: run.id }, body: {} }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['runs'] })
      void client.invalidateQueries({ queryKey: ['plans'] })
    },
  })
}

export type RunCommand = 'pause' | 'resume' | 'cancel'

export function useRunCommand(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (command: RunCommand): Promise<Run> =>
      call(routes.runs[command], { params: { id }, body: {} }),
    onSuccess: (run) => {
      client.setQueryData(['runs', id], run)
      void client.invalidateQueries({ queryKey: ['runs', id, 'diary'] })
    },
  })
}
