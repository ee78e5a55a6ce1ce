import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { pageListQuerySchema } from '../../../src/api/page.ts'
import { idParamsSchema, rowParamsSchema } from '../../../src/api/paging.ts'
import { planItemsQuerySchema } from '../../../src/api/plan.ts'
import { connectionsQuery, destinationsQuery } from '../queries/connections.ts'
import { datasetsQuery } from '../queries/data.ts'
import { checkQuery, pagesQuery } from '../queries/pages.ts'
import { latestPlanQuery } from '../queries/plans.ts'
import { projectFieldsQuery, projectQuery, projectsQuery } from '../queries/projects.ts'
import { runsQuery } from '../queries/runs.ts'
import { templatesQuery } from '../queries/templates.ts'
import { fetchAhead } from './ahead.ts'
import { searchOf } from './search.ts'
import { shell } from './shell.ts'

const projects = createRoute({
  getParentRoute: () => shell,
  path: '/projects',
  loader: ({ context }) => fetchAhead(context.queryClient, [projectsQuery, destinationsQuery]),
  component: lazyRouteComponent(() => import('../screens/projects/ProjectsScreen.tsx'), 'ProjectsScreen'),
})

const newProject = createRoute({
  getParentRoute: () => shell,
  path: '/projects/new',
  validateSearch: searchOf({ dataset: idParamsSchema.shape.id, template: idParamsSchema.shape.id }),
  loader: ({ context }) =>
    fetchAhead(context.queryClient, [datasetsQuery, connectionsQuery, destinationsQuery, templatesQuery]),
  component: lazyRouteComponent(() => import('../screens/projects/NewProjectScreen.tsx'), 'NewProjectScreen'),
})

const projectSearch = searchOf({
  tab: z.enum(['pages', 'plan', 'runs', 'settings']),
  ...pageListQuerySchema.shape,
  action: planItemsQuerySchema.shape.action,
  row: rowParamsSchema.shape.rowKey,
  /** Which part of the opened page is shown. */
  view: z.enum(['preview', 'fields', 'problems', 'left-out', 'request']),
})
const project = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$id',
  validateSearch: projectSearch,
  loaderDeps: ({ search: { tab, search, status, problem } }) => ({ tab, search, status, problem }),
  loader: ({
    context: { queryClient },
    params: { id },
    deps: { tab = 'pages', search = '', ...filters },
  }) => {
    fetchAhead(queryClient, [projectQuery(id), destinationsQuery])
    if (tab === 'pages') {
      const fields = [projectFieldsQuery(id), checkQuery(id)]
      fetchAhead(queryClient, fields, [pagesQuery(id, { search, ...filters })])
    }
    if (tab === 'plan') fetchAhead(queryClient, [latestPlanQuery(id)])
    if (tab === 'runs') fetchAhead(queryClient, [], [runsQuery(id)])
    if (tab === 'settings') fetchAhead(queryClient, [connectionsQuery, templatesQuery])
  },
  component: lazyRouteComponent(() => import('../screens/projects/ProjectScreen.tsx'), 'ProjectScreen'),
})

export const projectRoutes = [projects, newProject, project] as const
