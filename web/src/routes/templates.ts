import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { destinationsQuery } from '../queries/connections.ts'
import { projectsQuery } from '../queries/projects.ts'
import { filtersQuery, templateQuery, templatesQuery } from '../queries/templates.ts'
import { fetchAhead } from './ahead.ts'
import { id, ofWholeList, rowKey, searchOf, text } from './search.ts'
import { shell } from './shell.ts'

const templates = createRoute({
  getParentRoute: () => shell,
  path: '/templates',
  validateSearch: searchOf(ofWholeList),
  loader: ({ context }) =>
    fetchAhead(context.queryClient, [templatesQuery, destinationsQuery, projectsQuery]),
  component: lazyRouteComponent(() => import('../screens/templates/TemplatesScreen.tsx'), 'TemplatesScreen'),
})

const template = createRoute({
  getParentRoute: () => shell,
  path: '/templates/$id',
  validateSearch: searchOf({
    /** The project whose rows are shown. */
    project: id,
    field: text(200),
    row: rowKey,
  }),
  loader: ({ context, params }) =>
    fetchAhead(context.queryClient, [
      templateQuery(params.id),
      destinationsQuery,
      projectsQuery,
      filtersQuery,
    ]),
  component: lazyRouteComponent(() => import('../screens/templates/TemplateScreen.tsx'), 'TemplateScreen'),
})

export const templateRoutes = [templates, template] as const
