// Endpoints of webhooks. All of them are the owner's: the address of a webhook may itself be a secret.
import { z } from 'zod'
import { get, patch, post, remove } from './endpoint-methods.ts'
import { idParamsSchema, pageOf, pageQuerySchema } from './paging.ts'
import {
  createdWebhookSchema,
  deliveryParamsSchema,
  deliverySchema,
  webhookInputSchema,
  webhookSchema,
  webhookUpdateSchema,
} from './webhook.ts'

const owner = { role: 'owner' } as const
const confirmed = { role: 'owner', confirms: true } as const
const params = idParamsSchema
const body = z.object({})

export const webhookEndpoints = {
  list: get('/webhooks', 'Webhooks', { ...owner, response: z.object({ items: z.array(webhookSchema) }) }),
  get: get('/webhooks/:id', 'One webhook', { ...owner, params, response: webhookSchema }),
  create: post('/webhooks', 'Add a webhook; its secret is in this answer only', {
    ...confirmed,
    body: webhookInputSchema,
    response: createdWebhookSchema,
    status: 201,
  }),
  update: patch('/webhooks/:id', 'Change its name, address, format or kinds, or switch it on or off', {
    ...confirmed,
    params,
    body: webhookUpdateSchema,
    response: webhookSchema,
  }),
  remove: remove('/webhooks/:id', 'Remove a webhook with its log', { ...confirmed, params }),
  rotateSecret: post('/webhooks/:id/secret', 'Another secret; the present one signs too for a day', {
    ...confirmed,
    params,
    body,
    response: createdWebhookSchema,
  }),
  test: post('/webhooks/:id/test', 'Send a test now, and tell what became of it', {
    ...owner,
    params,
    body,
    response: deliverySchema,
  }),
  deliveries: get('/webhooks/:id/deliveries', 'What was sent, newest first', {
    ...owner,
    params,
    query: pageQuerySchema,
    response: pageOf(deliverySchema),
  }),
  resend: post('/webhooks/:id/deliveries/:delivery/resend', 'Send a message again, with the same id', {
    ...owner,
    params: deliveryParamsSchema,
    body,
    response: deliverySchema,
  }),
} as const
