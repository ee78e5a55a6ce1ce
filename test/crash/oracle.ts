// What must be true after every run, whatever happened in between: asked of the simulator's own store, of the
// product's books, and of a fresh plan.
import { expect } from 'vitest'
import type { Run } from '../../src/api/run.ts'
import type { Installation, Running } from './rig.ts'

interface StoredPost {
  id: string
  status: string
  'draft.title': string
  'published.title': string
  'published.seoSlug': string
  'draft.richContent.nodes': { id: string }[]
}

const selected = 'id,status,draft.title,published.title,published.seoSlug,draft.richContent.nodes'

/** Each row exactly once, exactly as planned, nothing in doubt, books and store agree, a new plan is empty. */
export async function expectExactlyOnce(
  { prepared, simulator }: Installation,
  { client }: Running,
  run: Run,
): Promise<void> {
  const { rows, siteId } = prepared
  const items = async <T>(kind: string, select: string) =>
    (await simulator.control<{ items: T[] }>('GET', `items?site=${siteId}&kind=${kind}&select=${select}`))
      .items
  const stored = await items<StoredPost>('drafts', selected)

  const slugs = stored.map((post) => post['published.seoSlug'])
  expect(repeated(slugs), 'addresses that exist twice').toEqual([])
  expect([...slugs].sort(), 'addresses in the store').toEqual(rows.map((row) => slugOf(row)).sort())
  const marks = stored.map((post) => post['draft.richContent.nodes'][0]!.id.slice(0, 8))
  expect(repeated(marks), 'rows that exist twice, by the mark of their nodes').toEqual([])
  const titles = new Map(rows.map((row) => [slugOf(row), `${row['name']} (${row['code']})`]))
  const wrong = stored.filter((post) => post['published.title'] !== titles.get(post['published.seoSlug']))
  expect(wrong, 'posts with another title').toEqual([])
  expect(await items('trash', 'id'), 'posts in the trash').toEqual([])
  for (const [kind, column] of [
    ['categories', 'country'],
    ['tags', 'type'],
  ] as const) {
    const labels = (await items<{ label: string }>(kind, 'label')).map((item) => item.label)
    expect(labels.sort(), kind).toEqual([...new Set(rows.map((row) => row[column]!))].sort())
  }

  expect(nonZero(run.counts), 'states of the items').toEqual({ accepted: rows.length })
  expect(run.receipt).toMatchObject({
    accepted: rows.length,
    verifiedEqual: rows.length,
    rejected: 0,
    differences: 0,
    notFound: 0,
    twins: 0,
  })
  const books = await client.runItems(run.id)
  expect(books.map((item) => `${item.remoteId} ${item.state}`).sort(), 'our books').toEqual(
    stored.map((post) => `${post.id} accepted`).sort(),
  )

  const { counts } = await client.plan(prepared.projectId)
  expect(nonZero(counts), 'a new plan').toEqual({ unchanged: rows.length })
}

function nonZero(counts: Record<string, number | undefined>): Record<string, number | undefined> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count))
}

function slugOf(row: Record<string, string>): string {
  return row['code']!.toLowerCase()
}

function repeated(values: string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i)
}
