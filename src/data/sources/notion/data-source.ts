// From the database that people see to the data source that holds its pages.
// https://developers.notion.com/guides/get-started/upgrade-guide-2025-09-03
import { z } from 'zod'
import { SourceError } from '../../source-error.ts'
import type { Answer } from '../ask.ts'
import { isMissing, refusalOf, unknownShape } from './refusals.ts'

export interface DataSource {
  id: string
  name: string
  /** The title first, then as Notion lists them. */
  properties: { name: string; type: string }[]
}

const databaseSchema = z.object({
  data_sources: z.array(z.object({ id: z.string(), name: z.string().default('') })),
})
const textsSchema = z.array(z.object({ plain_text: z.string() })).default([])
const dataSourceSchema = z.object({
  id: z.string(),
  title: textsSchema,
  properties: z.record(z.string(), z.object({ type: z.string() })),
})

/** @param wanted name or id of one of several; empty where there is one */
export async function findDataSource(
  id: string,
  wanted: string,
  get: (path: string) => Promise<Answer>,
): Promise<DataSource> {
  const database = await get(`/v1/databases/${id}`)
  if (database.status !== 200 && !isMissing(database)) throw refusalOf(database)
  const found = database.status === 200 ? choose(database, wanted) : id
  const answer = await get(`/v1/data_sources/${found}`)
  if (answer.status !== 200) throw refusalOf(answer)
  const read = dataSourceSchema.safeParse(answer.body)
  if (!read.success) throw unknownShape()
  const { title, properties } = read.data
  const list = Object.entries(properties).map(([name, { type }]) => ({ name, type }))
  return {
    id: read.data.id,
    name: title.map((part) => part.plain_text).join('') || 'Notion',
    properties: [
      ...list.filter(({ type }) => type === 'title'),
      ...list.filter(({ type }) => type !== 'title'),
    ],
  }
}

function choose({ body }: Answer, wanted: string): string {
  const read = databaseSchema.safeParse(body)
  if (!read.success) throw unknownShape()
  const { data_sources: sources } = read.data
  const plain = (id: string) => id.replaceAll('-', '').toLowerCase()
  const found =
    wanted === '' && sources.length === 1
      ? sources[0]
      : sources.find(({ id, name }) => name === wanted || (wanted !== '' && plain(id) === plain(wanted)))
  if (found) return found.id
  const names = sources.map(({ name }) => `"${name}"`).join(', ')
  throw new SourceError(
    'source_missing',
    sources.length === 0
      ? 'This database in Notion shows the connection no data source. Open it in Notion where it comes from, press "...", then "Connections", and add the connection.'
      : wanted === ''
        ? `This database in Notion has several data sources: ${names}. Say which one.`
        : `This database in Notion has no data source "${wanted}". It has ${names}. Choose one of them.`,
  )
}
