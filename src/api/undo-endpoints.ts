// The endpoints of undoing a run.
import { z } from 'zod'
import { get, post } from './endpoint-methods.ts'
import { planSchema } from './plan.ts'
import { undoInputSchema, undoOfferSchema } from './undo.ts'

const id = z.object({ id: z.string() })

export const undoEndpoints = {
  undoOffer: get('/runs/:id/undo', 'Whether it can be undone, and what that would come to', {
    params: id,
    response: undoOfferSchema,
  }),
  undo: post(
    '/runs/:id/undo',
    'Plan to put back what it changed; nothing is sent before that plan is applied',
    {
      role: 'publisher',
      params: id,
      body: undoInputSchema,
      response: planSchema,
      status: 202,
    },
  ),
} as const
