// Endpoints of templates.
import { z } from 'zod'
import { get, post, put, remove } from './endpoint-methods.ts'
import { listQuerySchema } from './list-query.ts'
import { idParamsSchema, pageOf, pageQuerySchema } from './paging.ts'
import {
  filterSchema,
  restoreVersionInputSchema,
  templateCheckInputSchema,
  templateCheckSchema,
  templateInputSchema,
  templateSchema,
  templateUpdateSchema,
  templateVersionSchema,
  templateVersionTextSchema,
  versionParamsSchema,
} from './template.ts'
import {
  discardDraftQuerySchema,
  ownDraftSchema,
  templateDraftInputSchema,
  templateDraftStateSchema,
} from './template-draft.ts'
import { templateSorts } from './whole-lists.ts'

const id = idParamsSchema

export const templateEndpoints = {
  list: get('/templates', 'Templates', {
    query: listQuerySchema(templateSorts),
    response: z.object({ items: z.array(templateSchema) }),
  }),
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
  versions: get('/templates/:id/versions', 'Every version that was saved, newest first', {
    params: id,
    query: pageQuerySchema,
    response: pageOf(templateVersionSchema),
  }),
  version: get('/templates/:id/versions/:version', 'One version with its texts', {
    params: versionParamsSchema,
    response: templateVersionTextSchema,
  }),
  restore: post('/templates/:id/versions/:version/restore', 'Save an earlier version again, as a new one', {
    params: versionParamsSchema,
    body: restoreVersionInputSchema,
    response: templateSchema,
  }),
  drafts: get('/template-drafts', 'Your own drafts: what you wrote and did not save, the latest first', {
    response: z.object({ items: z.array(ownDraftSchema) }),
  }),
  draft: get('/templates/:id/draft', 'Your draft, the newest version, and who else is writing', {
    params: id,
    response: templateDraftStateSchema,
  }),
  keepDraft: put('/templates/:id/draft', 'Keep your draft; `stale` when another window kept one first', {
    params: id,
    body: templateDraftInputSchema,
    response: templateDraftStateSchema,
  }),
  discardDraft: remove('/templates/:id/draft', 'Discard your draft', {
    params: id,
    query: discardDraftQuerySchema,
  }),
  check: post('/templates/check', 'Errors with line, column and the nearest name', {
    body: templateCheckInputSchema,
    response: templateCheckSchema,
  }),
  filters: get('/template-filters', 'Filters a template can use', {
    response: z.object({ items: z.array(filterSchema) }),
  }),
}
