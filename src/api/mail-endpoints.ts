// Endpoints of notices by mail.
import { z } from 'zod'
import { get, post, put, remove } from './endpoint-methods.ts'
import { mailInputSchema, mailSettingsSchema, mailStateSchema } from './mail.ts'
import { pageOf, pageQuerySchema } from './paging.ts'
import { deliverySchema } from './webhook.ts'

const owner = { role: 'owner' } as const
const confirmed = { role: 'owner', confirms: true } as const
const body = z.object({})

export const mailEndpoints = {
  get: get('/mail', 'The mail server, and who gets notices', { ...owner, response: mailStateSchema }),
  set: put('/mail', 'Set the mail server and who gets notices; the password is stored sealed', {
    ...confirmed,
    body: mailInputSchema,
    response: mailSettingsSchema,
  }),
  remove: remove('/mail', 'Forget the mail server; its log stays', { ...confirmed }),
  test: post('/mail/test', 'Send a test mail now, and tell what became of it', {
    ...owner,
    body,
    response: deliverySchema,
  }),
  deliveries: get('/mail/deliveries', 'What was sent by mail, newest first', {
    ...owner,
    query: pageQuerySchema,
    response: pageOf(deliverySchema),
  }),
  resend: post('/mail/deliveries/:delivery/resend', 'Send a mail again', {
    ...owner,
    params: z.object({ delivery: z.string().min(1).max(64) }),
    body,
    response: deliverySchema,
  }),
} as const
