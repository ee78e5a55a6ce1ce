// Endpoints of the encryption key.
import { get, post } from './endpoint-methods.ts'
import { encryptionKeyStateSchema, rotateInputSchema, rotationSchema } from './key.ts'

export const keyEndpoints = {
  get: get('/keys', 'Which encryption key seals the stored credentials', {
    role: 'owner',
    response: encryptionKeyStateSchema,
  }),
  keepCopy: post('/keys/copy-kept', 'Say that a copy of the encryption key in use is kept somewhere else', {
    role: 'owner',
    response: encryptionKeyStateSchema,
  }),
  rotate: post('/keys/rotate', 'Seal all stored credentials with a new encryption key', {
    role: 'owner',
    confirms: true,
    body: rotateInputSchema,
    response: rotationSchema,
  }),
} as const
