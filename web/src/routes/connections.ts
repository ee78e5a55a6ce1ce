import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { connectionsQuery, destinationsQuery } from '../queries/connections.ts'
import { fetchAhead } from './ahead.ts'
import { oneOf, searchOf, yes } from './search.ts'
import { shell } from './shell.ts'

const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  /**
   * `connect` opens the dialog that connects a site; `from` is where a person goes back to afterwards; `why` says what
   * the header means.
   */
  validateSearch: searchOf({ connect: yes, from: oneOf(['steps']), why: oneOf(['missing']) }),
  loader: ({ context }) => fetchAhead(context.queryClient, [connectionsQuery, destinationsQuery]),
  component: lazyRouteComponent(
    () => import('../screens/connections/ConnectionsScreen.tsx'),
    'ConnectionsScreen',
  ),
})

export const connectionRoutes = [connections] as const
