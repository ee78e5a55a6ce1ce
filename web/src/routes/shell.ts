// The root of all addresses, and the shell around those that ask for a login.
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { ApiError } from '../api.ts'
import { sessionQuery, setupQuery } from '../queries/session.ts'
import { CrashScreen } from '../screens/shell/CrashScreen.tsx'
import { NotFoundScreen } from '../screens/shell/NotFoundScreen.tsx'
import { Root } from '../screens/shell/Root.tsx'
import { Shell } from '../screens/shell/Shell.tsx'

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  errorComponent: CrashScreen,
  notFoundComponent: NotFoundScreen,
})

export const shell = createRoute({
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
