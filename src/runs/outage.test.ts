// Wix refuses changes for as long as it likes, while it can be read: a run waits and goes on by itself.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { type Control, destinations } from '../../test/helpers/destinations.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
  testTiming,
} from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { listRunEvents, listRunItems } from './run-list.ts'
import { cancelRun, pauseRun } from './run-requests.ts'

type Fault = Parameters<Control['addFault']>[0]

/** Every call that changes something; queries are POSTs too. */
const writes = '/^(POST|PATCH|PUT|DELETE) (?!.*(query|search|count|get-files|\\/token|validate|convert))/'

/** Waiting times are two hundred and forty times shorter, so that this stands for ten minutes. */
const outageMs = 2_500
const timing = {
  ...testTiming,
  doubtDeadlineMs: 500,
  doubtGapMs: 150,
  outagePausesMs: [20, 60, 125, 250],
  outageToldAfterMs: 80,
}

let database: Database
let publishing: Publishing
withDatabase((opened) => {
  database = opened
})
afterEach(() => publishing.close())

async function begin(options: PublishingOptions) {
  publishing = await startPublishing(database, { answerMs: 600, ...options })
  await publishing.startWorker(undefined, timing)
}
const fault = (settings: Partial<Fault>) =>
  publishing.control.addFault({ route: writes, ...settings } as Fault)
const items = async (runId: string, state?: string) =>
  (await listRunItems(database, publishing.workspaceId, runId, { search: '', limit: 500, state })).items
const diary = async (runId: string) =>
  (await listRunEvents(database, publishing.workspaceId, runId, { limit: 200 })).items

const outages: Record<string, Partial<Fault>> = {
  '503': { kind: 'status-before', status: 503 },
  // A pause that Wix asks for is not shortened.
  '429': { kind: 'throttle-before', retryAfter: 'seconds', retryAfterMs: 500, forMs: 2 * outageMs },
  silence: { kind: 'hang' },
  'a 502 of a proxy': { kind: 'status-before', status: 502, format: 'html' },
  'connections that break': { kind: 'drop-before' },
}

const cases = destinations.flatMap((destination) =>
  Object.keys(outages)
    .slice(0, destination.name === 'wix/blog' ? undefined : 3)
    .map((what) => [what, destination.name, destination] as const),
)

describe('for ten minutes every change is answered with', () => {
  test.each(cases)('%s, on %s: each row is there once, with one notice', async (what, _, destination) => {
    await begin({ rows: makeRows(30), ...destination.options })
    fault({ forMs: outageMs, ...outages[what] })
    const run = await publishing.publish()
    expect(run).toMatchObject({
      state: 'done',
      receipt: { accepted: 30, verifiedEqual: 30, rejected: 0, twins: 0 },
    })
    const names = destination.stored(publishing.control, publishing.siteId).map(destination.nameOf)
    expect(names.toSorted()).toEqual(
      makeRows(30)
        .map((row) => row['name'])
        .toSorted(),
    )
    const kinds = (await diary(run.id)).map(({ kind }) => kind).filter((kind) => kind.startsWith('outage'))
    expect(kinds).toEqual(['outage', 'outage_over'])
    expect((await items(run.id)).map(({ attempts }) => attempts).filter((attempts) => attempts > 2)).toEqual(
      [],
    )
  })

  test.each(cases.filter(([what]) => what === '503' || what === 'silence'))(
    '%s, on %s, in the middle of changing what is there',
    async (what, _, destination) => {
      await begin({ rows: makeRows(30), ...destination.options })
      await publishing.publish()
      await publishing.replaceRows(makeRows(30).map((row) => ({ ...row, name: `${row['name']} (new)` })))
      fault({ ...outages[what], nth: Array.from({ length: 500 }, (_, i) => i + 2), forMs: outageMs })
      const run = await publishing.publish()
      expect(run).toMatchObject({ state: 'done', receipt: { accepted: 30, verifiedEqual: 30, rejected: 0 } })
    },
  )
})

test('a run of one page waits as long as Wix is silent', async () => {
  await begin({ rows: makeRows(1) })
  fault({ kind: 'hang', forMs: outageMs * 3 })
  const run = await publishing.publish()
  expect(run).toMatchObject({ state: 'done', receipt: { accepted: 1, rejected: 0 } })
  expect(publishing.posts()).toHaveLength(1)
})

