// Plans: what would be sent.
import { z } from 'zod'
import { get, patch, post } from './endpoint-methods.ts'
import {
  idParamsSchema,
  pageOf,
  pageQuerySchema,
  placeQuerySchema,
  rowParamsSchema,
  searchedPageOf,
} from './paging.ts'
import {
  choicesInputSchema,
  planDetailSchema,
  planItemDetailSchema,
  planItemSchema,
  planItemsQuerySchema,
  planListQuerySchema,
  planSchema,
  planUpdateSchema,
  resolveInputSchema,
  selectionCountSchema,
} from './plan.ts'
import { applyInputSchema, runSchema } from './run.ts'
import { pageSelectionSchema, selectionSchema } from './selection.ts'

const id = idParamsSchema
const page = pageQuerySchema
const emptySchema = z.object({})

export const planEndpoints = {
  create: post('/projects/:id/plans', 'Create a plan, of all pages or of a selection; nothing is sent', {
    params: id,
    body: z.object({ selection: pageSelectionSchema.optional() }),
    response: planSchema,
    status: 202,
  }),
  list: get('/projects/:id/plans', 'Plans of a project, newest first', {
    params: id,
    query: page.extend(planListQuerySchema.shape),
    response: pageOf(planSchema),
  }),
  get: get('/plans/:id', 'One plan', { params: id, response: planDetailSchema }),
  items: get('/plans/:id/items', 'What would happen, page by page', {
    params: id,
    query: page.extend({ ...placeQuerySchema.shape, ...planItemsQuerySchema.shape }),
    response: searchedPageOf(planItemSchema),
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
  choose: post('/plans/:id/items/:rowKey/choices', 'Decide what both sides changed of one page', {
    role: 'publisher',
    params: rowParamsSchema,
    body: choicesInputSchema,
    response: planItemDetailSchema,
  }),
  selection: post('/plans/:id/selection', 'What publishing a part of this plan would do', {
    role: 'viewer',
    reads: true,
    params: id,
    body: selectionSchema,
    response: selectionCountSchema,
  }),
  discard: post('/plans/:id/discard', 'Put this plan aside, or what is left of it', {
    role: 'publisher',
    params: id,
    body: emptySchema,
    response: planSchema,
  }),
  apply: post('/plans/:id/apply', 'Publish this plan or a part of it: start the run, once', {
    role: 'publisher',
    params: id,
    body: applyInputSchema,
    response: runSchema,
    status: 202,
  }),
} as const
