// Every endpoint of the API, one group per noun. The server registers exactly these.
import { z } from 'zod'
import {
  checkInputSchema,
  choicesQuerySchema,
  choicesSchema,
  connectionCheckSchema,
  connectionInputSchema,
  connectionSchema,
  replaceInputSchema,
} from './connection.ts'
import { datasetSchema, rowListQuerySchema, rowSchema, setAsideRowSchema } from './dataset.ts'
import { destinationSchema, fieldsInputSchema, fieldsSchema } from './destination.ts'
import type { Endpoint } from './endpoint.ts'
import {
  importSchema,
  importSettingsPatchSchema,
  loadInputSchema,
  rowChangeSchema,
  rowChangesQuerySchema,
} from './import.ts'
import { encryptionKeyStateSchema, rotateInputSchema, rotationSchema } from './key.ts'
import {
  pageCheckSchema,
  pageListQuerySchema,
  pagePreviewSchema,
  pageSummarySchema,
  previewInputSchema,
} from './page.ts'
import { idParamsSchema, pageOf, pageQuerySchema, rowParamsSchema } from './paging.ts'
import { permissionSchema } from './permissions.ts'
import {
  planItemDetailSchema,
  planItemSchema,
  planItemsQuerySchema,
  planSchema,
  planUpdateSchema,
  resolveInputSchema,
} from './plan.ts'
import {
  converterComparisonSchema,
  projectInputSchema,
  projectSchema,
  projectUpdateSchema,
} from './project.ts'
import { runEventSchema, runItemSchema, runItemsQuerySchema, runSchema } from './run.ts'
import {
  loginInputSchema,
  passwordChangeSchema,
  sessionEntrySchema,
  sessionSchema,
  setupInputSchema,
  setupStateSchema,
} from './session.ts'
import { auditEventSchema, statusSchema } from './status.ts'
import {
  filterSchema,
  templateCheckInputSchema,
  templateCheckSchema,
  templateInputSchema,
  templateSchema,
  templateUpdateSchema,
} from './template.ts'
import { createdTokenSchema, tokenInputSchema, tokenSchema } from './token.ts'

const id = idParamsSchema
const page = pageQuerySchema
const emptySchema = z.object({})

type Rest = Partial<Omit<Endpoint, 'method' | 'path' | 'summary'>>
/** An endpoint in which `rest` wins over the defaults of its kind, with literal types kept. */
type Made<D extends object, T extends object> = { path: string; summary: string } & Omit<D, keyof T> & T

/** Endpoints of one method, with the role (and status) most of them have. */
function endpointsWith<const D extends Pick<Endpoint, 'method' | 'role' | 'status'>>(defaults: D) {
  return <const T extends Rest>(path: string, summary: string, rest: T): Made<D, T> => ({
    ...defaults,
    path: `/api${path}`,
    summary,
    ...rest,
  })
}

const get = endpointsWith({ method: 'GET', role: 'viewer' })
const post = endpointsWith({ method: 'POST', role: 'editor' })
const patch = endpointsWith({ method: 'PATCH', role: 'editor' })
const put = endpointsWith({ method: 'PUT', role: 'editor' })
const remove = endpointsWith({ method: 'DELETE', role: 'editor', status: 204 })

