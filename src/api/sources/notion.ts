// What is said of a database of Notion.
import { z } from 'zod'

export const notionConfigSchema = z.object({
  database: z
    .string()
    .trim()
    .min(1, 'Copy the address of the database from the browser.')
    .max(2_000)
    .refine(
      (text) => notionId(text) !== null,
      'This is no address of a database in Notion. Open the database as a page of its own and copy its address; it ends in an id of 32 characters.',
    )
    .meta({
      title: 'Database in the browser',
      description: 'The address of the database, opened as a page of its own, or the id of a data source.',
    }),
  source: z
    .string()
    .trim()
    .max(200)
    .default('')
    .meta({ title: 'Data source', description: 'Its name or id, where the database has several.' }),
  files: z.enum(['address', 'name']).default('address').meta({
    title: 'Files',
    description:
      'As the address of the file or as its name. Notion changes the addresses of files that it keeps within an hour, so their rows count as changed.',
  }),
})
export type NotionConfig = z.infer<typeof notionConfigSchema>

const hex = '[0-9a-f]'
const idAtEnd = new RegExp(`(${hex}{8})-?(${hex}{4})-?(${hex}{4})-?(${hex}{4})-?(${hex}{12})$`, 'i')

/** The id that an address of the browser ends in, before what it says of a view; or the id itself. Pure. */
export function notionId(text: string): string | null {
  const path = (URL.parse(text)?.pathname ?? text).replace(/\/+$/, '')
  const [, ...groups] = idAtEnd.exec(path) ?? []
  return groups.length === 0 ? null : groups.join('-').toLowerCase()
}
