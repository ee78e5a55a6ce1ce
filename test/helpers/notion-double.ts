// Notion's API of 2025-09-03 as far as reading goes, from https://developers.notion.com/reference (retrieve a database,
// retrieve and query a data source, status codes, request limits, query large data sources).
import { randomBytes } from 'node:crypto'
import {
  type ServiceDouble,
  type ServiceReply,
  type ServiceRequest,
  startServiceDouble,
} from './service-double.ts'

export interface NotionPageRow {
  id: string
  created_time: string
  properties: Record<string, unknown>
}

export interface NotionDouble extends ServiceDouble {
  token: string
  databaseId: string
  dataSources: { id: string; name: string }[]
  /** Of every data source, by name. */
  properties: Record<string, { type: string }>
  pages: NotionPageRow[]
  /** Whether the database was shared with the connection. */
  isShared: boolean
  /** Most results of one query, however it is paged. */
  mostResults: number
  /** Of the queries alone. */
  queries(): ServiceRequest[]
}

const refusal = (status: number, code: string): ServiceReply => ({
  status,
  body: { object: 'error', status, code, message: code, request_id: 'r' },
})

export async function startNotionDouble(count = 3): Promise<NotionDouble> {
  const double: NotionDouble = Object.assign(await startServiceDouble(answer), {
    // The pace of a token outlives a test, and its clock does not.
    token: `ntn_secret${randomBytes(7).toString('hex')}`,
    databaseId: '248104cd-477e-80fd-b757-e945d38000bd',
    dataSources: [{ id: '2f26ee68-df30-4251-aad4-8ddc420cba3d', name: 'Places' }],
    properties: { People: { type: 'number' }, Name: { type: 'title' } },
    pages: Array.from({ length: count }, (_, index) => notionPage(index)),
    isShared: true,
    mostResults: 10_000,
    queries: () => double.requests.filter(({ path }) => path.endsWith('/query')),
  })
  return double

  function answer(request: ServiceRequest): ServiceReply {
    const { headers, url, method } = request
    if (headers['notion-version'] !== '2025-09-03') return refusal(400, 'missing_version')
    if (headers['authorization'] !== `Bearer ${double.token}`) return refusal(401, 'unauthorized')
    const [, version, kind, id, what] = url.pathname.split('/')
    if (version !== 'v1') return refusal(400, 'invalid_request_url')
    if (!double.isShared) return refusal(404, 'object_not_found')
    if (kind === 'databases' && method === 'GET') return databaseOf(id!)
    const source = double.dataSources.find((one) => one.id === id)
    if (kind !== 'data_sources' || !source) return refusal(404, 'object_not_found')
    if (what === 'query' && method === 'POST') return listOf(JSON.parse(request.body))
    const title = [{ type: 'text', plain_text: source.name }]
    return { status: 200, body: { object: 'data_source', id, title, properties: double.properties } }
  }

  function databaseOf(id: string): ServiceReply {
    if (id !== double.databaseId) return refusal(404, 'object_not_found')
    return { status: 200, body: { object: 'database', id, title: [], data_sources: double.dataSources } }
  }

  function listOf(query: {
    page_size?: number
    start_cursor?: string
    sorts?: { timestamp: string; direction: string }[]
    filter?: { timestamp: string; created_time: { on_or_after: string } }
  }): ServiceReply {
    const { page_size: size = 100, start_cursor: cursor = '0', filter, sorts } = query
    if (size > 100) return refusal(400, 'validation_error')
    const from = filter?.created_time.on_or_after ?? ''
    const found = double.pages.filter((page) => page.created_time >= from)
    if (sorts?.[0]?.timestamp === 'created_time')
      found.sort((a, b) => (a.created_time < b.created_time ? -1 : 1))
    const reached = found.slice(0, double.mostResults)
    const at = Number(cursor)
    const results = reached.slice(at, at + size).map((page) => ({ object: 'page', in_trash: false, ...page }))
    const hasMore = at + size < reached.length
    return {
      status: 200,
      body: {
        object: 'list',
        type: 'page_or_data_source',
        results,
        has_more: hasMore,
        next_cursor: hasMore ? String(at + size) : null,
        ...(!hasMore &&
          found.length > reached.length && {
            request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
          }),
      },
    }
  }
}

/** The n-th page; one is made each minute, as Notion keeps the time. */
export function notionPage(index: number, properties: Record<string, unknown> = {}): NotionPageRow {
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    created_time: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    properties: {
      Name: { id: 'title', type: 'title', title: [{ plain_text: 'Place ' }, { plain_text: String(index) }] },
      People: { id: 'p', type: 'number', number: index * 1000 },
      ...properties,
    },
  }
}
