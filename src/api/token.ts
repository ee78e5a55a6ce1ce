// API tokens: shown once, stored hashed.
import { z } from 'zod'

export const tokenInputSchema = z.object({
  name: z.string().trim().min(1).max(100),
  expiresInDays: z.number().int().min(1).max(3650).nullable().default(null),
})
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
})
export type Token = z.infer<typeof tokenSchema>
export const createdTokenSchema = tokenSchema.extend({ secret: z.string() })
