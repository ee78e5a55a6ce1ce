// Pages of one project that take each other's addresses in one run.
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { chooseKeys } from '../../test/helpers/choose-keys.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { destinations } from '../../test/helpers/destinations.ts'
import { type Publishing, startPublishing, type TestRow } from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { getPlanItem } from '../plans/item-detail.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { setRemovals } from '../plans/plans.ts'
import { listRunItems } from './run-list.ts'
import { request } from './run-store.ts'

const owning = destinations.filter(({ name }) => name !== 'wix/cms')

describeOnServer('pages that take addresses of each other', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  /** By key, the address of each row; what stands in a page besides tells which row it is. */
  const rowsOf = (addresses: Record<string, string>): TestRow[] =>
    Object.entries(addresses).map(([id, address]) => ({ id, name: `Place ${id}`, address }))

  describe.each(owning.map((one) => [one.name, one] as const))('%s', (_, destination) => {
    async function begin(addresses: Record<string, string>) {
      const { fields } = destination.options
      publishing = await startPublishing(database, {
        ...destination.options,
        rows: rowsOf(addresses),
        fields: {
          ...(fields ?? { title: '{{name}}', body: '<p>About {{name}}</p>' }),
          slug: '{{address}}',
        },
      })
      await publishing.startWorker()
      await publishing.publish()
    }
    /** By the name in the page, the address it has on the site. */
    async function addresses() {
      const { rows } = await database.query<{ row_key: string; remote_id: string }>(
        'select row_key, remote_id from pages where project_id = $1',
        [publishing.projectId],
      )
      const keys = new Map(rows.map((row) => [row.remote_id, row.row_key]))
      return Object.fromEntries(
        destination
          .stored(publishing.control, publishing.siteId)
          .filter((one) => (one as { status?: string }).status !== 'DELETED')
          .map((one) => [keys.get(one.id), addressOf(one)])
          .toSorted(),
      )
    }
    function addressOf(stored: Record<string, unknown>): unknown {
      return stored['slug'] ?? (stored['product'] as { slug?: string } | undefined)?.slug
    }
    const end = (id: string) => publishing.until(id, 'done', 'needs_attention', 'cancelled')

    test.each<[string, Record<string, string>]>([
      ['two swap', { a: 'b', b: 'a', c: 'c' }],
      ['a circle of three', { a: 'b', b: 'c', c: 'a' }],
      ['a chain to a free one', { a: 'b', b: 'c', c: 'd' }],
      ['a new row takes the address of one that moves', { a: 'x', b: 'b', c: 'c', n: 'a' }],
    ])('%s: all are moved in one run', async (_what, wanted) => {
      await begin({ a: 'a', b: 'b', c: 'c' })
      const before = await addresses()
      await publishing.replaceRows(rowsOf(wanted))
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ held: 0 })
      const run = await end((await publishing.apply(plan.id)).id)
      expect(run.receipt).toMatchObject({ held: 0, rejected: 0, differences: 0 })
      expect(await addresses()).toEqual(wanted)
      expect(Object.keys(before).every((key) => key in wanted)).toBe(true)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: Object.keys(wanted).length })
    })

    test('a successor that is no row with another key gets the address of a dying page in the same run, with removals ticked', async () => {
      await begin({ a: 'a', b: 'b', c: 'c' })
      await publishing.replaceRows(rowsOf({ A: 'a', b: 'c', c: 'x', d: 'd' }))
      const asked = await publishing.plan()
      expect(asked).toMatchObject({ counts: { create: 1, held: 2 }, changedKeys: { open: 1 } })
      const plan = await chooseKeys(database, publishing, asked.id, 'other')
      expect(plan.counts).toMatchObject({ create: 2, move: 2, remove: 1, held: 0 })
      expect(plan.willSend.total).toBe(3)
      await setRemovals(database, publishing.workspaceId, plan.id, true)
      const run = await end((await publishing.apply(plan.id)).id)
      expect(run.receipt).toMatchObject({ accepted: 5, held: 0, differences: 0 })
      expect(await addresses()).toEqual({ A: 'a', b: 'c', c: 'x', d: 'd' })
    })

    test('without the tick it waits and says for what, and goes once it is given', async () => {
      await begin({ a: 'a', b: 'b' })
      await publishing.replaceRows(rowsOf({ A: 'a', b: 'b', d: 'd' }))
      const plan = await chooseKeys(database, publishing, (await publishing.plan()).id, 'other')
      const run = await end((await publishing.apply(plan.id)).id)
      expect(run.receipt).toMatchObject({ accepted: 1, held: 1 })
      const { items } = await listRunItems(database, publishing.workspaceId, run.id, { search: '', limit: 9 })
      expect(items.find(({ rowKey }) => rowKey === 'A')?.problem?.message).toContain('removals ticked')
      const again = await publishing.plan()
      await setRemovals(database, publishing.workspaceId, again.id, true)
      expect((await end((await publishing.apply(again.id)).id)).receipt).toMatchObject({
        accepted: 2,
        held: 0,
      })
      expect(await addresses()).toEqual({ A: 'a', b: 'b', d: 'd' })
    })

    test('where the one in front was edited meanwhile, who follows is held and nothing takes a second address', async () => {
      await begin({ a: 'a', b: 'b' })
      await publishing.replaceRows(rowsOf({ a: 'b', b: 'x' }))
      const plan = await publishing.plan()
      const { rows } = await database.query<{ remote_id: string }>(
        `select remote_id from pages where project_id = $1 and row_key = 'b'`,
        [publishing.projectId],
      )
      destination.editOther(publishing.control, publishing.siteId, rows[0]!.remote_id)
      const run = await end((await publishing.apply(plan.id)).id)
      expect(run.receipt).toMatchObject({ accepted: 0, held: 2 })
      expect(await addresses()).toEqual({ a: 'a', b: 'b' })
    })
  })

  describe('on the blog', () => {
    async function swap() {
      publishing = await startPublishing(database, {
        rows: rowsOf({ a: 'a', b: 'b', c: 'c' }),
        fields: { title: '{{name}}', slug: '{{address}}', body: '<p>About {{name}}</p>' },
      })
      await publishing.startWorker()
      await publishing.publish()
      await publishing.replaceRows(rowsOf({ a: 'b', b: 'a', c: 'c' }))
      return publishing.plan()
    }
    const slugs = () =>
      (publishing.posts() as unknown as { slug: string; draft: { title: string } }[])
        .map((post) => `${post.draft.title} ${post.slug}`)
        .sort()
    const swapped = ['Place a b', 'Place b a', 'Place c c']

    test.each(['accept-then-drop', 'drop-before', 'status-after'] as const)(
      'answers lost while they make way change nothing: %s',
      async (kind) => {
        const plan = await swap()
        publishing.control.addFault({ route: 'PATCH /blog/v3/draft-posts/update', kind, nth: [1, 3] })
        const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
        expect(run.receipt).toMatchObject({ accepted: 2, verifiedEqual: 2, rejected: 0 })
        expect(slugs()).toEqual(swapped)
      },
    )

    test('a worker that dies in between goes on where it was', async () => {
      const plan = await swap()
      const [first] = publishing.workers
      let isDead = false
      await first?.stop()
      await publishing.startWorker((point) => {
        if (point !== 'after-settle' || isDead) return
        isDead = true
        throw new Error('killed')
      })
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(isDead).toBe(true)
      expect(run.receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
      expect(slugs()).toEqual(swapped)
    })

    /** Cancelled while its first call is at the site and the answer under way: the pages have made way, no more. */
    async function cancelSwap(): Promise<void> {
      const path = '/blog/v3/draft-posts/update'
      const plan = await swap()
      publishing.control.addFault({
        route: `PATCH ${path}`,
        kind: 'slow-headers',
        delayMs: 700,
        nth: [1],
      })
      const { id } = await publishing.apply(plan.id)
      await vi.waitUntil(() => publishing.control.requests().some((one) => one['path'] === path), {
        timeout: 60_000,
      })
      await request(database, publishing.workspaceId, id, 'cancel', null)
      await publishing.until(id, 'cancelled')
    }

    test('cancelled in between, the next plan brings them where they belong', async () => {
      await cancelSwap()
      expect(slugs().filter((one) => one.includes('moving-'))).toHaveLength(2)
      await publishing.publish()
      expect(slugs()).toEqual(swapped)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3, conflict: 0 })
    })

    test('so does one whose rows have swapped back', async () => {
      await cancelSwap()
      await publishing.replaceRows(rowsOf({ a: 'a', b: 'b', c: 'c' }))
      await publishing.publish()
      expect(slugs()).toEqual(['Place a a', 'Place b b', 'Place c c'])
    })

    test('so does one whose row keeps its old address after all, and has another name', async () => {
      await cancelSwap()
      const [a, ...others] = rowsOf({ a: 'a', b: 'b', c: 'c' })
      await publishing.replaceRows([{ ...a!, name: 'Another a' }, ...others])
      const back = await publishing.plan()
      expect(back.counts).toMatchObject({ move: 2, update: 0 })
      const { changes } = await getPlanItem(database, publishing.workspaceId, back.id, 'a')
      expect(changes).toContainEqual({ field: 'slug', before: null, after: 'a', theirs: null })
      await publishing.until((await publishing.apply(back.id)).id, 'done')
      expect(slugs().toSorted()).toEqual(['Another a a', 'Place b b', 'Place c c'])
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3, conflict: 0 })
    })

    test('the plan says who waits for whom', async () => {
      const plan = await swap()
      const { items } = await listPlanItems(database, publishing.workspaceId, plan.id, {
        action: 'move',
        search: '',
        limit: 5,
      })
      expect(items.map(({ problems }) => problems[0]?.message)).toEqual([
        'It takes the address of "b", which moves in the same run and goes first.',
        'It takes the address of "a", which moves in the same run and goes first.',
      ])
    })
  })
})
