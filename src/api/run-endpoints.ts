// Runs: what was sent.
import { z } from 'zod'
import { get, post } from './endpoint-methods.ts'
import {
  agedQuerySchema,
  idParamsSchema,
  pageOf,
  pageQuerySchema,
  placeQuerySchema,
  positionQuerySchema,
  rowParamsSchema,
  searchedPageOf,
} from './paging.ts'
import {
  runEventSchema,
  runFailuresSchema,
  runItemSchema,
  runItemsQuerySchema,
  runListQuerySchema,
  runProgressSchema,
  runSchema,
} from './run.ts'
import { undoEndpoints } from './undo-endpoints.ts'

const id = idParamsSchema
const position = positionQuerySchema
const emptySchema = z.object({})

export const runEndpoints = {
  list: get('/runs', 'Runs, newest first unless told', {
    query: agedQuerySchema.extend(runListQuerySchema.shape),
    response: pageOf(runSchema),
  }),
  get: get('/runs/:id', 'One run', { params: id, response: runSchema }),
  items: get('/runs/:id/items', 'Its pages', {
    params: id,
    query: pageQuerySchema.extend({ ...placeQuerySchema.shape, ...runItemsQuerySchema.shape }),
    response: searchedPageOf(runItemSchema),
  }),
  item: get('/runs/:id/items/:rowKey', 'One of its pages', {
    params: rowParamsSchema,
    response: runItemSchema,
  }),
  failures: get('/runs/:id/failures', 'What was not published, in groups with the next step', {
    params: id,
    response: runFailuresSchema,
  }),
  progress: get('/runs/:id/progress', 'How many pages were accepted when', {
    params: id,
    response: runProgressSchema,
  }),
  diary: get('/runs/:id/diary', 'Restarts, waits, pauses', {
    params: id,
    query: position,
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
  ...undoEndpoints,
  retry: post('/runs/:id/retry', 'Try again what a run that is over did not publish, as its plan has it', {
    role: 'publisher',
    params: id,
    body: emptySchema,
    response: runSchema,
    status: 202,
  }),
} as const
