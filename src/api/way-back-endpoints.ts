// Endpoints that take pages off the site and bring them back, each by way of a plan.
import { post } from './endpoint-methods.ts'
import { idParamsSchema } from './paging.ts'
import { planSchema } from './plan.ts'
import {
  bringBackInputSchema,
  takeDownInputSchema,
  takeDownPreviewInputSchema,
  takeDownPreviewSchema,
} from './way-back.ts'

const params = idParamsSchema

export const wayBackEndpoints = {
  preview: post('/projects/:id/take-down/preview', 'What taking pages down would mean; nothing is planned', {
    role: 'viewer',
    reads: true,
    params,
    body: takeDownPreviewInputSchema,
    response: takeDownPreviewSchema,
  }),
  takeDown: post(
    '/projects/:id/take-down',
    'Plan to take pages off the site for good or until they are asked for',
    {
      params,
      body: takeDownInputSchema,
      response: planSchema,
      status: 202,
    },
  ),
  bringBack: post('/projects/:id/bring-back', 'Plan to bring back pages that are down', {
    params,
    body: bringBackInputSchema,
    response: planSchema,
    status: 202,
  }),
}
