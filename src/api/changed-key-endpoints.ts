// Endpoints of rows that seem to have had another key before.
import { changedKeySchema, keysInputSchema } from './changed-key.ts'
import { get, post } from './endpoint-methods.ts'
import { idParamsSchema, pageOf, positionQuerySchema } from './paging.ts'
import { planSchema } from './plan.ts'

export const changedKeyEndpoints = {
  list: get('/plans/:id/changed-keys', 'Rows that seem to have had another key before', {
    params: idParamsSchema,
    query: positionQuerySchema,
    response: pageOf(changedKeySchema),
  }),
  choose: post('/plans/:id/changed-keys', 'Say whether they are the same, and plan again', {
    role: 'publisher',
    params: idParamsSchema,
    body: keysInputSchema,
    response: planSchema,
    status: 202,
  }),
} as const
