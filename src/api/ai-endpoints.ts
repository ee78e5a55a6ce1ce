// Endpoints of AI columns: the models that are asked, the columns, and the runs that fill them.
import { z } from 'zod'
import {
  aiAnswerSchema,
  aiAnswersQuerySchema,
  aiColumnInputSchema,
  aiColumnSchema,
  aiColumnUpdateSchema,
  aiEndpointInputSchema,
  aiEndpointSchema,
  aiEndpointTestSchema,
  aiEndpointUpdateSchema,
  aiEstimateSchema,
  aiRunInputSchema,
  aiRunSchema,
  aiTryInputSchema,
} from './ai.ts'
import { get, patch, post, remove } from './endpoint-methods.ts'
import { importSchema } from './import.ts'
import { pageOf, pageQuerySchema, idParamsSchema as params, positionQuerySchema } from './paging.ts'

const body = z.object({})

/** Keys cost money, so they are the owner's. */
export const aiModelEndpoints = {
  list: get('/ai-endpoints', 'Models that may be asked', { response: pageOf(aiEndpointSchema) }),
  get: get('/ai-endpoints/:id', 'One of them', { params, response: aiEndpointSchema }),
  create: post('/ai-endpoints', 'Add a model with its prices; the key is stored sealed and never shown', {
    role: 'owner',
    status: 201,
    body: aiEndpointInputSchema,
    response: aiEndpointSchema,
  }),
  update: patch('/ai-endpoints/:id', 'Change it; another address forgets the key', {
    role: 'owner',
    params,
    body: aiEndpointUpdateSchema,
    response: aiEndpointSchema,
  }),
  remove: remove('/ai-endpoints/:id', 'Remove it', { role: 'owner', params }),
  test: post('/ai-endpoints/:id/test', 'Ask it one word', { params, body, response: aiEndpointTestSchema }),
} as const

export const aiColumnEndpoints = {
  list: get('/datasets/:id/ai-columns', 'The AI columns of a dataset', {
    params,
    response: pageOf(aiColumnSchema),
  }),
  create: post('/datasets/:id/ai-columns', 'Add an AI column; nothing is asked yet', {
    status: 201,
    params,
    body: aiColumnInputSchema,
    response: aiColumnSchema,
  }),
  try: post('/datasets/:id/ai-columns/try', 'The prompt of one row; stores nothing and asks nobody', {
    params,
    body: aiTryInputSchema,
    response: aiAnswerSchema,
  }),
  enter: post(
    '/datasets/:id/ai-columns/enter',
    'Put the answers into the rows: an import to load and apply',
    {
      params,
      body,
      status: 202,
      response: importSchema,
    },
  ),
  get: get('/ai-columns/:id', 'One AI column, with its newest runs', { params, response: aiColumnSchema }),
  update: patch('/ai-columns/:id', 'Change it; what is asked otherwise is asked again', {
    params,
    body: aiColumnUpdateSchema,
    response: aiColumnSchema,
  }),
  remove: remove('/ai-columns/:id', 'Remove it; its cells go with the next import', { params }),
  estimate: get('/ai-columns/:id/estimate', 'What asking about all rows would cost', {
    params,
    response: aiEstimateSchema,
  }),
  answers: get('/ai-columns/:id/answers', 'Rows with what was answered, and why some are held', {
    params,
    query: positionQuerySchema.extend(aiAnswersQuerySchema.shape),
    response: pageOf(aiAnswerSchema),
  }),
  runs: get('/ai-columns/:id/runs', 'Its runs, newest first', {
    params,
    query: pageQuerySchema,
    response: pageOf(aiRunSchema),
  }),
  run: post('/ai-columns/:id/runs', 'Ask about a sample or all rows, within caps of money and calls', {
    params,
    status: 202,
    body: aiRunInputSchema,
    response: aiRunSchema,
  }),
} as const

export const aiRunEndpoints = {
  get: get('/ai-runs/:id', 'A run of an AI column', { params, response: aiRunSchema }),
  cancel: post('/ai-runs/:id/cancel', 'Ask nothing more; what was answered stays', {
    params,
    body,
    response: aiRunSchema,
  }),
} as const
