// What is stored, how large it is and how long it stays.
import { z } from 'zod'

export const storageSchema = z.object({
  /** Of the database in bytes, with what the engine keeps for itself. */
  databaseBytes: z.number().int(),
  /** Of uploaded tables in the data folder, in bytes. */
  uploadBytes: z.number().int(),
  /** What is free on the disk of the data folder, in bytes; null where the system does not tell. */
  freeBytes: z.number().int().nullable(),
  /** Largest first; those that hold nothing are there too. */
  groups: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /** How long it stays, in a sentence. */
      kept: z.string(),
      bytes: z.number().int(),
    }),
  ),
})
export type Storage = z.infer<typeof storageSchema>
