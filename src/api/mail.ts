// Notices by mail, through a mail server of the owner's.
import { z } from 'zod'
import { noticeKindSchema } from './notice.ts'

export const mailSecuritySchema = z.enum(['tls', 'starttls', 'none'])
export type MailSecurity = z.infer<typeof mailSecuritySchema>

const addressSchema = z.email('This is not an e-mail address.').max(254)
const serverSchema = z.object({
  host: z
    .string()
    .trim()
    .min(1, 'Enter the name of the mail server.')
    .max(253)
    // A name or an address, and nothing that could make another address of it.
    .regex(/^[\w.:-]+$/, 'Enter only the name of the mail server, such as smtp.example.com.'),
  port: z.number().int().min(1).max(65535),
  security: mailSecuritySchema,
  /** Null: the server asks for no login. */
  user: z.string().max(254).nullable(),
  from: addressSchema,
  to: z.array(addressSchema).min(1, 'Enter at least one recipient.').max(20),
  /** Kinds that are not sent. */
  off: z.array(noticeKindSchema),
})

export const mailInputSchema = serverSchema.extend({
  /** Absent: the stored one stays. */
  password: z.string().min(1).max(1000).optional(),
  off: serverSchema.shape.off.default([]),
  isOn: z.boolean().default(true),
})
export type MailInput = z.infer<typeof mailInputSchema>

export const mailSettingsSchema = serverSchema.extend({
  hasPassword: z.boolean(),
  /** `failing`: switched off after a day of failures. */
  state: z.enum(['on', 'off', 'failing']),
  /** Why it is failing. */
  reason: z.string().nullable(),
  lastSuccessAt: z.string().nullable(),
})
export type MailSettings = z.infer<typeof mailSettingsSchema>

/** Null: nobody has set it up. */
export const mailStateSchema = z.object({ settings: mailSettingsSchema.nullable() })
