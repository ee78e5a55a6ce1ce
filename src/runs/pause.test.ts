// A pause, or a cancellation, in the middle of everything: what is under way is finished, and nobody has to guess.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { createPlaces } from '../../test/helpers/destinations.ts'
import { allowAll, allowRequests, untilUsed } from '../../test/helpers/pace.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
  testTiming,
} from '../../test/helpers/publishing.ts'
import type { Run } from '../api/run.ts'
import type { Database } from '../db/types.ts'
import { listFailures } from './failures.ts'
import { cancelRun, pauseRun, resumeRun } from './run-requests.ts'

const product: PublishingOptions['fields'] = {
  name: '{{name}}',
  slug: '{{id}}',
  price: '{{price}}',
  brand: '{{brand}}',
  categories: 'Towns',
  images: 'https://images.test/{{id}}.jpg',
  section_1_title: 'Facts',
  section_1_text: '<p>Facts about {{name}}</p>',
}

interface Sent extends Omit<PublishingOptions, 'rows'> {
  rows: number
  /** A pause after so many requests: mostly one in the middle of something. */
  step: number
  /** What the simulator calls the pages. */
  things: Parameters<Publishing['control']['items']> extends [string, ...infer Names] ? Names : never
}

const destinations: [string, Sent][] = [
  [
    'posts',
    {
      rows: 130,
      step: 5,
      things: ['drafts'],
      fields: {
        title: '{{name}}',
        slug: '{{id}}',
        body: '<p>{{name}} costs {{price}}</p>',
        categories: 'Towns',
        seo_description: '{{name}} {{brand}}',
      },
    },
  ],
  [
    'items of a collection',
    {
      rows: 460,
      step: 5,
      things: ['dataItems', 'Places'],
      destination: 'wix/cms',
      site: { installedApps: ['cms'] },
      furnish: (control, siteId) => createPlaces(control, siteId, { kinds: ['Town'] }),
      fields: { title: '{{name}} {{price}}', slug: '{{id}}', kinds: 'Town' },
      projectOptions: { collectionId: 'Places' },
    },
  ],
  [
    'products of Catalog V3',
    {
      rows: 300,
      step: 9,
      things: ['products'],
      destination: 'wix/store',
      site: {
        installedApps: ['stores'],
        catalogVersion: 'V3',
        switches: { searchLagMs: 0, categoryWriteMs: 5 },
      },
      fields: product,
      projectOptions: { mode: 'products' },
    },
  ],
  [
    'products of Catalog V1',
    {
      rows: 24,
      step: 21,
      things: ['productsV1'],
      destination: 'wix/store',
      site: { installedApps: ['stores'], catalogVersion: 'V1' },
      fields: product,
      projectOptions: { mode: 'products' },
    },
  ],
]

const rowsOf = (count: number, price: string, brand: string) =>
  makeRows(count).map((row) => ({ ...row, price, brand }))

/** A lost answer would take these tests longer than they have. */
const timing = { ...testTiming, doubtDeadlineMs: 120_000, doubtGapMs: 40_000 }

