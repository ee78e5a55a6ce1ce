// The encryption key that seals stored secrets. The key itself never travels out; a new one may come in.
import { z } from 'zod'

export const encryptionKeyStateSchema = z.object({
  /** Fingerprint of the key that seals now. */
  keyId: z.string(),
  source: z.enum(['environment', 'file']),
  path: z.string().nullable(),
  /** When somebody said that a copy of it is kept, and who; null when nobody has. */
  copyKept: z.object({ at: z.string(), by: z.string() }).nullable(),
  /** Fingerprints of keys that something stored still needs. */
  previousKeyIds: z.array(z.string()),
  /** Secrets (credentials of connections) sealed with the key of now, and with an older one that is here. */
  sealed: z.number(),
  waiting: z.number(),
  /** Secrets that no key of here opens, and the fingerprints of the keys that would. */
  locked: z.number(),
  lackingKeyIds: z.array(z.string()),
  /** Secrets that were changed outside so that no key opens them; they have to be entered again. */
  damaged: z.number(),
})
export type EncryptionKeyState = z.infer<typeof encryptionKeyStateSchema>

export const rotateInputSchema = z.object({
  /** 32 bytes in base64; generated unless given. */
  key: z.string().max(100).optional(),
})
export const rotationSchema = encryptionKeyStateSchema.extend({ resealed: z.number() })
export type Rotation = z.infer<typeof rotationSchema>
