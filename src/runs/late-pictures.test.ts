// Pictures that Wix takes its time with: their pages come later, and nothing is rejected for it.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
  testTiming,
} from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { listRunItems } from './run-list.ts'
import { pauseRun } from './run-requests.ts'
import type { Timing } from './timing.ts'

let database: Database
let publishing: Publishing
withDatabase((opened) => {
  database = opened
})
afterEach(() => publishing.close())

const fields = {
  title: '{{name}}',
  slug: '{{id}}',
  body: '<p>About {{name}}.</p>',
  cover: '{{picture}}',
  cover_alt: 'View of {{name}}',
  tags: '{{tag}}',
}
const slow = (n: number) => `https://pictures.slow.test/${n}.jpg`
const quick = (n: number) => `https://pictures.test/${n}.jpg`

/** Of the usual times a hundredth: a picture is late after 600 ms, and given up after six seconds. */
const timing: Timing = {
  ...testTiming,
  assetPendingMs: 600,
  assetLateMs: 6_000,
  assetLooksMs: [50, 50, 50, 50],
}

async function begin(options: PublishingOptions, times = timing) {
  publishing = await startPublishing(database, { fields, ...options })
  await publishing.startWorker(undefined, times)
}
const itemsOf = async (runId: string) =>
  (await listRunItems(database, publishing.workspaceId, runId, { search: '', limit: 500 })).items
const files = () => publishing.control.items(publishing.siteId, 'files')

test('300 pages with 305 tags and 5 covers: all are published, however long the tags took', async () => {
  const rows = makeRows(300).map((row, i) => ({
    ...row,
    picture: slow(i % 5),
    tag: i < 5 ? `Tag ${i}, Extra ${i}` : `Tag ${i}`,
  }))
  await begin({ rows, site: { switches: { slowMediaMs: 50 } } }, { ...timing, assetPendingMs: 200 })
  publishing.control.addFault({ route: 'POST /blog/v3/tags', kind: 'slow-headers', delayMs: 10 })
  const run = await publishing.publish()
  expect(run).toMatchObject({ state: 'done', receipt: { accepted: 300, verifiedEqual: 300, rejected: 0 } })
  expect(files()).toHaveLength(5)
})

describe('a picture that takes longer than a minute', () => {
  test('keeps back its own pages alone, which follow in the same run', async () => {
    const rows = makeRows(60).map((row, i) => ({ ...row, picture: i < 10 ? slow(1) : quick(1), tag: 'One' }))
    await begin({ rows, site: { switches: { slowMediaMs: 2_500 } } })
    const plan = await publishing.plan()
    const { id } = await publishing.apply(plan.id)
    await vi.waitUntil(async () => (await publishing.run(id)).counts.accepted === 50, { timeout: 60_000 })
    expect((await publishing.run(id)).counts).toMatchObject({ ready: 10, rejected: 0 })
    const run = await publishing.until(id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 60, verifiedEqual: 60, rejected: 0, held: 0 })
    expect(files()).toHaveLength(2)
  })

  test('that never gets ready holds its pages with words, and is not imported a second time', async () => {
    const rows = makeRows(30).map((row, i) => ({ ...row, picture: i === 4 ? slow(1) : quick(1), tag: 'One' }))
    await begin({ rows, site: { switches: { slowMediaMs: 4_000 } } }, { ...timing, assetLateMs: 1_500 })
    const run = await publishing.publish()
    expect(run).toMatchObject({ state: 'done', receipt: { accepted: 29, rejected: 0, held: 1 } })
    const held = (await itemsOf(run.id)).filter((item) => item.state === 'held')
    expect(held).toMatchObject([{ rowKey: 'row-5', problem: { code: 'asset_not_ready' } }])
    await vi.waitUntil(async () => (await publishing.plan()).counts.create === 1, {
      timeout: 60_000,
      interval: 200,
    })
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    const again = await publishing.publish()
    expect(again.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1, held: 0 })
    expect(files()).toHaveLength(2)
  })

  test('is waited for without holding up a pause', async () => {
    const rows = makeRows(3).map((row) => ({ ...row, picture: slow(1), tag: 'One' }))
    await begin({ rows, site: { switches: { slowMediaMs: 60_000 } } }, { ...timing, assetLateMs: 60_000 })
    const plan = await publishing.plan()
    const { id } = await publishing.apply(plan.id)
    await vi.waitUntil(async () => files().length === 1, 20_000)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await pauseRun(database, publishing.workspaceId, id)
    expect((await publishing.until(id, 'paused')).counts).toMatchObject({ ready: 3, rejected: 0 })
  })
})
