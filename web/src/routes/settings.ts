import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { auditSubjectNames } from '../../../src/api/audit-subjects.ts'
import { connectionsQuery } from '../queries/connections.ts'
import { keyQuery, storageQuery } from '../queries/diagnostics.ts'
import { mailQuery } from '../queries/mail.ts'
import { noticeSettingsQuery } from '../queries/notices.ts'
import { auditQuery, sessionsQuery, statusQuery, tokensQuery } from '../queries/settings.ts'
import { webhooksQuery } from '../queries/webhooks.ts'
import { tabs } from '../screens/settings/tabs.ts'
import { codeAhead, fetchAhead } from './ahead.ts'
import { day, id, names, oneOf, searchOf, words } from './search.ts'
import { shell } from './shell.ts'

const settingsSearch = searchOf({
  tab: oneOf(['account', 'tokens', 'limits', 'notices', 'security', 'storage', 'status', 'audit']),
  about: oneOf(auditSubjectNames),
  search: words,
  from: day,
  to: day,
  row: id,
  columns: names,
})
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: settingsSearch,
  loaderDeps: ({ search: { row: _, ...rest } }) => rest,
  loader: ({ context: { queryClient }, deps: { tab = 'account', search = '', columns: _, ...filter } }) => {
    if (tab === 'account') fetchAhead(queryClient, [sessionsQuery])
    if (tab === 'tokens') fetchAhead(queryClient, [tokensQuery])
    if (tab === 'notices') fetchAhead(queryClient, [noticeSettingsQuery, mailQuery, webhooksQuery])
    if (tab === 'status') fetchAhead(queryClient, [statusQuery])
    if (tab === 'limits') fetchAhead(queryClient, [connectionsQuery])
    if (tab === 'security') fetchAhead(queryClient, [keyQuery])
    if (tab === 'storage') fetchAhead(queryClient, [storageQuery, statusQuery])
    if (tab === 'audit') fetchAhead(queryClient, [], [auditQuery({ ...filter, search })])
    return codeAhead(tabs[tab])
  },
  component: lazyRouteComponent(() => import('../screens/settings/SettingsScreen.tsx'), 'SettingsScreen'),
})

export const settingsRoutes = [settings] as const
