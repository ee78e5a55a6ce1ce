// Every address of the dashboard. What a screen shows (tab, filters, open row) is in the address.
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router'
import { ApiError } from './api.ts'
import { sessionQuery, setupQuery } from './queries/session.ts'
import { CrashScreen } from './screens/shell/CrashScreen.tsx'
import { NotFoundScreen } from './screens/shell/NotFoundScreen.tsx'
import { Shell } from './screens/shell/Shell.tsx'

type Search = Record<string, unknown>
const text = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined
const oneOf =
  <const T extends string>(...values: T[]) =>
  (value: unknown): T | undefined =>
    values.find((candidate) => candidate === value)

/** Links may leave out what the screen has a default for. */
const optional = <T extends object>(search: T): Partial<T> => search

const pageStatus = oneOf('new', 'live', 'draft', 'gone')
const planAction = oneOf(
  'create',
  'adopt',
  'update',
  'unchanged',
  'move',
  'remove',
  'conflict',
  'gone',
  'held',
)
const itemFilter = oneOf(
  'ready',
  'sending',
  'accepted',
  'rejected',
  'in_doubt',
  'held',
  'skipped',
  'cancelled',
)

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: CrashScreen,
  notFoundComponent: NotFoundScreen,
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./screens/setup/SetupScreen.tsx'), 'SetupScreen'),
})
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Search) => optional({ next: text(search['next']) }),
  component: lazyRouteComponent(() => import('./screens/setup/LoginScreen.tsx'), 'LoginScreen'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      const { open } = await context.queryClient.fetchQuery(setupQuery)
      throw open
        ? redirect({ to: '/setup' })
        : redirect({ to: '/login', search: { next: location.href === '/' ? undefined : location.href } })
    }
  },
})

const index = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/projects' })
  },
})
const projects = createRoute({
  getParentRoute: () => shell,
  path: '/projects',
  component: lazyRouteComponent(() => import('./screens/projects/ProjectsScreen.tsx'), 'ProjectsScreen'),
})
const newProject = createRoute({
  getParentRoute: () => shell,
  path: '/projects/new',
  validateSearch: (search: Search) =>
    optional({
      dataset: text(search['dataset']),
      template: text(search['template']),
    }),
  component: lazyRouteComponent(() => import('./screens/projects/NewProjectScreen.tsx'), 'NewProjectScreen'),
})
const project = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$id',
  validateSearch: (search: Search) =>
    optional({
      tab: oneOf('pages', 'plan', 'runs', 'settings')(search['tab']),
      search: text(search['search']),
      status: pageStatus(search['status']),
      problem: text(search['problem']),
      action: planAction(search['action']),
      row: text(search['row']),
      view: text(search['view']),
    }),
  component: lazyRouteComponent(() => import('./screens/projects/ProjectScreen.tsx'), 'ProjectScreen'),
})
const data = createRoute({
  getParentRoute: () => shell,
  path: '/data',
  component: lazyRouteComponent(() => import('./screens/data/DatasetsScreen.tsx'), 'DatasetsScreen'),
})
const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/data/import',
  validateSearch: (search: Search) => optional({ dataset: text(search['dataset']) }),
  component: lazyRouteComponent(() => import('./screens/data/UploadScreen.tsx'), 'UploadScreen'),
})
const importRoute = createRoute({
  getParentRoute: () => shell,
  path: '/data/imports/$id',
  validateSearch: (search: Search) =>
    optional({
      tab: oneOf('columns', 'preview', 'set-aside')(search['tab']),
      change: oneOf('added', 'changed', 'removed')(search['change']),
    }),
  component: lazyRouteComponent(() => import('./screens/data/ImportScreen.tsx'), 'ImportScreen'),
})
const dataset = createRoute({
  getParentRoute: () => shell,
  path: '/data/$id',
  validateSearch: (search: Search) =>
    optional({
      tab: oneOf('rows', 'columns', 'set-aside')(search['tab']),
      search: text(search['search']),
      row: text(search['row']),
    }),
  component: lazyRouteComponent(() => import('./screens/data/DatasetScreen.tsx'), 'DatasetScreen'),
})
const templates = createRoute({
  getParentRoute: () => shell,
  path: '/templates',
  component: lazyRouteComponent(() => import('./screens/templates/TemplatesScreen.tsx'), 'TemplatesScreen'),
})
const template = createRoute({
  getParentRoute: () => shell,
  path: '/templates/$id',
  validateSearch: (search: Search) =>
    optional({
      project: text(search['project']),
      field: text(search['field']),
      row: text(search['row']),
    }),
  component: lazyRouteComponent(() => import('./screens/templates/TemplateScreen.tsx'), 'TemplateScreen'),
})
const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  validateSearch: (search: Search) => optional({ connect: search['connect'] === true ? true : undefined }),
  component: lazyRouteComponent(
    () => import('./screens/connections/ConnectionsScreen.tsx'),
    'ConnectionsScreen',
  ),
})
const runs = createRoute({
  getParentRoute: () => shell,
  path: '/runs',
  component: lazyRouteComponent(() => import('./screens/runs/RunsScreen.tsx'), 'RunsScreen'),
})
const run = createRoute({
  getParentRoute: () => shell,
  path: '/runs/$id',
  validateSearch: (search: Search) =>
    optional({
      tab: oneOf('pages', 'diary')(search['tab']),
      state: itemFilter(search['state']),
      verification: oneOf('equal', 'different', 'not_found')(search['verification']),
      search: text(search['search']),
      row: text(search['row']),
    }),
  component: lazyRouteComponent(() => import('./screens/runs/RunScreen.tsx'), 'RunScreen'),
})
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: (search: Search) =>
    optional({ tab: oneOf('account', 'tokens', 'status', 'audit')(search['tab']) }),
  component: lazyRouteComponent(() => import('./screens/settings/SettingsScreen.tsx'), 'SettingsScreen'),
})

const tree = root.addChildren([
  setup,
  login,
  shell.addChildren([
    index,
    projects,
    newProject,
    project,
    data,
    newImport,
    importRoute,
    dataset,
    templates,
    template,
    connections,
    runs,
    run,
    settings,
  ]),
])

/** `history` is the browser's own unless another one is given. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    history,
    routeTree: tree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: CrashScreen,
    defaultNotFoundComponent: NotFoundScreen,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
