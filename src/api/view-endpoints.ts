// Views of lists, each person's own.
import { z } from 'zod'
import { get, patch, post, remove } from './endpoint-methods.ts'
import { idParamsSchema } from './paging.ts'
import {
  preferencesPatchSchema,
  preferencesSchema,
  viewInputSchema,
  viewListQuerySchema,
  viewSchema,
} from './view.ts'

export const viewEndpoints = {
  list: get('/views', 'Your saved views, of all lists or of one', {
    query: viewListQuerySchema,
    response: z.object({ items: z.array(viewSchema) }),
  }),
  save: post('/views', 'Save a view of a list; one of the same name is replaced', {
    role: 'viewer',
    body: viewInputSchema,
    response: viewSchema,
    status: 201,
  }),
  remove: remove('/views/:id', 'Delete a saved view', { role: 'viewer', params: idParamsSchema }),
} as const

export const preferenceEndpoints = {
  get: get('/account/preferences', 'How you like the dashboard', { response: preferencesSchema }),
  update: patch('/account/preferences', 'Change how you like the dashboard', {
    role: 'viewer',
    body: preferencesPatchSchema,
    response: preferencesSchema,
  }),
} as const
