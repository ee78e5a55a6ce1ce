// Setup of the one owner, login and logout.
import { z } from 'zod'
import { preferencesSchema } from './view.ts'

export const passwordSchema = z
  .string()
  .min(12, 'Use at least 12 characters.')
  .max(200, 'Use at most 200 characters.')
  .refine((text) => !text.includes('\0'), 'A NUL character cannot be part of a password.')

export const emailSchema = z.email('This is not an e-mail address.').max(254)

export const setupStateSchema = z.object({ open: z.boolean() })
export const setupInputSchema = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(100),
  email: emailSchema,
  password: passwordSchema,
})
export type SetupInput = z.infer<typeof setupInputSchema>

export const loginInputSchema = z.object({ email: z.string().max(254), password: z.string().max(200) })

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(['owner', 'publisher', 'editor', 'viewer']),
})
export type User = z.infer<typeof userSchema>

export const sessionSchema = z.object({
  user: userSchema,
  workspace: z.object({ id: z.string(), name: z.string() }),
  /** True while no active connection to a real Wix site exists. */
  missingConnection: z.boolean(),
  /** The name of the problem of a connection that needs attention ("Invalid API key"). */
  connectionProblem: z.string().nullable(),
  preferences: preferencesSchema,
  /** How many notices of the inbox nobody has read. */
  unreadNotices: z.number().int(),
  /** Plain http to something else than this machine: the cookie cannot be `Secure`. */
  insecureTransport: z.boolean(),
})
export type Session = z.infer<typeof sessionSchema>

export const profileInputSchema = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(100).optional(),
  workspaceName: z.string().trim().min(1, 'Enter a name.').max(100).optional(),
})
export type ProfileInput = z.infer<typeof profileInputSchema>
export const emailInputSchema = z.object({ email: emailSchema })

/** One signed-in browser. */
export const sessionEntrySchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
})
export type SessionEntry = z.infer<typeof sessionEntrySchema>

export const passwordChangeSchema = z.object({
  current: z.string().max(200),
  next: passwordSchema,
  /** All API tokens stop working, but for the one this request came with. */
  endTokens: z.boolean().default(false),
})

export const confirmInputSchema = z.object({ password: z.string().max(200) })
