// The encryption key that seals stored secrets. The key itself never travels out; a new one may come in.
import { z } from 'zod'

export const encryptionKeyStateSchema = z.object({
  /** Fingerprint of the key that seals now. */
  keyId: z.string(),
  source: z.enum(['environment', 'file']),
  path: z.string().nullable(),
  /** Fingerprints of keys that something stored still needs. */
  previousKeyIds: z.array(z.string()),
  /** Secrets (credentials of connections) sealed with the key of now, and with an older one. */
  sealed: z.number(),
  waiting: z.number(),
})
export type EncryptionKeyState = z.infer<typeof encryptionKeyStateSchema>

export const rotateInputSchema = z.object({
  /** 32 bytes in base64; generated unless given. */
  key: z.string().max(100).optional(),
})
export const rotationSchema = encryptionKeyStateSchema.extend({ resealed: z.number() })
export type Rotation = z.infer<typeof rotationSchema>
