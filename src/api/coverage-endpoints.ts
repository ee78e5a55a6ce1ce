// Endpoints of coverage: which rows take which branch of a project's template.
import { z } from 'zod'
import { coverageSchema } from './coverage.ts'
import { get, post } from './endpoint-methods.ts'
import { idParamsSchema } from './paging.ts'

export const coverageEndpoints = {
  get: get('/projects/:id/coverage', 'How many rows take each branch of the template', {
    params: idParamsSchema,
    response: coverageSchema,
  }),
  start: post('/projects/:id/coverage', 'Count in the background how many rows take each branch', {
    params: idParamsSchema,
    body: z.object({}),
    response: coverageSchema,
    status: 202,
  }),
}
