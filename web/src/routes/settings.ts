import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { auditQuery, sessionsQuery, statusQuery, tokensQuery } from '../queries/settings.ts'
import { fetchAhead } from './ahead.ts'
import { searchOf } from './search.ts'
import { shell } from './shell.ts'

const settingsSearch = searchOf({ tab: z.enum(['account', 'tokens', 'status', 'audit']) })
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: settingsSearch,
  loaderDeps: ({ search: { tab } }) => ({ tab }),
  loader: ({ context: { queryClient }, deps: { tab = 'account' } }) => {
    if (tab === 'account') fetchAhead(queryClient, [sessionsQuery])
    if (tab === 'tokens') fetchAhead(queryClient, [tokensQuery])
    if (tab === 'status') fetchAhead(queryClient, [statusQuery])
    if (tab === 'audit') fetchAhead(queryClient, [], [auditQuery])
  },
  component: lazyRouteComponent(() => import('../screens/settings/SettingsScreen.tsx'), 'SettingsScreen'),
})

export const settingsRoutes = [settings] as const