describe.each(destinations)('a run to %s', (_, { rows, step, things, ...options }) => {
  let database: Database
  let publishing: Publishing
  withDatabase((opened) => {
    database = opened
  })
  afterEach(() => publishing.close())

  async function begin() {
    publishing = await startPublishing(database, { rows: rowsOf(rows, '9.50', 'Acme'), ...options })
    await publishing.startWorker(undefined, timing)
  }
  const allow = (count: number) => allowRequests(database, publishing.connectionId, count)
  const isSent = async (id: string) => !['preparing', 'publishing'].includes((await publishing.run(id)).state)

  /** One request at a time, until the site has pages: it knows before the run, which a busy machine lets write late. */
  async function untilOnSite(id: string) {
    const count = () => publishing.control.items(publishing.siteId, ...things).length
    const before = count()
    for (let i = 0; i < 200 && count() === before; i++) {
      await allow(1)
      await untilUsed(database, publishing.connectionId, () => isSent(id))
    }
  }

  /** The worker hears of a pause at its next look; with all that it may send, it would have sent the rest by then. */
  async function trickleUntil(id: string, isHeard: (run: Run) => boolean) {
    for (let i = 0; i < 300; i++) {
      if (isHeard(await publishing.run(id))) return
      await allow(1)
      // Four of its looks: a busy machine has it look late, and five requests may send all there is.
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    throw new Error(`The run did not hear of it: ${JSON.stringify(await publishing.run(id))}`)
  }

  /** Plans, and starts a run that stands still after so many requests. */
  async function startUpTo(requests: number) {
    await allowAll(database, publishing.connectionId)
    const plan = await publishing.plan()
    await allow(requests)
    const { id } = await publishing.apply(plan.id)
    await publishing.until(id, 'preparing', 'publishing', 'verifying')
    await untilUsed(database, publishing.connectionId, () => isSent(id))
    return id
  }

  /** Pauses and resumes four times, every few requests, then lets it go; returns how often. */
  async function pauseEveryFew(id: string): Promise<number> {
    let pauses = 0
    for (; pauses < 4; pauses++) {
      // Refused once everything is sent.
      await pauseRun(database, publishing.workspaceId, id).catch(() => undefined)
      // A page of which a part has left gets the rest, for which it waits like everything.
      await allow(step)
      const { state, counts } = await publishing.until(id, 'paused', 'verifying', 'done')
      expect(counts).toMatchObject({ in_doubt: 0, sending: 0, held: 0, rejected: 0 })
      if (state !== 'paused') break
      await allow(step)
      await resumeRun(database, publishing.workspaceId, id)
      await publishing.until(id, 'preparing', 'publishing', 'verifying', 'done')
      await untilUsed(database, publishing.connectionId, () => isSent(id))
    }
    await allowAll(database, publishing.connectionId)
    return pauses
  }

  test('is paused again and again: nothing is in doubt, held or different for it', async () => {
    await begin()
    const created = await startUpTo(1)
    expect(await pauseEveryFew(created)).toBeGreaterThan(1)
    const first = await publishing.until(created, 'done')
    expect(first.receipt).toMatchObject({ accepted: rows, verifiedEqual: rows, restarts: 0 })

    await publishing.replaceRows(rowsOf(rows, '11.00', ''))
    const changed = await startUpTo(step)
    expect(await pauseEveryFew(changed)).toBeGreaterThan(0)
    const second = await publishing.until(changed, 'done')
    expect(second.receipt).toMatchObject({ accepted: rows, verifiedEqual: rows, restarts: 0 })

    const { rows: looked } = await database.query(
      'select row_key from run_items where (looks > 0 or finish_attempts > 0) and run_id = any($1::text[])',
      [[created, changed]],
    )
    expect(looked).toEqual([])
  })

  test.each([
    ['while it sends', false],
    ['while it is paused', true],
  ])('is cancelled %s: what is there is as it was sent, and the rest is told', async (_when, isPaused) => {
    await begin()
    const id = await startUpTo(1)
    await untilOnSite(id)
    if (isPaused) {
      await pauseRun(database, publishing.workspaceId, id)
      await trickleUntil(id, ({ state }) => state === 'paused')
    }
    await cancelRun(database, publishing.workspaceId, id)
    await trickleUntil(id, ({ counts }) => counts.cancelled > 0)
    await allow(1_000)
    const { receipt } = await publishing.until(id, 'cancelled')
    expect(receipt).toMatchObject({ differences: 0, notFound: 0, rejected: 0, held: 0, restarts: 0 })
    expect(receipt?.accepted).toBeGreaterThan(0)
    expect(receipt?.verifiedEqual).toBe(receipt?.accepted)
    expect((receipt?.accepted ?? 0) + (receipt?.cancelled ?? 0)).toBe(rows)
  })
})

describe('a cancelled run whose last steps stand for their turn', () => {
  let database: Database
  let publishing: Publishing
  withDatabase((opened) => {
    database = opened
  })
  afterEach(() => publishing.close())

  test('leaves them once their time is over, and tells each page', async () => {
    const [, products] = destinations.find(([name]) => name === 'products of Catalog V3')!
    publishing = await startPublishing(database, { ...products, rows: rowsOf(150, '9.50', 'Acme') })
    await publishing.startWorker(undefined, { ...timing, lastStepsMs: 300 })
    const allow = (count: number) => allowRequests(database, publishing.connectionId, count)
    const plan = await publishing.plan()
    await allow(0)
    const { id } = await publishing.apply(plan.id)
    const isThere = async () => (await publishing.run(id)).counts.accepted > 0
    for (let i = 0; i < 60 && !(await isThere()); i++) {
      await allow(1)
      await untilUsed(database, publishing.connectionId, isThere)
      // Its answer is written down before the next leaves, or all are sent before one is seen to be there.
      await vi.waitUntil(
        () => publishing.control.requests(0, { limit: 10_000 }).every((one) => one['outcome'] !== 'open'),
        20_000,
      )
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await cancelRun(database, publishing.workspaceId, id)
    await publishing.until(id, 'verifying')
    await allowAll(database, publishing.connectionId)
    const { receipt } = await publishing.until(id, 'cancelled')
    const { groups } = await listFailures(database, publishing.workspaceId, id)
    expect(groups).toContainEqual(
      expect.objectContaining({ code: 'finish_cancelled', count: receipt!.accepted }),
    )
    expect(receipt).toMatchObject({ notFound: 0, restarts: 0 })
  })
})