test('a page that Wix alone answers with 503 is set aside in the end, with what Wix answered', async () => {
  await begin({ rows: makeRows(25) })
  fault({ kind: 'status-before', status: 503, bodyIncludes: '"Place 7"' })
  const run = await publishing.publish()
  expect(run).toMatchObject({ state: 'done', receipt: { accepted: 24, rejected: 1 } })
  const [item] = await items(run.id, 'rejected')
  expect(item).toMatchObject({ rowKey: 'row-7', problem: { code: 'never_arrived' } })
  expect(item?.problem?.message).toMatch(/Wix said that it takes nothing just now/)
  expect(item?.problem?.message).not.toMatch(/no answer/)
})

test('many pages on which Wix fails are set aside without waiting for it to recover', async () => {
  await begin({
    rows: makeRows(40).map((row, i) => ({ ...row, name: i % 5 === 0 ? 'Harmful' : row['name']! })),
  })
  fault({ kind: 'status-before', status: 500, bodyIncludes: '"Harmful"' })
  const run = await publishing.publish()
  expect(run).toMatchObject({ state: 'done', receipt: { accepted: 32, rejected: 8 } })
  const [item] = await items(run.id, 'rejected')
  expect(item?.problem?.message).toMatch(/answered with an error of its own/)
})

test('the owner can pause and cancel while Wix takes nothing', async () => {
  await begin({ rows: makeRows(30) })
  fault({ kind: 'status-before', status: 503 })
  const plan = await publishing.plan()
  const { id } = await publishing.apply(plan.id)
  await vi.waitUntil(async () => (await diary(id)).some(({ kind }) => kind === 'outage'), { timeout: 60_000 })
  await pauseRun(database, publishing.workspaceId, id)
  await publishing.until(id, 'paused')
  await cancelRun(database, publishing.workspaceId, id)
  const run = await publishing.until(id, 'cancelled')
  expect(run.receipt).toMatchObject({ accepted: 0, cancelled: 30, rejected: 0 })
})

test('a read that Wix refuses for good in a last step is told of its pages, and the run ends', async () => {
  const store = destinations.find(({ name }) => name === 'wix/store on Catalog V3')!
  await begin({ rows: makeRows(3), ...store.options })
  publishing.control.addFault({
    route: 'POST /stores/v3/products/*',
    kind: 'status-before',
    status: 400,
    bodyIncludes: 'DIRECT_CATEGORIES_INFO',
    times: 1,
  })
  const run = await publishing.publish()
  expect(run).toMatchObject({ state: 'done', receipt: { accepted: 3 } })
  for (const item of await items(run.id))
    expect(item.problem).toMatchObject({ code: 'wix_unreadable', severity: 'error' })
})

test('a tag on which Wix fails while it takes everything else ends, and only its pages are not sent', async () => {
  await begin({
    rows: makeRows(40).map((row, i) => ({ ...row, tag: i === 3 ? 'Harmful' : `Tag ${i % 4}` })),
    fields: { title: '{{name}}', slug: '{{id}}', body: '<p>{{name}}</p>', tags: '{{tag}}' },
  })
  fault({ route: 'POST /blog/v3/tags', kind: 'status-before', status: 500, bodyIncludes: '"Harmful"' })
  const run = await publishing.publish()
  expect(run).toMatchObject({ state: 'done', receipt: { accepted: 39, rejected: 1 } })
  const [item] = await items(run.id, 'rejected')
  expect(item?.problem?.message).toMatch(/Harmful/)
})

test.each([
  ['few', 40],
  ['many', 300],
])(
  'a tag on which Wix fails, and nothing else to be made, keeps none of %s other pages back',
  async (_, count) => {
    await begin({
      rows: makeRows(count).map((row, i) => ({ ...row, tag: i === 3 ? 'Harmful' : '' })),
      fields: { title: '{{name}}', slug: '{{id}}', body: '<p>{{name}}</p>', tags: '{{tag}}' },
    })
    fault({ route: 'POST /blog/v3/tags', kind: 'status-before', status: 500 })
    const run = await publishing.publish()
    expect(run).toMatchObject({ state: 'done', receipt: { accepted: count - 1, rejected: 1 } })
  },
)
