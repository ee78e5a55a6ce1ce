// Pages of a database of Notion, by its API. https://developers.notion.com/reference/query-a-data-source
import { createHash } from 'node:crypto'
import { type NotionConfig, notionConfigSchema, notionId } from '../../../api/sources/notion.ts'
import { toRowsFile } from '../../formats/rows/write.ts'
import { ask, type Service } from '../ask.ts'
import { createPace } from '../pace.ts'
import type { Fetched, Secrets, Source, SourceContext } from '../source.ts'
import { findDataSource } from './data-source.ts'
import { readPages } from './pages.ts'

export const notion: Source<NotionConfig> = {
  id: 'notion',
  words: { name: 'Notion', hint: 'The pages of a database, with their properties.' },
  config: notionConfigSchema,
  secrets: [
    {
      name: 'token',
      label: 'Secret of the connection',
      help: 'From https://www.notion.so/profile/integrations, with "Read content". Add the connection to the database: "...", then "Connections".',
      isRequired: true,
    },
  ],
  title: ({ database, source }) => `Notion ${idOf(database)}${source === '' ? '' : ` / ${source}`}`,
  // It goes to Notion alone, whichever database is read.
  secretsAreFor: () => 'Notion',
  fetch: fetchNotion,
}

const version = '2025-09-03'
/** 3 requests a second on average for each connection; https://developers.notion.com/reference/request-limits */
const turn = createPace(340)
const afterTooManyMs = 10_000

async function fetchNotion(config: NotionConfig, secrets: Secrets, context: SourceContext): Promise<Fetched> {
  const token = (secrets['token'] ?? '').trim()
  const key = createHash('sha256').update(token).digest('hex')
  const service: Service = { name: 'Notion', pace: { turn, key }, tooManyMs: afterTooManyMs }
  const headers = { authorization: `Bearer ${token}`, 'notion-version': version }
  const root = context.addresses['NOTION_API_URL']!
  const get = (path: string) => ask(context, service, { url: `${root}${path}`, headers })
  const source = await findDataSource(idOf(config.database), config.source, get)
  const query = (body: Record<string, unknown>) =>
    ask(context, service, {
      url: `${root}/v1/data_sources/${source.id}/query`,
      headers,
      body: JSON.stringify(body),
    })
  await context.save(toRowsFile(readPages(source, config.files, query)))
  return { state: 'fetched', fileName: source.name, version: null }
}

/** A config that passed its schema names a database. */
function idOf(database: string): string {
  const id = notionId(database)
  if (id === null) throw new RangeError('A Notion source was stored without a database.')
  return id
}
