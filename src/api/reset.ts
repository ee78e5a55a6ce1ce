// A new password for an owner who forgot it, asked for on the machine of the server.
import { z } from 'zod'
import { passwordSchema } from './session.ts'

/** In the data folder: holds the token that the request has to bring. Whoever can write it is on that machine. */
export const resetFile = 'password-reset.token'
export const resetMinutes = 15

export const resetInputSchema = z.object({
  token: z.string().min(1).max(200),
  password: passwordSchema,
  /** Needed only where there are several owners. */
  email: z.string().max(254).default(''),
  /** All API tokens stop working. */
  endTokens: z.boolean().default(false),
})
export type ResetInput = z.output<typeof resetInputSchema>
export const resetSchema = z.object({ name: z.string(), email: z.string() })
