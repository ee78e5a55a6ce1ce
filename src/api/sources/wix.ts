// What is said of a table that stands on a Wix site already.
import { z } from 'zod'

export const wixConfigSchema = z
  .object({
    connectionId: z
      .string()
      .trim()
      .min(1, 'Choose the connection of the site.')
      .max(100)
      .meta({ title: 'Site', description: 'A connection, by its id.', pick: 'connection' }),
    what: z.enum(['collection', 'blog']).default('collection').meta({
      title: 'What to read',
      description: 'A collection of the CMS, or the published posts of the blog.',
      isAlwaysShown: true,
    }),
    collection: z
      .string()
      .trim()
      .max(200)
      .default('')
      .meta({
        title: 'Collection',
        description: 'By its id, as the CMS shows it in the settings of the collection.',
        pick: 'collection',
        pickOf: 'connectionId',
        isAlwaysShown: true,
        onlyWith: { name: 'what', value: 'collection' },
      }),
  })
  .refine(({ what, collection }) => what === 'blog' || collection !== '', {
    path: ['collection'],
    error: 'Name the collection.',
  })
export type WixConfig = z.infer<typeof wixConfigSchema>
