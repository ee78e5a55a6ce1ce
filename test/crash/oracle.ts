// What must be true after every run, whatever happened in between: asked of the simulator's own store, of the
// product's books, and of a fresh plan. Knows no test framework, so that long rigs ask the same questions.
import type { Run } from '../../src/api/run.ts'
import type { Installation, Running } from './rig.ts'

interface StoredPost {
  id: string
  'published.title': string
  'published.seoSlug': string
  'draft.richContent.nodes': { id: string }[]
}

const selected = 'id,published.title,published.seoSlug,draft.richContent.nodes'

/**
 * Each row exactly once, exactly as planned, nothing in doubt, books and store agree, a new plan is empty.
 * Returns what is not so, in words; an empty list is what every case must end with.
 */
export async function findViolations(
  installation: Installation,
  { client }: Running,
  run: Run,
): Promise<string[]> {
  const { prepared } = installation
  const stored = await items<StoredPost>(installation, 'drafts', selected)
  const books = await client.runItems(run.id)
  const fresh = await client.plan(prepared.projectId)
  return [
    ...checkPosts(prepared.rows, stored),
    ...(await checkTerms(installation)),
    ...checkReceipt(prepared.rows.length, run),
    ...differences(
      'our books and the store',
      books.map((item) => `${item.remoteId} ${item.state}`),
      stored.map((post) => `${post.id} accepted`),
    ),
    ...books
      .filter((item) => item.state !== 'accepted')
      .map(
        (item) => `${item.rowKey} is ${item.state} after ${item.attempts} attempts: ${item.problem?.message}`,
      ),
    ...expectCounts('a new plan', fresh.counts, { unchanged: prepared.rows.length }),
  ]
}

function checkPosts(rows: Record<string, string>[], stored: StoredPost[]): string[] {
  const slugs = stored.map((post) => post['published.seoSlug'])
  const marks = stored.map((post) => post['draft.richContent.nodes'][0]!.id.slice(0, 8))
  const titles = new Map(rows.map((row) => [slugOf(row), `${row['name']} (${row['code']})`]))
  return [
    ...repeated(slugs).map((slug) => `the address ${slug} exists twice`),
    ...repeated(marks).map((mark) => `the row whose nodes are marked ${mark} exists twice`),
    ...differences('addresses in the store', slugs, [...titles.keys()]),
    ...stored
      .filter((post) => post['published.title'] !== titles.get(post['published.seoSlug']))
      .map((post) => `${post['published.seoSlug']} has the title "${post['published.title']}"`),
  ]
}

/** Categories and tags exactly once each, and nothing in the trash. */
async function checkTerms(installation: Installation): Promise<string[]> {
  const { rows } = installation.prepared
  const labels = async (kind: string) =>
    (await items<{ label: string }>(installation, kind, 'label')).map((item) => item.label)
  const distinct = (column: string) => [...new Set(rows.map((row) => row[column]!))]
  return [
    ...differences('categories', await labels('categories'), distinct('country')),
    ...differences('tags', await labels('tags'), distinct('type')),
    ...(await items<{ id: string }>(installation, 'trash', 'id')).map(({ id }) => `${id} is in the trash`),
  ]
}

function checkReceipt(total: number, run: Run): string[] {
  const expected = {
    accepted: total,
    verifiedEqual: total,
    rejected: 0,
    held: 0,
    differences: 0,
    notFound: 0,
    twins: 0,
  }
  if (!run.receipt) return [`the run is ${run.state} and has no receipt`]
  const { receipt } = run
  return [
    ...expectCounts('states of the items', run.counts, { accepted: total }),
    ...Object.entries(expected)
      .filter(([name, count]) => receipt[name as keyof typeof expected] !== count)
      .map(
        ([name, count]) => `the receipt says ${name} ${receipt[name as keyof typeof expected]}, not ${count}`,
      ),
  ]
}

async function items<T>({ prepared, simulator }: Installation, kind: string, select: string): Promise<T[]> {
  const path = `items?site=${prepared.siteId}&kind=${kind}&select=${select}`
  return (await simulator.control<{ items: T[] }>('GET', path)).items
}

function expectCounts(
  what: string,
  counts: Record<string, number | undefined>,
  expected: Record<string, number>,
): string[] {
  const found = Object.fromEntries(Object.entries(counts).filter(([, count]) => count))
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)]
  return is === should ? [] : [`${what}: ${is}, not ${should}`]
}

/** What is in one list and not in the other, counting repetitions. */
function differences(what: string, found: string[], expected: string[]): string[] {
  const balance = new Map<string, number>()
  for (const one of found) balance.set(one, (balance.get(one) ?? 0) + 1)
  for (const one of expected) balance.set(one, (balance.get(one) ?? 0) - 1)
  return [...balance]
    .filter(([, count]) => count !== 0)
    .map(([one, count]) => `${what}: ${one} is ${count > 0 ? `there ${count} too often` : 'missing'}`)
}

function slugOf(row: Record<string, string>): string {
  return row['code']!.toLowerCase()
}

function repeated(values: string[]): string[] {
  const seen = new Set<string>()
  return values.filter((value) => seen.has(value) || !seen.add(value))
}
