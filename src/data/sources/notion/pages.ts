// The pages of a data source, as rows. A query ends after 10,000 of them, so the next one begins where it stopped:
// https://developers.notion.com/guides/data-apis/query-large-data-sources
import { z } from 'zod'
import type { SourceRow } from '../../formats/format.ts'
import type { RowsTable } from '../../formats/rows/write.ts'
import { SourceError } from '../../source-error.ts'
import type { Answer } from '../ask.ts'
import { freeName } from '../names.ts'
import type { DataSource } from './data-source.ts'
import { isReadable, notionText } from './property.ts'
import { refusalOf, unknownShape } from './refusals.ts'

const pageSchema = z.object({
  object: z.literal('page'),
  id: z.string(),
  created_time: z.string(),
  properties: z.record(z.string(), z.unknown()),
})
type NotionPage = z.infer<typeof pageSchema>

const answerSchema = z.object({
  results: z.array(z.unknown()),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
  request_status: z.object({ type: z.string() }).optional(),
})

/** POST of a query: its cursor, and from which time on. */
export type Query = (body: Record<string, unknown>) => Promise<Answer>

/** The id of a page is its first cell and proposed as the key. */
export function readPages(source: DataSource, files: 'address' | 'name', query: Query): RowsTable {
  const names = source.properties.map(({ name }) => name)
  const key = freeName('Page ID', names)
  const cuts = new Map<string, number>()
  const toCells = ({ id, properties }: NotionPage) => [
    id,
    ...names.map((name) => {
      const onCut = () => cuts.set(name, (cuts.get(name) ?? 0) + 1)
      return notionText(properties[name], { files, onCut })
    }),
  ]
  async function* rows(): AsyncGenerator<SourceRow[]> {
    let line = 1
    for await (const pages of walk(query)) yield pages.map((page) => ({ line: line++, cells: toCells(page) }))
  }
  return {
    place: ['page', 'pages'],
    key,
    columns: [key, ...names],
    rows: rows(),
    notes: () => [...tellUnread(source), ...[...cuts].map(tellCut)],
  }
}

async function* walk(query: Query): AsyncGenerator<NotionPage[]> {
  /** Where the window begins, and which of its first minute came before. */
  let from: string | null = null
  let seen = new Set<string>()
  for (;;) {
    let last: string | null = null
    let ofLast = new Set<string>()
    let isCut = false
    for await (const { pages, isIncomplete } of walkWindow(query, from)) {
      isCut ||= isIncomplete
      for (const page of pages) {
        if (page.created_time !== last) ofLast = new Set()
        last = page.created_time
        ofLast.add(page.id)
      }
      const fresh = pages.filter(({ id }) => !seen.has(id))
      if (fresh.length > 0) yield fresh
    }
    if (!isCut) return
    if (last === null || last === from) throw tooManyAtOnce(last)
    from = last
    seen = ofLast
  }
}

async function* walkWindow(
  query: Query,
  from: string | null,
): AsyncGenerator<{ pages: NotionPage[]; isIncomplete: boolean }> {
  let cursor: string | null = null
  do {
    const answer = await query({
      page_size: 100,
      // A page never changes its place in this order while the list is read.
      sorts: [{ timestamp: 'created_time', direction: 'ascending' }],
      ...(from !== null && { filter: { timestamp: 'created_time', created_time: { on_or_after: from } } }),
      ...(cursor !== null && { start_cursor: cursor }),
    })
    if (answer.status !== 200) throw refusalOf(answer)
    const read = answerSchema.safeParse(answer.body)
    if (!read.success) throw unknownShape()
    const { results, has_more, next_cursor, request_status } = read.data
    yield { pages: results.flatMap(toPage), isIncomplete: request_status?.type === 'incomplete' }
    if (has_more && (next_cursor === null || next_cursor === cursor)) throw unknownShape()
    cursor = has_more ? next_cursor : null
  } while (cursor !== null)
}

/** A wiki lists data sources between its pages. */
function toPage(result: unknown): NotionPage[] {
  const read = pageSchema.safeParse(result)
  if (read.success) return [read.data]
  if (typeof result === 'object' && result !== null && 'object' in result && result.object !== 'page')
    return []
  throw unknownShape()
}

function tellCut([name, count]: [string, number]): string {
  return `${count} ${count === 1 ? 'page names' : 'pages name'} more than 25 pages in "${name}", of which Notion gives the first 25.`
}

function tellUnread({ properties }: DataSource): string[] {
  const unread = properties.filter(({ type }) => !isReadable(type)).map(({ name }) => `"${name}"`)
  return unread.length === 0
    ? []
    : [`Of these properties nothing can be read as a text: ${unread.join(', ')}.`]
}

function tooManyAtOnce(minute: string | null): SourceError {
  return new SourceError(
    'source_answer',
    `Notion lists at most 10,000 pages at once, and more than that were made in one minute${minute === null ? '' : ` (${minute})`}, so the others cannot be reached. Split the database into several data sources.`,
  )
}
