// What is said of a table of Airtable.
import { z } from 'zod'

export const airtableConfigSchema = z
  .object({
    base: z.string().trim().min(1, 'Copy the address of the table from the browser.').max(2_000).meta({
      title: 'Table in the browser',
      description:
        'The address of the table (https://airtable.com/app.../tbl...), or the id of its base (app...).',
    }),
    table: z
      .string()
      .trim()
      .max(200)
      .default('')
      .meta({ title: 'Table', description: 'Its name or id, where the address does not say it.' }),
    view: z.string().trim().max(200).default('').meta({
      title: 'View',
      description:
        'Its name or id: only records that it shows, in its order. Empty: what the address says, else all.',
    }),
    files: z.enum(['address', 'name']).default('address').meta({
      title: 'Attachments',
      description:
        'As the address of the file or as its name. Airtable changes the addresses within hours, so rows with attachments count as changed.',
    }),
  })
  .superRefine((config, context) => {
    const found = airtablePlace(config)
    if (typeof found === 'object') return
    const path = found === 'no_table' ? ['table'] : ['base']
    context.addIssue({ code: 'custom', path, message: advice[found] })
  })
export type AirtableConfig = z.infer<typeof airtableConfigSchema>

export interface AirtablePlace {
  base: string
  /** Id or name. */
  table: string
  /** Id or name; empty: all records in no order. */
  view: string
}

const advice = {
  no_base:
    'This is no address of a table in Airtable. Open the table in the browser and copy its address; it begins with https://airtable.com/app.',
  shared:
    'This is the address of a shared view or an interface, which programs cannot read. Open the base itself and copy the address of the table.',
  no_table: 'Say which table: its name, or an address of the table with tbl... in it.',
} as const

/** Which records are meant, or what is missing. Pure. */
export function airtablePlace({
  base,
  table,
  view,
}: Pick<AirtableConfig, 'base' | 'table' | 'view'>): AirtablePlace | keyof typeof advice {
  const parts = URL.parse(base)?.pathname.split('/') ?? [base]
  const find = (kind: string) =>
    parts.find((part) => new RegExp(`^${kind}[A-Za-z0-9]{8,30}$`).test(part)) ?? ''
  const id = find('app')
  if (id === '' || find('shr') !== '' || find('pag') !== '')
    return find('shr') !== '' || find('pag') !== '' ? 'shared' : 'no_base'
  const place = { base: id, table: table || find('tbl'), view: view || (table === '' ? find('viw') : '') }
  return place.table === '' ? 'no_table' : place
}
