// The fields of a table in their order, where the token may know them.
// https://airtable.com/developers/web/api/get-base-schema
import { z } from 'zod'
import type { AirtablePlace } from '../../../api/sources/airtable.ts'
import { SourceError } from '../../source-error.ts'
import type { Answer } from '../ask.ts'
import { refusalOf } from './refusals.ts'

const schemaAnswer = z.object({
  tables: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      fields: z.array(z.object({ name: z.string(), type: z.string() })),
    }),
  ),
})

export interface TableSchema {
  tableName: string
  fields: { name: string; type: string }[]
}

/** Null where the token may read records and no schema. A base without this table is a `SourceError`. */
export async function readSchema(
  place: AirtablePlace,
  get: (path: string) => Promise<Answer>,
): Promise<TableSchema | null> {
  const answer = await get(`/v0/meta/bases/${encodeURIComponent(place.base)}/tables`)
  if (answer.status === 403 || answer.status === 404) return null
  if (answer.status !== 200) throw refusalOf(answer, place)
  const read = schemaAnswer.safeParse(answer.body)
  if (!read.success) return null
  const { tables } = read.data
  const table = tables.find(({ id, name }) => id === place.table || name === place.table)
  if (table) return { tableName: table.name, fields: table.fields }
  throw new SourceError(
    'source_missing',
    `The base ${place.base} in Airtable has no table "${place.table}". ${listOf(tables.map(({ name }) => name))} Choose one of them.`,
  )
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `"${name}"`)
  return `It has ${shown.join(', ')}${names.length > shown.length ? ' and more' : ''}.`
}
