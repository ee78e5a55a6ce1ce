// How long every list of the API takes to answer while a run is live.
import { planItemSorts, runItemSorts } from '../src/api/item-sorts.ts'
import { pageSorts, pageStates } from '../src/api/page-state.ts'
import type { Figure } from './figure.ts'

export interface ListIds {
  projectId: string
  datasetId: string
  importId: string
  planId: string
  runId: string
  /** Key of a row in the middle. */
  rowKey: string
}

type Get = <T>(path: string) => Promise<T>

const goalMs = 100
/** Found in a twelfth of the titles, in one of them, and in none. */
const searches = (rowKey: string) => ({ common: 'Canillo', one: rowKey, none: 'zzzzqq' })

/** Asks all lists in turn until each has answered `rounds` times or `isLive` says that the run has ended. */
export async function measureLists(
  get: Get,
  ids: ListIds,
  rounds: number,
  isLive: () => Promise<boolean>,
): Promise<Figure[]> {
  const lists = await listsOf(get, ids)
  const times = new Map(lists.map((path) => [path, [] as number[]]))
  const refused = new Map<string, string>()
  for (let round = 0; round < rounds && (await isLive()); round++)
    for (const path of lists) {
      if (refused.has(path)) continue
      const startedAt = performance.now()
      try {
        await get(path)
        times.get(path)!.push(performance.now() - startedAt)
      } catch (error) {
        refused.set(path, String(error).slice(0, 120))
      }
    }
  return lists.map((path) => toFigure(withoutIds(path, ids), times.get(path)!, refused.get(path)))
}

async function listsOf(get: Get, { projectId, datasetId, importId, planId, runId, rowKey }: ListIds) {
  const [pages, planItems, runItems, rows] = [
    `/projects/${projectId}/pages`,
    `/plans/${planId}/items`,
    `/runs/${runId}/items`,
    `/datasets/${datasetId}/rows`,
  ]
  const searched = [pages, planItems, runItems, rows].flatMap((list) =>
    Object.values(searches(rowKey)).map((text) => `${list}?search=${text}`),
  )
  const filtered = [
    ...['new', 'live', 'draft', 'gone'].map((status) => `${pages}?status=${status}`),
    ...pageStates.map((state) => `${pages}?state=${state}`),
    ...pageSorts.flatMap((sort) => [`${pages}?sort=${sort}`, `${pages}?sort=${sort}&desc=true`]),
    ...pageSorts.map((sort) => `${pages}?state=published&sort=${sort}&desc=true`),
    ...['address', 'date'].flatMap((sort) =>
      Object.values(searches(rowKey)).map((text) => `${pages}?state=published&sort=${sort}&search=${text}`),
    ),
    `/projects/${projectId}/page-counts`,
    ...['create', 'update', 'unchanged', 'conflict', 'held'].map((action) => `${planItems}?action=${action}`),
    `${planItems}?action=update&search=Canillo`,
    ...['ready', 'accepted', 'rejected', 'held'].map((state) => `${runItems}?state=${state}`),
    `${runItems}?state=ready&search=Canillo`,
    ...['equal', 'different', 'not_found'].map((found) => `${runItems}?verification=${found}`),
  ]
  const { columns } = await get<{ columns: { name: string }[] }>(`/datasets/${datasetId}`)
  const rowSorts = ['row', 'key', ...columns.map(({ name }) => `column:${encodeURIComponent(name)}`)]
  const bothWays = (list: string, sorts: readonly string[]) =>
    sorts.flatMap((sort) => [`${list}?sort=${sort}`, `${list}?sort=${sort}&desc=true`])
  const sorted = [
    ...bothWays(planItems, planItemSorts),
    ...bothWays(runItems, runItemSorts),
    ...bothWays(rows, rowSorts),
    ...pageSorts.map((sort) => `${pages}?sort=${sort}&desc=true`),
  ]
  const sortedSearches = [
    `${planItems}?sort=title`,
    `${runItems}?sort=changed`,
    `${rows}?sort=${rowSorts.at(-1)}`,
  ].flatMap((list) => Object.values(searches(rowKey)).map((text) => `${list}&search=${text}`))
  const further = await Promise.all(
    [pages, ...sorted, planItems, runItems, rows].map((list) => furtherDown(get, list)),
  )
  return [
    ...[pages, planItems, runItems, rows, `${planItems}/${encodeURIComponent(rowKey)}`],
    ...sorted,
    ...further,
    ...searched,
    ...sortedSearches,
    ...filtered,
    ...['/overview', `/projects/${projectId}/overview`, `/runs/${runId}/progress`],
    ...['/runs', `/runs?projectId=${projectId}`, `/runs/${runId}`, `/runs/${runId}/diary`],
    ...[`/projects/${projectId}/plans`, `/plans/${planId}`],
    ...['/datasets', `/datasets/${datasetId}/set-aside`, `/imports/${importId}/changes`],
    ...['/projects', `/projects/${projectId}`, '/templates', '/connections', '/audit-events', '/status'],
  ]
}

/** The list from its ten thousandth entry on, or from as far as it goes. */
async function furtherDown(get: Get, list: string): Promise<string> {
  const joint = list.includes('?') ? '&' : '?'
  let cursor: string | null = null
  for (let page = 0; page < 20; page++) {
    const query: string = `limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
    const { nextCursor } = await get<{ nextCursor: string | null }>(`${list}${joint}${query}`)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return cursor ? `${list}${joint}cursor=${encodeURIComponent(cursor)}` : `${list}${joint}limit=100`
}

function withoutIds(path: string, ids: ListIds): string {
  let text = decodeURIComponent(path).replace(/cursor=.*/, 'cursor=...')
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id, name === 'rowKey' ? 'KEY' : ':id')
  return text
}

function toFigure(name: string, times: number[], refusal: string | undefined): Figure {
  if (refusal !== undefined) return { name: `${name}: ${refusal}`, value: Number.NaN, unit: 'ms' }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return {
    name: `  ${name} (p50 ${at(0.5).toFixed(0)}, ${times.length} times)`,
    value: at(0.95),
    unit: 'ms p95',
    goal: goalMs,
  }
}
