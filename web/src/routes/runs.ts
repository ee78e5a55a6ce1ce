import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ageOrders } from '../../../src/api/age-order.ts'
import { foundStates, itemStates } from '../../../src/api/run.ts'
import {
  diaryQuery,
  type RunItemFilters,
  runItemsQuery,
  runProgressQuery,
  runQuery,
  runsQuery,
} from '../queries/runs.ts'
import { schedulesQuery } from '../queries/schedules.ts'
import { fetchAhead } from './ahead.ts'
import { names, ofRuns, ofWholeList, oneOf, rowKey, searchOf, text, words, yes } from './search.ts'
import { shell } from './shell.ts'

const runsSearch = searchOf({ search: words, ...ofRuns, sort: oneOf(ageOrders), columns: names })
const runs = createRoute({
  getParentRoute: () => shell,
  path: '/runs',
  validateSearch: runsSearch,
  loaderDeps: ({ search: { search, stage, slots, sort } }) => ({ search, stage, slots, sort }),
  loader: ({ context, deps: { search = '', ...filters } }) =>
    fetchAhead(context.queryClient, [], [runsQuery(undefined, { ...filters, search })]),
  component: lazyRouteComponent(() => import('../screens/runs/RunsScreen.tsx'), 'RunsScreen'),
})

const schedules = createRoute({
  getParentRoute: () => shell,
  path: '/runs/schedules',
  validateSearch: searchOf({ ...ofWholeList, state: text(40) }),
  loader: ({ context }) => fetchAhead(context.queryClient, [schedulesQuery]),
  component: lazyRouteComponent(() => import('../screens/schedules/SchedulesScreen.tsx'), 'SchedulesScreen'),
})

const runSearch = searchOf({
  tab: oneOf(['pages', 'time', 'diary']),
  state: oneOf(itemStates),
  verification: oneOf(foundStates),
  search: words,
  sort: text(40),
  desc: yes,
  row: rowKey,
  columns: names,
})
const run = createRoute({
  getParentRoute: () => shell,
  path: '/runs/$id',
  validateSearch: runSearch,
  loaderDeps: ({ search: { tab, state, verification, search, sort, desc } }) => ({
    tab,
    state,
    verification,
    search,
    sort,
    desc,
  }),
  loader: ({ context, params: { id }, deps: { tab = 'pages', search = '', desc, ...filters } }) => {
    const shown = { ...filters, search, ...(desc && { desc: 'true' as const }) }
    fetchAhead(context.queryClient, [runQuery(id, false)])
    if (tab === 'time') fetchAhead(context.queryClient, [runProgressQuery(id, false)])
    else
      fetchAhead(
        context.queryClient,
        [],
        [tab === 'pages' ? runItemsQuery(id, shown as RunItemFilters, false) : diaryQuery(id, false)],
      )
  },
  component: lazyRouteComponent(() => import('../screens/runs/RunScreen.tsx'), 'RunScreen'),
})

export const runRoutes = [runs, schedules, run] as const
