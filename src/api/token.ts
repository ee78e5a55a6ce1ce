// API tokens: shown once, stored hashed.
import { z } from 'zod'

/** Each may do what the one before it may, and more; `manage` is connections, tokens and keys: everything. */
export const tokenScopeSchema = z.enum(['read', 'edit', 'publish', 'manage'])
export type TokenScope = z.infer<typeof tokenScopeSchema>

export const tokenInputSchema = z.object({
  name: z.string().trim().min(1).max(100),
  scope: tokenScopeSchema.default('manage'),
  expiresInDays: z.number().int().min(1).max(3650).nullable().default(null),
})
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scope: tokenScopeSchema,
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
})
export type Token = z.infer<typeof tokenSchema>
export const createdTokenSchema = tokenSchema.extend({ secret: z.string() })
