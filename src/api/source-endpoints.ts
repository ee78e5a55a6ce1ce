// Where the rows of datasets come from, and reading them again.
import { z } from 'zod'
import { get, patch, post, remove } from './endpoint-methods.ts'
import { importSchema } from './import.ts'
import { listQuerySchema } from './list-query.ts'
import { idParamsSchema, pageOf, pageQuerySchema } from './paging.ts'
import {
  createdSourceSchema,
  refreshSchema,
  sourceHookSchema,
  sourceInputSchema,
  sourceKindSchema,
  sourceSchema,
  sourceStateSchema,
  sourceTryInputSchema,
  sourceTrySchema,
  sourceUpdateSchema,
} from './source.ts'
import { sourceSorts } from './whole-lists.ts'

const params = idParamsSchema
const body = z.object({})

export const sourceEndpoints = {
  kinds: get('/source-kinds', 'Kinds of sources, with what is said of one and its secrets', {
    response: z.object({ items: z.array(sourceKindSchema) }),
  }),
  list: get('/sources', 'Sources of all datasets', {
    query: listQuerySchema(sourceSorts).extend({ state: sourceStateSchema.optional() }),
    response: z.object({ items: z.array(sourceSchema) }),
  }),
  get: get('/sources/:id', 'One source', { params, response: sourceSchema }),
  test: post('/sources/try', 'The first rows of a source, or what is wrong; nothing is stored', {
    body: sourceTryInputSchema,
    response: sourceTrySchema,
  }),
  create: post('/sources', 'Connect a source: its file is fetched and becomes an import', {
    body: sourceInputSchema,
    response: createdSourceSchema,
    status: 202,
  }),
  update: patch('/sources/:id', 'Change where it is, its secrets or its rhythm; pause or resume it', {
    params,
    body: sourceUpdateSchema,
    response: sourceSchema,
  }),
  remove: remove('/sources/:id', 'Disconnect it; its dataset stays, with the rows it has', { params }),
  refresh: post('/sources/:id/refresh', 'Read it again now', {
    params,
    body,
    response: importSchema,
    status: 202,
  }),
  refreshes: get('/sources/:id/refreshes', 'When it was read, and what came of it, newest first', {
    params,
    query: pageQuerySchema,
    response: pageOf(refreshSchema),
  }),
  hook: post('/sources/:id/hook', 'A new secret for its webhook; it is in this answer only', {
    params,
    body,
    response: sourceHookSchema,
    status: 201,
  }),
  removeHook: remove('/sources/:id/hook', 'Its webhook answers nobody any more', { params }),
  call: post('/hooks/:id', 'The webhook of a source: it is read again, at most once a minute', {
    role: 'public',
    kind: 'hook',
    params,
    query: z.object({ key: z.string().max(200).optional() }),
    response: z.object({ accepted: z.literal(true) }),
    status: 202,
  }),
} as const
