// Pages of a project as they would be sent.
import { z } from 'zod'
import { get, post } from './endpoint-methods.ts'
import {
  detachInputSchema,
  pageCheckSchema,
  pageCountsSchema,
  pageFilterSchema,
  pageListQuerySchema,
  pageOrderSchema,
  pagePreviewSchema,
  pageSummarySchema,
  previewInputSchema,
  rowPickQuerySchema,
  rowPickSchema,
} from './page.ts'
import {
  idParamsSchema,
  pageQuerySchema,
  placeQuerySchema,
  rowParamsSchema,
  searchedPageOf,
} from './paging.ts'

const id = idParamsSchema
const page = pageQuerySchema
const emptySchema = z.object({})

export const pageEndpoints = {
  list: get('/projects/:id/pages', 'Pages of a project', {
    params: id,
    query: page.extend({ ...placeQuerySchema.shape, ...pageListQuerySchema.shape }),
    response: searchedPageOf(pageSummarySchema),
  }),
  counts: get('/projects/:id/page-counts', 'How many pages are in each state', {
    params: id,
    query: pageFilterSchema.omit({ state: true }),
    response: pageCountsSchema,
  }),
  csv: get('/projects/:id/pages.csv', 'The list as a file, one line per page', {
    params: id,
    query: pageOrderSchema,
    kind: 'download',
  }),
  get: get('/projects/:id/pages/:rowKey', 'One page exactly as it would be sent', {
    params: rowParamsSchema,
    response: pagePreviewSchema,
  }),
  detach: post('/projects/:id/pages/:rowKey/detached', 'Leave a field of a page to Wix, or take it back', {
    role: 'publisher',
    params: rowParamsSchema,
    body: detachInputSchema,
    response: pagePreviewSchema,
  }),
  preview: post('/projects/:id/preview', 'A row with an unsaved template', {
    params: id,
    body: previewInputSchema,
    response: pagePreviewSchema,
  }),
  pick: get(
    '/projects/:id/pick',
    'A row to look at: the next with a problem, the longest, the emptiest, any',
    {
      params: id,
      query: rowPickQuerySchema,
      response: rowPickSchema,
    },
  ),
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
} as const
