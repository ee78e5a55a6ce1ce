// What must be true after every run, whatever happened in between: asked of the simulator's own store, of the
// product's books, and of a fresh plan. Knows no test framework, so that long rigs ask the same questions.
import type { Run } from '../../src/api/run.ts'
import type { Installation, Running } from './rig.ts'
import { differences } from './scenarios.ts'

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
  const { scenario } = prepared
  const books = await client.runItems(run.id)
  const fresh = await client.plan(prepared.projectId)
  return [
    ...(await scenario.check(installation)),
    ...checkReceipt(prepared.rows.length, scenario.assetCount(prepared.rows), run),
    ...differences(
      'our books and the store',
      books.map((item) => `${item.remoteId} ${item.state}`),
      (await scenario.storedIds(installation)).map((id) => `${id} accepted`),
    ),
    ...books
      .filter((item) => item.state !== 'accepted')
      .map(
        (item) => `${item.rowKey} is ${item.state} after ${item.attempts} attempts: ${item.problem?.message}`,
      ),
    ...expectCounts('a new plan', fresh.counts, { unchanged: prepared.rows.length }),
  ]
}

function checkReceipt(total: number, assetsCreated: number, run: Run): string[] {
  const expected = {
    sent: total,
    accepted: total,
    verifiedEqual: total,
    rejected: 0,
    held: 0,
    differences: 0,
    notFound: 0,
    twins: 0,
    assetsCreated,
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

function expectCounts(
  what: string,
  counts: Record<string, number | undefined>,
  expected: Record<string, number>,
): string[] {
  const found = Object.fromEntries(Object.entries(counts).filter(([, count]) => count))
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)]
  return is === should ? [] : [`${what}: ${is}, not ${should}`]
}
