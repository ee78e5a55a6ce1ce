// Webhooks: notices as signed requests to an address of the owner's, and the log of what became of each.
import { z } from 'zod'
import { noticeKindSchema } from './notice.ts'

export const webhookFormatSchema = z.enum(['standard', 'slack'])
export type WebhookFormat = z.infer<typeof webhookFormatSchema>

const nameSchema = z.string().trim().min(1).max(100)
const urlSchema = z
  .url({ protocol: /^https?$/, error: 'Enter a complete address, beginning with https:// or http://.' })
  .max(2000)

export const webhookInputSchema = z.object({
  name: nameSchema,
  url: urlSchema,
  /** `slack` is what Slack's incoming webhooks take, and others that imitate them. */
  format: webhookFormatSchema.default('standard'),
  /** Kinds that are not sent. */
  off: z.array(noticeKindSchema).default([]),
})
export type WebhookInput = z.infer<typeof webhookInputSchema>

export const webhookUpdateSchema = z
  .object({
    name: nameSchema,
    url: urlSchema,
    format: webhookFormatSchema,
    off: z.array(noticeKindSchema),
    isOn: z.boolean(),
  })
  .partial()
export type WebhookUpdate = z.infer<typeof webhookUpdateSchema>

export const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null while the encryption key that sealed it is not here. */
  url: z.string().nullable(),
  format: webhookFormatSchema,
  off: z.array(noticeKindSchema),
  /** `failing`: switched off after a day of failures, or because its receiver said that it is gone. */
  state: z.enum(['on', 'off', 'failing']),
  /** Why it is failing. */
  reason: z.string().nullable(),
  /** Until then the secret before the present one signs too. */
  previousSecretUntil: z.string().nullable(),
  lastSuccessAt: z.string().nullable(),
  createdAt: z.string(),
})
export type Webhook = z.infer<typeof webhookSchema>

/** The secret is in this answer only. */
export const createdWebhookSchema = webhookSchema.extend({ secret: z.string() })

export const deliveryAttemptSchema = z.object({
  at: z.string(),
  /** Of HTTP, or of SMTP; null when nobody answered. */
  status: z.number().int().nullable(),
  ms: z.number().int(),
  isDelivered: z.boolean(),
  /** Why not, or the beginning of the answer. */
  answer: z.string(),
})
export type DeliveryAttempt = z.infer<typeof deliveryAttemptSchema>

export const deliverySchema = z.object({
  /** What the receiver knows it by, whichever try reaches it. */
  id: z.string(),
  kind: noticeKindSchema,
  noticeIds: z.array(z.string()),
  /** `waiting`: for its turn, or for another try. */
  state: z.enum(['waiting', 'delivered', 'failed']),
  /** The oldest first. */
  attempts: z.array(deliveryAttemptSchema),
  nextAttemptAt: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

export const deliveryParamsSchema = z.object({
  id: z.string().min(1).max(64),
  delivery: z.string().min(1).max(64),
})
