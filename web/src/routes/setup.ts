import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { searchOf, text } from './search.ts'
import { root } from './shell.ts'

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../screens/setup/SetupScreen.tsx'), 'SetupScreen'),
})
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  /** Where to go afterwards. */
  validateSearch: searchOf({ next: text(2000) }),
  component: lazyRouteComponent(() => import('../screens/setup/LoginScreen.tsx'), 'LoginScreen'),
})

export const setupRoutes = [setup, login] as const
