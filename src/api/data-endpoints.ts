// Files on their way to become datasets, and the datasets.
import { z } from 'zod'
import { cellInputSchema, correctionSchema } from './correction.ts'
import { datasetSchema, rowListQuerySchema, rowSchema, setAsideRowSchema } from './dataset.ts'
import { get, patch, post, put, remove } from './endpoint-methods.ts'
import { importSchema, loadInputSchema, rowChangeSchema, rowChangesQuerySchema } from './import.ts'
import { importSettingsPatchSchema } from './import-settings.ts'
import { listQuerySchema } from './list-query.ts'
import { draftPageInputSchema, draftPageSchema } from './page.ts'
import {
  idParamsSchema,
  pageOf,
  pageQuerySchema,
  placeQuerySchema,
  rowParamsSchema,
  searchedPageOf,
} from './paging.ts'
import { readAsSchema, readingInputSchema, triedReadingSchema } from './reading.ts'
import { datasetSorts } from './whole-lists.ts'

const id = idParamsSchema
const page = pageQuerySchema
const emptySchema = z.object({})
const column = id.extend({ column: z.string().min(1).max(200) })
const cell = rowParamsSchema.extend({ column: z.string().min(1).max(200) })

export const importEndpoints = {
  create: post('/imports', 'Upload a file (multipart `file`; optional `datasetId` to replace its rows)', {
    kind: 'upload',
    response: importSchema,
    status: 202,
  }),
  get: get('/imports/:id', 'State, column report and preview', { params: id, response: importSchema }),
  update: patch('/imports/:id', 'Choose how the file is read (encoding, sheet, header); analyses it again', {
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
  page: post('/imports/:id/page', 'The page that one of the first rows would become; nothing is stored', {
    params: id,
    body: draftPageInputSchema,
    response: draftPageSchema,
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
} as const

export const datasetEndpoints = {
  list: get('/datasets', 'Datasets', {
    query: listQuerySchema(datasetSorts),
    response: z.object({ items: z.array(datasetSchema) }),
  }),
  get: get('/datasets/:id', 'One dataset', { params: id, response: datasetSchema }),
  update: patch('/datasets/:id', 'Rename', {
    params: id,
    body: z.object({ name: z.string().trim().min(1).max(100) }),
    response: datasetSchema,
  }),
  remove: remove('/datasets/:id', 'Delete a dataset no project uses', { params: id }),
  rows: get('/datasets/:id/rows', 'Rows', {
    params: id,
    query: page.extend({ ...placeQuerySchema.shape, ...rowListQuerySchema.shape }),
    response: searchedPageOf(rowSchema),
  }),
  row: get('/datasets/:id/rows/:rowKey', 'One row', { params: rowParamsSchema, response: rowSchema }),
  tryReading: post(
    '/datasets/:id/columns/:column/reading/try',
    'What reading a column so makes of its first rows; stores nothing',
    { params: column, body: z.object({ readAs: readAsSchema }), response: triedReadingSchema },
  ),
  setReading: put(
    '/datasets/:id/columns/:column/reading',
    'How a column is read: what templates compare, sort and compute by',
    { params: column, body: readingInputSchema, response: datasetSchema },
  ),
  correct: put(
    '/datasets/:id/rows/:rowKey/cells/:column',
    'Correct a cell by hand; it stays so over imports',
    {
      params: cell,
      body: cellInputSchema,
      response: rowSchema,
    },
  ),
  undoCorrection: remove(
    '/datasets/:id/rows/:rowKey/cells/:column',
    'Let a cell say again what its source says',
    {
      params: cell,
      status: 200,
      response: rowSchema,
    },
  ),
  corrections: get('/datasets/:id/corrections', 'Cells corrected by hand, and what their source says', {
    params: id,
    query: page,
    response: pageOf(correctionSchema),
  }),
  setAside: get('/datasets/:id/set-aside', 'Rows the last import set aside', {
    params: id,
    query: page,
    response: pageOf(setAsideRowSchema),
  }),
} as const
