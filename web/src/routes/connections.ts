import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { connectionsQuery, destinationsQuery } from '../queries/connections.ts'
import { fetchAhead } from './ahead.ts'
import { searchOf } from './search.ts'
import { shell } from './shell.ts'

const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  /** Opens the dialog that connects a site. */
  validateSearch: searchOf({ connect: z.literal(true) }),
  loader: ({ context }) => fetchAhead(context.queryClient, [connectionsQuery, destinationsQuery]),
  component: lazyRouteComponent(
    () => import('../screens/connections/ConnectionsScreen.tsx'),
    'ConnectionsScreen',
  ),
})

export const connectionRoutes = [connections] as const
