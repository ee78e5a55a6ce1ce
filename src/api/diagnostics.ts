// What helps to find a fault without any secret, name, address or content: fit to be sent to a stranger.
import { z } from 'zod'

export const diagnosticsSchema = z.object({
  madeAt: z.string(),
  program: z.object({
    version: z.string(),
    services: z.array(z.string()),
    startedAt: z.string(),
    node: z.string(),
    platform: z.string(),
    /** Resident memory of the server, in bytes. */
    memoryBytes: z.number().int(),
  }),
  /** Names of settings that are not as they come, never their values. */
  settings: z.array(z.string()),
  database: z.object({
    kind: z.enum(['pglite', 'postgres']),
    durable: z.boolean(),
    bytes: z.number().int(),
    /** The last step of its structure, `47`. */
    migration: z.number().int(),
    tables: z.array(z.object({ table: z.string(), bytes: z.number().int(), rows: z.number().int() })),
  }),
  connections: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      method: z.string(),
      status: z.string(),
      /** Code of what is wrong (`WIX-PERM`). */
      failure: z.string().nullable(),
      missingPermissions: z.array(z.string()),
      lastCheckedAt: z.string().nullable(),
    }),
  ),
  /** The newest twenty. */
  runs: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      createdAt: z.string(),
      finishedAt: z.string().nullable(),
      total: z.number().int(),
      counts: z.record(z.string(), z.number().int()),
      restarts: z.number().int(),
    }),
  ),
  /** The newest fifty: what happened and when, without their texts. */
  notices: z.array(z.object({ kind: z.string(), at: z.string() })),
})
export type Diagnostics = z.infer<typeof diagnosticsSchema>

/** One package that SEOmatic is made of. */
const licenceSchema = z.object({ name: z.string(), version: z.string(), licence: z.string() })
export const licencesSchema = z.object({ items: z.array(licenceSchema) })
export type Licences = z.infer<typeof licencesSchema>
