// Every address of the dashboard, room by room. What a screen shows (tab, filters, opened row) is in its address.
import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, type RouterHistory, redirect } from '@tanstack/react-router'
import { connectionRoutes } from './routes/connections.ts'
import { dataRoutes } from './routes/data.ts'
import { helpRoutes } from './routes/help.ts'
import { noticeRoutes } from './routes/notices.ts'
import { projectRoutes } from './routes/projects.ts'
import { runRoutes } from './routes/runs.ts'
import { settingsRoutes } from './routes/settings.ts'
import { setupRoutes } from './routes/setup.ts'
import { root, shell } from './routes/shell.ts'
import { startRoutes } from './routes/start.ts'
import { templateRoutes } from './routes/templates.ts'
import { CrashScreen } from './screens/shell/CrashScreen.tsx'
import { NotFoundScreen } from './screens/shell/NotFoundScreen.tsx'

const index = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/projects' })
  },
})

const tree = root.addChildren([
  ...setupRoutes,
  shell.addChildren([
    index,
    ...startRoutes,
    ...projectRoutes,
    ...dataRoutes,
    ...templateRoutes,
    ...connectionRoutes,
    ...runRoutes,
    ...noticeRoutes,
    ...helpRoutes,
    ...settingsRoutes,
  ]),
])

/** `history` is the browser's own unless another one is given. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    history,
    routeTree: tree,
    context: { queryClient },
    defaultPreload: 'intent',
    // How long an answer is good is the query client's to say.
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
