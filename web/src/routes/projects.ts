import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ageOrders } from '../../../src/api/age-order.ts'
import { pageSorts, pageStates, pageStatuses } from '../../../src/api/page-state.ts'
import { planActionNames } from '../../../src/api/plan-action.ts'
import { connectionsQuery, destinationsQuery } from '../queries/connections.ts'
import { datasetsQuery } from '../queries/data.ts'
import { overviewQuery, projectOverviewQuery } from '../queries/overview.ts'
import { checkQuery, pageCountsQuery, pageQuery, pagesQuery } from '../queries/pages.ts'
import { latestPlanQuery } from '../queries/plans.ts'
import { projectFieldsQuery, projectQuery, projectsQuery } from '../queries/projects.ts'
import { runsQuery } from '../queries/runs.ts'
import { firstStepsQuery, sampleQuery } from '../queries/sample.ts'
import { scheduleQuery } from '../queries/schedules.ts'
import { templatesQuery } from '../queries/templates.ts'
import { pagePanel } from '../screens/pages/later.ts'
import { planItemPanel } from '../screens/plans/later.ts'
import { tabs } from '../screens/projects/tabs.ts'
import { scheduleForm } from '../screens/schedules/later.ts'
import { codeAhead, fetchAhead } from './ahead.ts'
import {
  countFrom1,
  day,
  id,
  instant,
  names,
  ofRuns,
  ofWholeList,
  oneOf,
  rowKey,
  searchOf,
  text,
  words,
  yes,
} from './search.ts'
import { shell } from './shell.ts'

const projects = createRoute({
  getParentRoute: () => shell,
  path: '/projects',
  validateSearch: searchOf({ ...ofWholeList, stage: text(40), site: id }),
  loader: ({ context }) =>
    fetchAhead(context.queryClient, [
      projectsQuery,
      destinationsQuery,
      overviewQuery,
      sampleQuery,
      firstStepsQuery,
    ]),
  component: lazyRouteComponent(() => import('../screens/projects/ProjectsScreen.tsx'), 'ProjectsScreen'),
})

const newProject = createRoute({
  getParentRoute: () => shell,
  path: '/projects/new',
  validateSearch: searchOf({ dataset: id, template: id }),
  loader: ({ context }) =>
    fetchAhead(context.queryClient, [datasetsQuery, connectionsQuery, destinationsQuery, templatesQuery]),
  component: lazyRouteComponent(() => import('../screens/projects/NewProjectScreen.tsx'), 'NewProjectScreen'),
})

const readProjectSearch = searchOf({
  tab: oneOf(['overview', 'pages', 'plan', 'schedule', 'runs', 'settings']),
  search: words,
  state: oneOf(pageStates),
  status: oneOf(pageStatuses),
  problem: text(100),
  category: text(300),
  /** Of pages, of the plan or of runs, by the tab, which checks it. */
  sort: text(40),
  ...ofRuns,
  // As it stands in an address.
  desc: yes,
  action: oneOf(planActionNames),
  row: rowKey,
  columns: names,
  /** Which part of the plan is to be published, and of its first how many. */
  part: oneOf(['first', 'shown', 'ticked']),
  first: countFrom1,
  /** Asks for a plan on arrival, unless one is ready. */
  make: yes,
  /** Which part of the opened page is shown. */
  view: oneOf(['preview', 'fields', 'problems', 'left-out', 'request']),
  /** The schedule is being changed. */
  edit: yes,
  /** What the calendar shows: the month unless told, around this day, with a day and a slot of it opened. */
  span: oneOf(['week']),
  at: day,
  day,
  slot: instant,
})
/** What only the list of pages has in its address. */
const ofPages = ['search', 'state', 'status', 'problem', 'category', 'sort', 'row'] as const

/** From before there was an overview, an address without a tab is one of the list of pages. */
function projectSearch(given: Record<string, unknown>): ReturnType<typeof readProjectSearch> {
  const search = readProjectSearch(given)
  const isOfPages = search.tab === undefined && ofPages.some((name) => search[name] !== undefined)
  return isOfPages ? { ...search, tab: 'pages' } : search
}

const project = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$id',
  validateSearch: projectSearch,
  // Here and not in the loader, which would fetch the list again with each row that is opened.
  beforeLoad: ({ context: { queryClient }, params: { id }, search: { tab, row, edit } }) => {
    if (tab === 'schedule') return codeAhead(edit ? scheduleForm : undefined)
    if (row === undefined) return
    if (tab === 'plan') return codeAhead(planItemPanel)
    if (tab !== 'pages') return
    fetchAhead(queryClient, [pageQuery(id, row)])
    return codeAhead(pagePanel)
  },
  loaderDeps: ({ search: { tab, search, state, status, problem, category, sort, desc, stage, slots } }) => ({
    tab,
    search,
    state,
    status,
    problem,
    category,
    sort,
    desc,
    stage,
    slots,
  }),
  loader: ({
    context: { queryClient },
    params: { id },
    deps: { tab = 'overview', search = '', sort: asked, desc, stage, slots, ...filters },
  }) => {
    fetchAhead(queryClient, [projectQuery(id), destinationsQuery])
    if (tab === 'overview') fetchAhead(queryClient, [projectOverviewQuery(id), checkQuery(id)])
    if (tab === 'pages') {
      const fields = [projectFieldsQuery(id), checkQuery(id), pageCountsQuery(id)]
      const sort = pageSorts.find((name) => name === asked)
      const order = { ...(sort && { sort }), ...(desc && { desc: 'true' as const }) }
      fetchAhead(queryClient, fields, [pagesQuery(id, { search, ...filters, ...order })])
    }
    if (tab === 'plan') fetchAhead(queryClient, [latestPlanQuery(id)])
    if (tab === 'schedule') fetchAhead(queryClient, [scheduleQuery(id)])
    if (tab === 'runs') {
      const sort = ageOrders.find((name) => name === asked)
      fetchAhead(queryClient, [], [runsQuery(id, { search, stage, slots, sort })])
    }
    if (tab === 'settings') fetchAhead(queryClient, [connectionsQuery, templatesQuery])
    return codeAhead(tabs[tab])
  },
  component: lazyRouteComponent(() => import('../screens/projects/ProjectScreen.tsx'), 'ProjectScreen'),
})

export const projectRoutes = [projects, newProject, project] as const