export const routes = {
  setup: {
    state: get('/setup', 'Whether the owner account still has to be created', {
      role: 'public',
      response: setupStateSchema,
    }),
    create: post('/setup', 'Create the owner account with the token from the server log', {
      role: 'public',
      body: setupInputSchema,
      response: sessionSchema,
      status: 201,
    }),
  },
  session: {
    get: get('/session', 'The signed-in user', { response: sessionSchema }),
    create: post('/session', 'Log in', { role: 'public', body: loginInputSchema, response: sessionSchema }),
    remove: remove('/session', 'Log out', { role: 'viewer' }),
  },
  account: {
    sessions: get('/account/sessions', 'Signed-in browsers', {
      response: z.object({ items: z.array(sessionEntrySchema) }),
    }),
    removeSession: remove('/account/sessions/:id', 'Sign a browser out', { role: 'viewer', params: id }),
    changePassword: post('/account/password', 'Change the password; all other browsers are signed out', {
      role: 'viewer',
      body: passwordChangeSchema,
      status: 204,
    }),
  },
  tokens: {
    list: get('/tokens', 'API tokens', { response: z.object({ items: z.array(tokenSchema) }) }),
    create: post('/tokens', 'Create an API token; its secret is in this answer only', {
      role: 'owner',
      body: tokenInputSchema,
      response: createdTokenSchema,
      status: 201,
    }),
    remove: remove('/tokens/:id', 'Revoke an API token', { role: 'owner', params: id }),
  },
  status: {
    get: get('/status', 'Version, database, key and retention of this installation', {
      response: statusSchema,
    }),
    audit: get('/audit-events', 'Who did what, newest first', {
      role: 'owner',
      query: page,
      response: pageOf(auditEventSchema),
    }),
  },
  connections: {
    list: get('/connections', 'Connections', { response: z.object({ items: z.array(connectionSchema) }) }),
    permissions: get('/connections/permissions', 'Permissions that a key can use', {
      response: z.object({ items: z.array(permissionSchema) }),
    }),
    get: get('/connections/:id', 'One connection', { params: id, response: connectionSchema }),
    test: post('/connections/check', 'Try credentials without storing them', {
      role: 'owner',
      body: checkInputSchema,
      response: connectionCheckSchema,
    }),
    create: post('/connections', 'Check credentials and store them sealed', {
      role: 'owner',
      body: connectionInputSchema,
      response: connectionSchema,
      status: 201,
    }),
    practice: post('/connections/practice', 'Connect the built-in practice site', {
      body: emptySchema,
      response: connectionSchema,
      status: 201,
    }),
    check: post('/connections/:id/check', 'Check a stored connection now', {
      params: id,
      body: emptySchema,
      response: connectionSchema,
    }),
    replaceCredentials: put('/connections/:id/credentials', 'Replace the credentials', {
      role: 'owner',
      params: id,
      body: replaceInputSchema,
      response: connectionSchema,
    }),
    update: patch('/connections/:id', 'Rename', {
      params: id,
      body: z.object({ name: z.string().trim().min(1).max(100) }),
      response: connectionSchema,
    }),
    remove: remove('/connections/:id', 'Disconnect; nothing is removed from Wix', {
      role: 'owner',
      params: id,
    }),
    choices: get('/connections/:id/choices', 'Authors, categories or tags of the site', {
      params: id,
      query: choicesQuerySchema,
      response: choicesSchema,
    }),
  },
  keys: {
    get: get('/keys', 'Which encryption key seals the stored credentials', {
      role: 'owner',
      response: encryptionKeyStateSchema,
    }),
    rotate: post('/keys/rotate', 'Seal all stored credentials with a new encryption key', {
      role: 'owner',
      body: rotateInputSchema,
      response: rotationSchema,
    }),
  },
  destinations: {
    list: get('/destinations', 'Where pages can go, with their fields and options', {
      response: z.object({ items: z.array(destinationSchema) }),
    }),
    fields: post('/destination-fields', 'The fields of a destination on a site; asks Wix, changes nothing', {
      body: fieldsInputSchema,
      response: fieldsSchema,
    }),
  },
  imports: {
    create: post('/imports', 'Upload a file (multipart `file`; optional `datasetId` to replace its rows)', {
      kind: 'upload',
      response: importSchema,
      status: 202,
    }),
    get: get('/imports/:id', 'State, column report and preview', { params: id, response: importSchema }),
    update: patch('/imports/:id', 'Choose encoding, delimiter or header; analyses the file again', {
      params: id,
      body: importSettingsPatchSchema,
      response: importSchema,
    }),
    load: post('/imports/:id/load', 'Read all rows with this key column', {
      params: id,
      body: loadInputSchema,
      response: importSchema,
      status: 202,
    }),
    apply: post('/imports/:id/apply', 'Turn the loaded rows into the dataset', {
      params: id,
      body: emptySchema,
      response: datasetSchema,
    }),
    remove: remove('/imports/:id', 'Discard', { params: id }),
    setAside: get('/imports/:id/set-aside', 'Rows that were set aside, with line and reason', {
      params: id,
      query: page,
      response: pageOf(setAsideRowSchema),
    }),
    changes: get('/imports/:id/changes', 'Rows added, changed and removed against the dataset', {
      params: id,
      query: page.extend(rowChangesQuerySchema.shape),
      response: pageOf(rowChangeSchema),
    }),
  },
  datasets: {
    list: get('/datasets', 'Datasets', { response: z.object({ items: z.array(datasetSchema) }) }),
    get: get('/datasets/:id', 'One dataset', { params: id, response: datasetSchema }),
    update: patch('/datasets/:id', 'Rename', {
      params: id,
      body: z.object({ name: z.string().trim().min(1).max(100) }),
      response: datasetSchema,
    }),
    remove: remove('/datasets/:id', 'Delete a dataset no project uses', { params: id }),
    rows: get('/datasets/:id/rows', 'Rows', {
      params: id,
      query: page.extend(rowListQuerySchema.shape),
      response: pageOf(rowSchema),
    }),
    setAside: get('/datasets/:id/set-aside', 'Rows the last import set aside', {
      params: id,
      query: page,
      response: pageOf(setAsideRowSchema),
    }),
  },
  templates: {
    list: get('/templates', 'Templates', { response: z.object({ items: z.array(templateSchema) }) }),
    get: get('/templates/:id', 'One template', { params: id, response: templateSchema }),
    create: post('/templates', 'New template', {
      body: templateInputSchema,
      response: templateSchema,
      status: 201,
    }),
    update: put('/templates/:id', 'Save; refused as `stale` when someone else saved first', {
      params: id,
      body: templateUpdateSchema,
      response: templateSchema,
    }),
    remove: remove('/templates/:id', 'Delete a template no project uses', { params: id }),
    check: post('/templates/check', 'Errors with line, column and the nearest name', {
      body: templateCheckInputSchema,
      response: templateCheckSchema,
    }),
    filters: get('/template-filters', 'Filters a template can use', {
      response: z.object({ items: z.array(filterSchema) }),
    }),
  },
  projects: {
    list: get('/projects', 'Projects', { response: z.object({ items: z.array(projectSchema) }) }),
    get: get('/projects/:id', 'One project', { params: id, response: projectSchema }),
    create: post('/projects', 'New project', {
      body: projectInputSchema,
      response: projectSchema,
      status: 201,
    }),
    update: patch('/projects/:id', 'Change name, connection, template or options', {
      params: id,
      body: projectUpdateSchema,
      response: projectSchema,
    }),
    remove: remove('/projects/:id', 'Delete a project; what it published stays in Wix', { params: id }),
    fields: get(
      '/projects/:id/fields',
      'What a template of the project can fill, as last read from the site',
      {
        params: id,
        response: fieldsSchema,
      },
    ),
    refresh: post('/projects/:id/refresh', 'Read the collection or the catalog of the site again', {
      params: id,
      body: emptySchema,
      response: fieldsSchema,
    }),
    compareConverters: post(
      '/projects/:id/converter-comparison',
      "What SEOmatic's and Wix's converters keep of five rows; asks Wix, publishes nothing",
      { params: id, body: emptySchema, response: converterComparisonSchema },
    ),
  },
  pages: {
    list: get('/projects/:id/pages', 'Pages of a project', {
      params: id,
      query: page.extend(pageListQuerySchema.shape),
      response: pageOf(pageSummarySchema),
    }),
    get: get('/projects/:id/pages/:rowKey', 'One page exactly as it would be sent', {
      params: rowParamsSchema,
      response: pagePreviewSchema,
    }),
    preview: post('/projects/:id/preview', 'A row with an unsaved template', {
      params: id,
      body: previewInputSchema,
      response: pagePreviewSchema,
    }),
    check: post('/projects/:id/check', 'Check all pages in the background', {
      params: id,
      body: emptySchema,
      response: pageCheckSchema,
      status: 202,
    }),
    lastCheck: get('/projects/:id/check', 'The last check, problems grouped', {
      params: id,
      response: pageCheckSchema,
    }),
  },
  plans: {
    create: post('/projects/:id/plans', 'Create a plan; nothing is sent', {
      params: id,
      body: emptySchema,
      response: planSchema,
      status: 202,
    }),
    list: get('/projects/:id/plans', 'Plans of a project, newest first', {
      params: id,
      query: page,
      response: pageOf(planSchema),
    }),
    get: get('/plans/:id', 'One plan', { params: id, response: planSchema }),
    items: get('/plans/:id/items', 'What would happen, page by page', {
      params: id,
      query: page.extend(planItemsQuerySchema.shape),
      response: pageOf(planItemSchema),
    }),
    item: get('/plans/:id/items/:rowKey', 'One page of a plan, field by field', {
      params: rowParamsSchema,
      response: planItemDetailSchema,
    }),
    update: patch('/plans/:id', 'Tick or untick removals', {
      role: 'publisher',
      params: id,
      body: planUpdateSchema,
      response: planSchema,
    }),
    resolve: post('/plans/:id/resolve', 'Decide conflicts', {
      role: 'publisher',
      params: id,
      body: resolveInputSchema,
      response: planSchema,
    }),
    apply: post('/plans/:id/apply', 'Publish: start the run of this plan, once', {
      role: 'publisher',
      params: id,
      body: emptySchema,
      response: runSchema,
      status: 202,
    }),
  },
  runs: {
    list: get('/runs', 'Runs, newest first', {
      query: page.extend({ projectId: z.string().max(64).optional() }),
      response: pageOf(runSchema),
    }),
    get: get('/runs/:id', 'One run', { params: id, response: runSchema }),
    items: get('/runs/:id/items', 'Its pages', {
      params: id,
      query: page.extend(runItemsQuerySchema.shape),
      response: pageOf(runItemSchema),
    }),
    diary: get('/runs/:id/diary', 'Restarts, waits, pauses', {
      params: id,
      query: page,
      response: pageOf(runEventSchema),
    }),
    events: get('/runs/:id/events', 'Live progress as server-sent events: `run` with a run', {
      params: id,
      kind: 'events',
    }),
    receipt: get('/runs/:id/receipt.csv', 'The receipt, one line per page', { params: id, kind: 'download' }),
    pause: post('/runs/:id/pause', 'Pause', {
      role: 'publisher',
      params: id,
      body: emptySchema,
      response: runSchema,
    }),
    resume: post('/runs/:id/resume', 'Resume', {
      role: 'publisher',
      params: id,
      body: emptySchema,
      response: runSchema,
    }),
    cancel: post('/runs/:id/cancel', 'Cancel what was not sent yet', {
      role: 'publisher',
      params: id,
      body: emptySchema,
      response: runSchema,
    }),
  },
} as const
