// Values of the contract for tests, each changed where a test needs it otherwise.
import type { Connection } from '../../../src/api/connection.ts'
import type { Coverage } from '../../../src/api/coverage.ts'
import type { Dataset } from '../../../src/api/dataset.ts'
import type { Destination, FieldSpec, OptionSpec } from '../../../src/api/destination.ts'
import type { Import } from '../../../src/api/import.ts'
import type { PagePreview } from '../../../src/api/page.ts'
import type { Plan } from '../../../src/api/plan.ts'
import type { Project } from '../../../src/api/project.ts'
import type { Run } from '../../../src/api/run.ts'
import type { FirstSteps, Sample } from '../../../src/api/sample.ts'
import type { Session } from '../../../src/api/session.ts'
import type { Template } from '../../../src/api/template.ts'
import type { TemplateDraftState } from '../../../src/api/template-draft.ts'

const at = '2026-01-02T03:04:05.000Z'

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

export const dataset: Dataset = {
  id: 'dat_1',
  name: 'Places',
  version: 1,
  keyColumn: 'code',
  keyColumns: ['code'],
  rowCount: 100,
  setAsideCount: 0,
  sourceName: 'places.csv',
  createdAt: at,
  updatedAt: at,
  columns: [
    ['code', 100, 6],
    ['name', 60, 30],
    ['country', 12, 20],
    ['type', 5, 12],
  ].map(([name, distinct, longest]) => ({
    name: String(name),
    header: String(name),
    type: 'text' as const,
    filled: 100,
    distinct: Number(distinct),
    distinctIsExact: true,
    longest: Number(longest),
    samples: ['a', 'b'],
    problems: [],
  })),
}

export const analysed: Import = {
  id: 'imp_1',
  datasetId: null,
  fileName: 'places.csv',
  bytes: 1000,
  format: 'csv',
  place: ['line', 'lines'],
  state: 'analysed',
  progress: { rows: 100, fraction: 1 },
  settings: {
    encoding: null,
    delimiter: null,
    hasHeader: true,
    headerLine: null,
    linesInQuotes: null,
    replaceInvalidBytes: false,
  },
  decisions: [
    { name: 'encoding', value: 'utf-8', reason: 'Every byte of the file is valid UTF-8.' },
    { name: 'delimiter', value: ',', reason: 'Comma, because it gives every row 4 columns.' },
    { name: 'header', value: 'yes', reason: 'The first row gives the columns their names.' },
  ],
  readings: [],
  columns: dataset.columns,
  preview: [{ code: 'A', name: 'Alpha', country: 'Andorra', type: 'x' }],
  rowCount: 100,
  setAsideCount: 0,
  notes: [],
  suggestedKey: 'code',
  keyNotes: [],
  keyColumn: null,
  keyColumns: [],
  sourceId: null,
  trigger: 'person',
  isRefresh: false,
  reasons: [],
  changes: null,
  problem: null,
  createdAt: at,
}

export function fieldSpec(given: Partial<FieldSpec> & Pick<FieldSpec, 'name'>): FieldSpec {
  return {
    label: given.name,
    kind: 'text',
    type: null,
    unwritable: null,
    required: false,
    maxLength: null,
    help: '',
    example: '',
    group: 'content',
    ...given,
  }
}

export function optionSpec(
  given: Partial<OptionSpec> & Pick<OptionSpec, 'name' | 'label' | 'kind'>,
): OptionSpec {
  return { choices: [], choicesKind: null, required: true, help: '', shownWhen: null, ...given }
}

export const blog: Destination = {
  id: 'wix/blog',
  name: 'Wix Blog',
  description: 'Each row becomes a post.',
  icon: 'article',
  app: { id: 'blog', name: 'Wix Blog' },
  keeps: null,
  fieldsDependOn: null,
  permissions: [],
  options: [],
  fields: [
    fieldSpec({ name: 'title', label: 'Title', required: true }),
    fieldSpec({ name: 'slug', label: 'Address (slug)', kind: 'slug', required: true }),
    fieldSpec({ name: 'body', label: 'Body', kind: 'html', required: true }),
  ],
  fieldsDependOnSite: false,
  removal: 'trash',
  canDate: true,
}

export const cms: Destination = {
  id: 'wix/cms',
  name: 'Wix CMS collection',
  description: 'Each row becomes an item of a collection.',
  icon: 'database',
  app: { id: 'cms', name: 'Wix CMS' },
  keeps: null,
  fieldsDependOn: 'collection',
  permissions: [],
  options: [
    optionSpec({
      name: 'collectionId',
      label: 'Collection',
      kind: 'remote_choice',
      choicesKind: 'collections',
    }),
    optionSpec({
      name: 'adopt',
      label: 'Items that exist already',
      kind: 'choice',
      choices: [
        { value: 'no', label: 'Leave them alone', help: '' },
        { value: 'field', label: 'Take over by a field', help: '' },
      ],
    }),
    optionSpec({
      name: 'adoptField',
      label: 'Field to find them by',
      kind: 'text',
      shownWhen: { option: 'adopt', values: ['field'] },
    }),
  ],
  fields: [],
  fieldsDependOnSite: true,
  removal: 'delete',
  canDate: false,
}

/** What a collection has, as the site says it. */
export const collectionFields: FieldSpec[] = [
  fieldSpec({
    name: 'title',
    label: 'Title',
    type: 'TEXT',
    required: true,
    help: 'Text without formatting.',
  }),
  fieldSpec({ name: 'country', label: 'Country', type: 'REFERENCE', kind: 'reference', group: 'organise' }),
  fieldSpec({ name: 'opened', label: 'Opened', type: 'DATE', kind: 'date', required: true }),
  fieldSpec({
    name: '_owner',
    label: 'Owner',
    type: 'TEXT',
    unwritable: 'Wix fills it with the member who made the item.',
  }),
]

export const template: Template = {
  id: 'tpl_1',
  name: 'Places',
  destination: 'wix/blog',
  version: 1,
  fields: { title: '{{ row.name }}' },
  updatedAt: at,
}

/** Nobody has written anything that is not saved. */
export const noDraft: TemplateDraftState = {
  draft: null,
  newest: { version: 1, savedBy: 'Olga', savedAt: at },
  others: [],
}

/** Of a template whose rows were never counted. */
export const noCoverage: Coverage = {
  state: 'none',
  templateVersion: null,
  isCurrent: false,
  rows: 0,
  counted: 0,
  failed: 0,
  branches: [],
  message: null,
  finishedAt: null,
}

export const preview: PagePreview = {
  rowKey: 'A',
  cells: { code: 'A', name: 'Alpha', country: 'Andorra', type: '' },
  fields: { title: 'Alpha' },
  html: '<article><h1>Alpha</h1></article>',
  payload: '{}',
  payloadHash: 'abc',
  payloadBytes: 2,
  creates: [],
  search: { title: 'Alpha', url: 'https://acmetiles.com/post/alpha', description: 'About Alpha.' },
  convertedBy: 'seomatic',
  losses: [],
  problems: [],
  edited: [],
  detached: [],
  published: null,
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
