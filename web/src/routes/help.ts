import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { guideQuery, guidesQuery } from '../queries/guides.ts'
import { fetchAhead } from './ahead.ts'
import { searchOf, words } from './search.ts'
import { shell } from './shell.ts'

const helpSearch = searchOf({ search: words })
const help = createRoute({
  getParentRoute: () => shell,
  path: '/help',
  validateSearch: helpSearch,
  loader: ({ context }) => fetchAhead(context.queryClient, [guidesQuery]),
  component: lazyRouteComponent(() => import('../screens/help/HelpScreen.tsx'), 'HelpScreen'),
})

const guide = createRoute({
  getParentRoute: () => shell,
  path: '/help/$guide',
  loader: ({ context, params }) => fetchAhead(context.queryClient, [guidesQuery, guideQuery(params.guide)]),
  component: lazyRouteComponent(() => import('../screens/help/GuideScreen.tsx'), 'GuideScreen'),
})

export const helpRoutes = [help, guide] as const
