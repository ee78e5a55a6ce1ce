// Endpoints of redirects.
import { z } from 'zod'
import { get } from './endpoint-methods.ts'
import { idParamsSchema, pageOf, pageQuerySchema, positionQuerySchema } from './paging.ts'
import { keptRedirectSchema, plannedRedirectSchema, redirectListQuerySchema } from './redirect.ts'

const params = idParamsSchema
const search = redirectListQuerySchema.pick({ search: true })

export const redirectEndpoints = {
  list: get('/projects/:id/redirects', 'What runs of a project did about redirects, newest first', {
    params,
    query: pageQuerySchema.extend({
      ...redirectListQuerySchema.shape,
      cursor: z
        .string()
        .regex(/^[\w-]{1,64}:\d{1,9}$/, 'This cursor is not valid. Start again from the first page.')
        .optional(),
    }),
    response: pageOf(keptRedirectSchema),
  }),
  planned: get('/plans/:id/redirects', 'What a plan would do about redirects, one by one', {
    params,
    query: positionQuerySchema.extend(search.shape),
    response: pageOf(plannedRedirectSchema),
  }),
}
