import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Run } from '../../../src/api/run.ts'
import { isOver as isOverState } from '../../../src/api/run-state.ts'
import { call, type QueryOf, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export function isOver(run: Run): boolean {
  return isOverState(run.state)
}

export const runsQuery = (projectId: string | undefined) =>
  cursorQuery({
    queryKey: ['runs', 'list', projectId ?? 'all'],
    load: (cursor, signal) => call(routes.runs.list, { query: { projectId, cursor, limit: 50 }, signal }),
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

export type RunItemFilters = Pick<QueryOf<typeof routes.runs.items>, 'state' | 'verification' | 'search'>

export const runItemsQuery = (id: string, filters: RunItemFilters, isRunning: boolean) =>
  cursorQuery({
    queryKey: ['runs', id, 'items', filters],
    load: (cursor, signal) =>
      call(routes.runs.items, { params: { id }, query: { ...filters, cursor, limit: 100 }, signal }),
    refetchInterval: isRunning ? 4000 : false,
  })

export const diaryQuery = (id: string, isRunning: boolean) =>
  cursorQuery({
    queryKey: ['runs', id, 'diary'],
    load: (cursor, signal) =>
      call(routes.runs.diary, { params: { id }, query: { cursor, limit: 100 }, signal }),
    refetchInterval: isRunning ? 4000 : false,
  })

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
