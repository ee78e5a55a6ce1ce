import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ageOrders } from '../../../src/api/age-order.ts'
import { noticeKindNames, readStates } from '../../../src/api/notice-kind.ts'
import { noticesQuery } from '../queries/notices.ts'
import { fetchAhead } from './ahead.ts'
import { id, names, oneOf, searchOf, words } from './search.ts'
import { shell } from './shell.ts'

const noticesSearch = searchOf({
  kind: oneOf(noticeKindNames),
  state: oneOf(readStates),
  search: words,
  sort: oneOf(ageOrders),
  row: id,
  columns: names,
})
const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  validateSearch: noticesSearch,
  loaderDeps: ({ search: { kind, state, search, sort } }) => ({ kind, state, search, sort }),
  loader: ({ context, deps: { search = '', ...filters } }) =>
    fetchAhead(context.queryClient, [], [noticesQuery({ ...filters, search })]),
  component: lazyRouteComponent(() => import('../screens/notices/NoticesScreen.tsx'), 'NoticesScreen'),
})

export const noticeRoutes = [notices] as const
