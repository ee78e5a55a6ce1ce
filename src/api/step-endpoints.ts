// Endpoints of steps: of a dataset, and of an import on its way to become one.
import { z } from 'zod'
import { get, post, put } from './endpoint-methods.ts'
import { importSchema } from './import.ts'
import { idParamsSchema as params } from './paging.ts'
import { datasetStepsSchema, stepsInputSchema, stepsPreviewSchema, stepsSchema } from './step.ts'

export const stepEndpoints = {
  get: get('/datasets/:id/steps', 'The steps of a dataset, and where its columns come from', {
    params,
    response: datasetStepsSchema,
  }),
  preview: post('/datasets/:id/steps/preview', 'What steps make of its first rows; stores nothing', {
    params,
    body: stepsInputSchema,
    response: stepsPreviewSchema,
  }),
  set: put('/datasets/:id/steps', 'Read its file again with these steps: an import to load and apply', {
    params,
    body: stepsInputSchema,
    response: importSchema,
    status: 202,
  }),
  copy: post('/datasets/:id/copies', 'Make another dataset of its file, with these steps', {
    params,
    body: stepsInputSchema.extend({ name: z.string().trim().min(1).max(100) }),
    response: importSchema,
    status: 202,
  }),
  ofImport: get('/imports/:id/steps', 'The steps of an import', {
    params,
    response: z.object({ steps: stepsSchema }),
  }),
  previewImport: post('/imports/:id/steps/preview', 'What steps make of its first rows; stores nothing', {
    params,
    body: stepsInputSchema,
    response: stepsPreviewSchema,
  }),
  setImport: put('/imports/:id/steps', 'Shape the rows of an import; analyses it again', {
    params,
    body: stepsInputSchema,
    response: importSchema,
    status: 202,
  }),
} as const
