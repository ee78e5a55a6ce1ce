// Places that have no name of their own, as the palette calls them.

export const wherever = [
  { words: 'Projects', path: '/projects' },
  { words: 'Data', path: '/data' },
  { words: 'Sources', path: '/data/sources' },
  { words: 'Templates', path: '/templates' },
  { words: 'Connections', path: '/connections' },
  { words: 'Runs', path: '/runs' },
  { words: 'Schedules', path: '/runs/schedules' },
  { words: 'Notices', path: '/notices' },
  { words: 'New project', path: '/projects/new' },
  { words: 'Import a file', path: '/data/import' },
  { words: 'Connect a table', path: '/data/connect' },
  { words: 'Connect a site', path: '/connections?connect=true' },
  { words: 'Help', path: '/help' },
  { words: 'Settings: Profile', path: '/settings' },
  { words: 'Settings: API tokens', path: '/settings?tab=tokens' },
  { words: 'Settings: Limits', path: '/settings?tab=limits' },
  { words: 'Settings: Notices, mail and webhooks', path: '/settings?tab=notices' },
  { words: 'Settings: Security', path: '/settings?tab=security' },
  { words: 'Settings: Storage', path: '/settings?tab=storage' },
  { words: 'Settings: Audit log', path: '/settings?tab=audit' },
  { words: 'Settings: About', path: '/settings?tab=status' },
] as const

/** Of the project that is open. */
export const projectPlaces = [
  { words: 'Overview', tab: 'overview' },
  { words: 'Pages', tab: 'pages' },
  { words: 'Plan', tab: 'plan' },
  { words: 'Schedule', tab: 'schedule' },
  { words: 'Runs of this project', tab: 'runs' },
  { words: 'Settings of this project', tab: 'settings' },
] as const
