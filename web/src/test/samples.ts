// Values of the contract for tests, each changed where a test needs it otherwise.
import type { Connection } from '../../../src/api/connection.ts'
import type { Plan } from '../../../src/api/plan.ts'
import type { Project } from '../../../src/api/project.ts'
import type { Run } from '../../../src/api/run.ts'
import type { FirstSteps, Sample } from '../../../src/api/sample.ts'
import type { Session } from '../../../src/api/session.ts'
import { at } from './sample-time.ts'

export { analysed, dataset } from './data-samples.ts'
export { blog, cms, collectionFields, fieldSpec } from './destination-samples.ts'
export { noCoverage, noDraft, preview, template } from './template-samples.ts'

export const session: Session = {
  user: { id: 'usr_1', name: 'Ada Lovelace', email: 'ada@example.com', role: 'owner' },
  workspace: { id: 'wsp_1', name: 'Acme' },
  preferences: { singleKeys: true, columns: {} },
  missingConnection: true,
  connectionProblem: null,
  unreadNotices: 0,
  insecureTransport: false,
}

export const noSample: Sample = {
  state: 'none',
  projectId: null,
  datasetId: null,
  templateId: null,
  rowKey: null,
  problem: null,
}

export const firstSteps: FirstSteps = { hasLooked: false, isPutAway: false }

export const connection: Connection = {
  id: 'con_1',
  name: 'Acme Tiles',
  kind: 'wix',
  method: 'api_key',
  siteId: '3f1c2a44-0000-4000-8000-000000009ab2',
  siteName: 'Acme Tiles',
  siteUrl: 'https://acmetiles.com',
  timeZone: null,
  status: 'active',
  statusReason: null,
  failure: null,
  permissions: [],
  appId: null,
  instanceId: null,
  accountId: null,
  capabilities: { blog: 'yes', cms: 'unknown', stores: 'unknown' },
  apps: [
    { id: 'blog', name: 'Wix Blog', state: 'yes', version: null },
    { id: 'cms', name: 'Wix CMS', state: 'unknown', version: null },
    { id: 'stores', name: 'Wix Stores', state: 'unknown', version: null },
  ],
  liveRuns: [],
  keyFingerprint: 'ab12cd34ef56',
  keyLast4: 'x7Qa',
  lastCheckedAt: at,
  lastUsedAt: null,
  createdAt: at,
  projects: [],
}

export const project: Project = {
  id: 'prj_1',
  name: 'Places',
  destination: 'wix/blog',
  dataset: { id: 'dat_1', name: 'Places', rowCount: 100 },
  connection: { id: 'con_1', name: 'Acme Tiles', kind: 'wix', status: 'active' },
  template: { id: 'tpl_1', name: 'Places', version: 1 },
  redirects: { moves: true, removals: 'none', path: null },
  options: {},
  edits: 'merge',
  published: { live: 0, drafts: 0, gone: 0 },
  missingPermissions: [],
  activeRunId: null,
  lastRunId: null,
  createdAt: at,
  updatedAt: at,
}

export const plan: Plan = {
  id: 'pln_1',
  projectId: 'prj_1',
  projectName: 'Places',
  scope: { kind: 'all' },
  state: 'ready',
  step: '',
  progress: 1,
  counts: {
    create: 4200,
    adopt: 0,
    update: 560,
    unchanged: 38_000,
    move: 12,
    remove: 2,
    conflict: 23,
    gone: 0,
    held: 0,
    down: 0,
    take_down: 0,
    restore: 0,
  },
  creates: [],
  names: [],
  changedKeys: { open: 0, same: 0, other: 0, unclear: 0 },
  problemGroups: [],
  wixValidation: { checked: 0, invalid: 0, note: '' },
  redirects: null,
  includeRemovals: false,
  conflictsOpen: 23,
  willSend: { total: 4772, byAction: { create: 4200, update: 560, move: 12 } },
  willSettle: 0,
  taken: 0,
  blockedReason: null,
  estimate: { calls: 240, seconds: 120, reason: '240 requests at 195 a minute' },
  hash: 'abcdef0123456789',
  author: 'Ada Lovelace',
  datasetVersion: 2,
  templateVersion: 3,
  site: { name: 'Acme Tiles', kind: 'wix' },
  message: null,
  runId: null,
  createdAt: at,
}

export const run: Run = {
  id: 'run_1',
  planId: 'pln_1',
  projectId: 'prj_1',
  projectName: 'Places',
  connection: { id: 'con_1', name: 'Acme Tiles', kind: 'wix' },
  kind: 'publish',
  state: 'publishing',
  message: null,
  waitingUntil: null,
  counts: {
    ready: 50,
    sending: 0,
    accepted: 40,
    rejected: 7,
    in_doubt: 3,
    held: 0,
    skipped: 0,
    cancelled: 0,
  },
  done: { create: 30, update: 10 },
  wanted: { create: 75, update: 25 },
  total: 100,
  verified: 0,
  ratePerMinute: 190,
  etaSeconds: 16,
  progress: 0.5,
  assetsLeft: 0,
  selection: null,
  isCanary: false,
  author: 'Ada Lovelace',
  createdAt: at,
  startedAt: at,
  finishedAt: null,
  receipt: null,
}
