// The first minute: what comes after the account, and the guided way from a table to its pages.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { connectionsQuery, destinationsQuery } from '../queries/connections.ts'
import { importQuery } from '../queries/data.ts'
import { projectsQuery } from '../queries/projects.ts'
import { sampleQuery } from '../queries/sample.ts'
import { templatesQuery } from '../queries/templates.ts'
import { startForm } from '../screens/start/later.ts'
import { codeAhead, fetchAhead } from './ahead.ts'
import { id, searchOf, text } from './search.ts'
import { shell } from './shell.ts'

const welcome = createRoute({
  getParentRoute: () => shell,
  path: '/welcome',
  loader: ({ context }) => fetchAhead(context.queryClient, [sampleQuery, projectsQuery]),
  component: lazyRouteComponent(() => import('../screens/setup/WelcomeScreen.tsx'), 'WelcomeScreen'),
})

/** The import of the table, and what was chosen otherwise than suggested; so the way can be left and taken up again. */
const startSearch = searchOf({
  import: id,
  /** The columns of the key, separated by line breaks. */
  key: text(2000),
  name: text(100),
  site: id,
  as: id,
  template: id,
})
const start = createRoute({
  getParentRoute: () => shell,
  path: '/start',
  validateSearch: startSearch,
  loaderDeps: ({ search }) => ({ import: search.import }),
  loader: ({ context, deps }) => {
    const choices = [connectionsQuery, destinationsQuery, templatesQuery]
    fetchAhead(context.queryClient, deps.import ? [...choices, importQuery(deps.import)] : choices)
    return codeAhead(deps.import ? startForm : undefined)
  },
  component: lazyRouteComponent(() => import('../screens/start/StartScreen.tsx'), 'StartScreen'),
})

export const startRoutes = [welcome, start] as const
