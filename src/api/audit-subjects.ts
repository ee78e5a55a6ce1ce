// What entries of the audit log are about, to filter by: the first part of their actions.

/** In the order of the dashboard's places; each names one or more nouns of actions. */
export const auditSubjects = {
  project: { label: 'Projects', nouns: ['project', 'refresh_rule', 'sample'] },
  plan: { label: 'Plans', nouns: ['plan'] },
  run: { label: 'Runs', nouns: ['run'] },
  schedule: { label: 'Schedules', nouns: ['schedule'] },
  data: { label: 'Data', nouns: ['dataset', 'import', 'source', 'model', 'column'] },
  template: { label: 'Templates', nouns: ['template'] },
  connection: { label: 'Connections', nouns: ['connection'] },
  account: { label: 'Signing in', nouns: ['setup', 'login', 'session', 'password', 'token', 'profile'] },
  settings: { label: 'Settings', nouns: ['notice', 'mail', 'webhook', 'key', 'diagnostics'] },
} as const satisfies Record<string, { label: string; nouns: readonly string[] }>

export type AuditAbout = keyof typeof auditSubjects

export const auditSubjectNames = Object.keys(auditSubjects) as [AuditAbout, ...AuditAbout[]]
