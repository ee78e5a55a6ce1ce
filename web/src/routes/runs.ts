import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rowParamsSchema } from '../../../src/api/paging.ts'
import { runItemsQuerySchema } from '../../../src/api/run.ts'
import { diaryQuery, runItemsQuery, runQuery, runsQuery } from '../queries/runs.ts'
import { fetchAhead } from './ahead.ts'
import { searchOf } from './search.ts'
import { shell } from './shell.ts'

const runs = createRoute({
  getParentRoute: () => shell,
  path: '/runs',
  loader: ({ context }) => fetchAhead(context.queryClient, [], [runsQuery(undefined)]),
  component: lazyRouteComponent(() => import('../screens/runs/RunsScreen.tsx'), 'RunsScreen'),
})

const runSearch = searchOf({
  tab: z.enum(['pages', 'diary']),
  ...runItemsQuerySchema.shape,
  row: rowParamsSchema.shape.rowKey,
})
const run = createRoute({
  getParentRoute: () => shell,
  path: '/runs/$id',
  validateSearch: runSearch,
  loaderDeps: ({ search: { tab, state, verification, search } }) => ({ tab, state, verification, search }),
  loader: ({ context, params: { id }, deps: { tab = 'pages', state, verification, search = '' } }) => {
    const list =
      tab === 'pages' ? runItemsQuery(id, { state, verification, search }, false) : diaryQuery(id, false)
    fetchAhead(context.queryClient, [runQuery(id, false)], [list])
  },
  component: lazyRouteComponent(() => import('../screens/runs/RunScreen.tsx'), 'RunScreen'),
})

export const runRoutes = [runs, run] as const
