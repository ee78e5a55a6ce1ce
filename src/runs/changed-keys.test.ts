// Rows that come back under other keys, on each destination: their pages stay the pages they were.
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chooseKeys } from '../../test/helpers/choose-keys.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { destinations, type Stored } from '../../test/helpers/destinations.ts'
import { type Publishing, startPublishing, type TestRow } from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { KeyChoice } from '../api/changed-key.ts'
import type { Plan } from '../api/plan.ts'
import type { Database } from '../db/types.ts'
import type { KeyChooser } from '../plans/choose-keys.ts'
import { getPlanItem } from '../plans/item-detail.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { listKeyMarks } from '../plans/key-items.ts'
import { findPlanRow, getPlan, setRemovals } from '../plans/plans.ts'
import { offerUndo, planUndoOf } from './undo/offer.ts'

const many = 600
/** Its address is the key; elsewhere a column of its own. */
const byTitle: Record<string, string> = { title: '{{name}}', slug: '{{id}}', body: '<p>About {{name}}</p>' }

describeOnServer('keys that change', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  const makeRows = (count: number, key: (n: number) => string): TestRow[] =>
    Array.from({ length: count }, (_, i) => ({
      id: key(i + 1),
      name: `Place ${i + 1}`,
      place: `place-${i + 1}`,
    }))
  const old = (n: number) => `${n}`
  const renumbered = (n: number) => `${10_000 + n}`

  async function begin(rows: TestRow[], options: object = {}) {
    publishing = await startPublishing(database, { rows, fields: byTitle, ...options })
    await publishing.startWorker()
    await publishing.publish()
  }

  const choose = (
    planId: string,
    choice: KeyChoice,
    rowKeys?: string[],
    more: Partial<KeyChooser> = {},
  ): Promise<Plan> =>
    chooseKeys(database, publishing, planId, choice, { ...(rowKeys && { rowKeys }), ...more })

  const tick = (plan: Plan) => setRemovals(database, publishing.workspaceId, plan.id, true)
  const run = async (plan: Plan) =>
    publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
  async function undo(runId: string) {
    const id = await planUndoOf(database, publishing.workspaceId, runId, 'Dana', {})
    await publishing.build(id)
    const plan = await getPlan(database, publishing.workspaceId, id)
    const applied = await publishing.apply(id, { confirm: plan.counts.take_down })
    return publishing.until(applied.id, 'done', 'needs_attention')
  }
  const items = async (plan: Plan) =>
    (await listPlanItems(database, publishing.workspaceId, plan.id, { search: '', limit: 500 })).items
  const actions = async (plan: Plan) =>
    Object.fromEntries((await items(plan)).map(({ rowKey, action }) => [rowKey, action]))
  const posts = () =>
    publishing.posts() as unknown as {
      id: string
      draft: { title: string; seoSlug?: string; richContent: object }
      published: { seoSlug: string } | null
    }[]
  /** Ids by title. */
  const ids = () => Object.fromEntries(posts().map(({ id, draft }) => [draft.title, id]))
  const none = { create: 0, remove: 0, held: 0, conflict: 0, gone: 0 }

  describe.each(destinations.map((one) => [one.name, one] as const))('%s', (name, destination) => {
    const stored = (): Stored[] => destination.stored(publishing.control, publishing.siteId)
    const siteIds = () =>
      stored()
        .map(({ id }) => id)
        .sort()

    test('renumbered rows keep their pages, ticked removals or not, and the plan after that sends nothing', async () => {
      const options = name === 'wix/blog' ? { fields: byTitle } : {}
      await begin(makeRows(6, old), { ...destination.options, ...options })
      const before = siteIds()
      expect(before).toHaveLength(6)
      await publishing.replaceRows(makeRows(6, renumbered))

      const asked = await tick(await publishing.plan())
      expect(asked).toMatchObject({
        counts: { create: 0, remove: 0, held: 12 },
        changedKeys: { open: 6, same: 0, other: 0, unclear: 0 },
        willSend: { total: 0 },
      })
      expect(asked.blockedReason).toContain('6 rows seem to have had another key before')

      const plan = await choose(asked.id, 'same')
      expect(plan.counts).toMatchObject(none)
      expect(plan.counts.update + plan.counts.move).toBe(6)
      expect(plan.changedKeys).toMatchObject({ open: 0, same: 6 })
      const end = await run(await tick(plan))
      expect(end.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6, rejected: 0, twins: 0 })
      expect(siteIds()).toEqual(before)

      publishing.control.clearRequests()
      const next = await tick(await publishing.plan())
      expect(next).toMatchObject({ counts: { ...none, unchanged: 6 }, willSend: { total: 0 } })
      expect(next.changedKeys).toEqual({ open: 0, same: 0, other: 0, unclear: 0 })
      expect(writeCalls(publishing.control.requests(0))).toEqual([])
    })

    test('a former key that comes back is a page of its own, which nobody takes for the one that went on', async () => {
      const options = name === 'wix/blog' ? { fields: byTitle } : {}
      await begin(makeRows(2, old), { ...destination.options, ...options })
      const before = siteIds()
      const moved = makeRows(2, renumbered)
      await publishing.replaceRows(moved)
      await run(await choose((await publishing.plan()).id, 'same'))

      await publishing.replaceRows([...moved, { id: '1', name: 'Somewhere else', place: 'else' }])
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ ...none, create: 1, unchanged: 2 })
      expect((await run(plan)).receipt).toMatchObject({ accepted: 1, verifiedEqual: 1, twins: 0 })
      expect(siteIds()).toHaveLength(3)
      expect(siteIds()).toEqual(expect.arrayContaining(before))
      expect((await publishing.plan()).counts).toMatchObject({ ...none, unchanged: 3 })
    })
  })

  test(`${many} posts: the key is their address, and whoever dies while they are taken over goes on`, async () => {
    await begin(makeRows(many, (n) => `post-${n}`))
    const before = ids()
    await publishing.replaceRows(makeRows(many, renumbered))
    const asked = await tick(await publishing.plan())
    expect(asked.changedKeys.open).toBe(many)

    let parts = 0
    const dies = async () => {
      parts += 1
      if (parts === 2) throw new Error('the process died')
    }
    await expect(choose(asked.id, 'same', undefined, { follow: dies })).rejects.toThrow('the process died')
    const plan = await choose(asked.id, 'same')
    expect(plan.counts).toMatchObject({ ...none, move: many, update: 0 })
    expect((await run(await tick(plan))).receipt).toMatchObject({
      accepted: many,
      verifiedEqual: many,
      twins: 0,
    })
    expect(ids()).toEqual(before)
    expect(posts().every(({ published }) => /^10\d{3}$/.test(published?.seoSlug ?? ''))).toBe(true)
    expect(await publishing.plan()).toMatchObject({ counts: { ...none, unchanged: many } })
  })

  test(`${many} items: nothing on the site has the key in it, so that nothing is sent`, async () => {
    const cms = destinations.find(({ name }) => name === 'wix/cms')!
    const fields = { ...cms.options.fields, slug: '{{place}}' }
    await begin(makeRows(many, old), { ...cms.options, fields })
    const siteIds = () => cms.stored(publishing.control, publishing.siteId).map(({ id }) => id)
    const before = siteIds()
    await publishing.replaceRows(makeRows(many, renumbered))
    publishing.control.clearRequests()
    const asked = await publishing.plan()
    const { items: listed } = await listKeyMarks(
      database,
      await findPlanRow(database, publishing.workspaceId, asked.id),
      { limit: 2 },
    )
    expect(listed[0]).toMatchObject({
      rowKey: '10001',
      formerKey: '1',
      by: 'address',
      choice: null,
      formerTitle: 'Place 1',
    })
    const plan = await choose(asked.id, 'same')
    expect(plan).toMatchObject({ counts: { ...none, unchanged: many }, willSend: { total: 0 } })
    expect(writeCalls(publishing.control.requests(0))).toEqual([])
    expect(siteIds()).toEqual(before)
  })

  test('one by one: the same, not the same, and undecided; and each can be said otherwise until something is published', async () => {
    await begin(makeRows(3, old))
    await publishing.replaceRows(makeRows(3, renumbered))
    const one = await choose((await publishing.plan()).id, 'same', ['10001'])
    const two = await tick(await choose(one.id, 'other', ['10002']))
    expect(await actions(two)).toEqual({
      ...{ '10001': 'move', '10002': 'create', '10003': 'held' },
      ...{ '2': 'remove', '3': 'held' },
    })
    expect(two.changedKeys).toEqual({ open: 1, same: 1, other: 1, unclear: 0 })
    expect((await items(two)).find(({ rowKey }) => rowKey === '3')?.problems[0]?.message).toBe(
      'Its row is gone, and the new row "10003" has the same title. Say in the plan whether it is the same page; until then neither goes.',
    )
    expect((await getPlanItem(database, publishing.workspaceId, two.id, '3')).changes).toEqual([])

    const back = await choose(two.id, 'other', ['10001'])
    expect(await actions(back)).toMatchObject({ '1': 'remove', '10001': 'create' })
    const again = await choose(back.id, 'same', ['10001', '10002'])
    expect(await actions(again)).toEqual({ '10001': 'move', '10002': 'move', '10003': 'held', '3': 'held' })
    const before = ids()
    await run(again)
    expect(ids()).toEqual(before)
    await expect(choose(again.id, 'same', ['10009'])).rejects.toThrow('has been published')
  })

  test('what is not the same is not asked again, and a row that the plan says nothing of cannot be decided', async () => {
    await begin(makeRows(2, old))
    await publishing.replaceRows(makeRows(2, renumbered))
    const plan = await choose((await publishing.plan()).id, 'other')
    expect(plan.changedKeys).toEqual({ open: 0, same: 0, other: 2, unclear: 0 })
    await expect(choose(plan.id, 'same', ['nobody'])).rejects.toThrow(
      'The plan does not say that the row "nobody"',
    )
    await run(await tick(plan))
    const next = await publishing.plan()
    expect(next).toMatchObject({ counts: { ...none, unchanged: 2 }, changedKeys: { other: 0 } })
  })

  test('rows that cannot be told apart are told, and count as new', async () => {
    const twins = (key: (n: number) => string) => makeRows(2, key).map((row) => ({ ...row, name: 'Twin' }))
    await begin(twins(old))
    await publishing.replaceRows(twins(renumbered))
    const plan = await publishing.plan()
    expect(plan.changedKeys).toEqual({ open: 0, same: 0, other: 0, unclear: 2 })
    expect(plan.counts).toMatchObject({ create: 2, remove: 2, held: 0 })
    const codes = (await items(plan)).map(({ problems }) => problems.map(({ code }) => code))
    expect(codes.every((some) => some.includes('key_unclear'))).toBe(true)
  })

  test('a row at the address of a page without a row is asked about, and not held for the address', async () => {
    await begin(makeRows(2, old), { fields: { ...byTitle, slug: '{{place}}' } })
    await publishing.replaceRows(
      makeRows(2, renumbered).map((row) => ({ ...row, name: `New ${row['name']}` })),
    )
    const asked = await publishing.plan()
    expect(asked.changedKeys.open).toBe(2)
    const problems = (await items(asked)).flatMap((item) => item.problems.map(({ code }) => code))
    expect([...new Set(problems)]).toEqual(['key_changed'])
    expect((await choose(asked.id, 'same')).counts).toMatchObject({ ...none, update: 2 })
  })

  test('a plan of some rows asks as well, and not where a row beside them has the same title', async () => {
    await begin(makeRows(2, old))
    await publishing.replaceRows(makeRows(2, renumbered))
    const scope = { kind: 'rows', origin: 'pages', count: 1, words: 'one' } as const
    const part = await publishing.plan(publishing.projectId, { scope, rowKeys: ['10001'] })
    expect(part).toMatchObject({ counts: { held: 1, create: 0 }, changedKeys: { open: 1 } })
    expect((await choose(part.id, 'same')).counts).toMatchObject({ ...none, move: 1 })
    expect((await publishing.plan()).changedKeys).toMatchObject({ open: 1, same: 1 })

    const twice = [...makeRows(2, renumbered), { id: '10003', name: 'Place 2', place: 'x' }]
    await publishing.replaceRows(twice)
    await publishing.plan()
    const other = await publishing.plan(publishing.projectId, { scope, rowKeys: ['10002'] })
    expect(other).toMatchObject({ counts: { held: 0, create: 1 }, changedKeys: { open: 0, unclear: 1 } })
  })

  test('renumbered twice, and back again, a post is still the same', async () => {
    await begin(makeRows(2, old))
    const before = ids()
    for (const key of [renumbered, (n: number) => `x-${n}`, old]) {
      await publishing.replaceRows(makeRows(2, key))
      const plan = await choose((await publishing.plan()).id, 'same')
      expect(plan.counts).toMatchObject({ ...none, move: 2 })
      await run(plan)
    }
    expect(ids()).toEqual(before)
    expect((await publishing.plan()).counts).toMatchObject({ ...none, unchanged: 2 })
  })

  test('the run that moved them is undone, and so is the one that made them under their former keys', async () => {
    publishing = await startPublishing(database, { rows: makeRows(2, old), fields: byTitle })
    await publishing.startWorker()
    const made = await publishing.publish()
    await publishing.replaceRows(makeRows(2, renumbered))
    const moved = await run(await choose((await publishing.plan()).id, 'same'))
    const offer = await offerUndo(database, publishing.workspaceId, made.id)
    expect(offer.laterRuns).toMatchObject([{ id: moved.id, pages: 2 }])
    expect((await undo(moved.id)).receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
    expect(
      posts()
        .map(({ published }) => published?.seoSlug)
        .sort(),
    ).toEqual(['1', '2'])
    expect((await publishing.plan()).counts).toMatchObject({ ...none, down: 2 })

    const id = await planUndoOf(database, publishing.workspaceId, made.id, 'Dana', {})
    await publishing.build(id)
    const plan = await getPlan(database, publishing.workspaceId, id)
    expect(await actions(plan)).toEqual({ '10001': 'take_down', '10002': 'take_down' })
    expect((await items(plan))[0]?.problems.map(({ code }) => code)).toContain('later_runs')
    await run(plan)
    expect(posts().every(({ published }) => published === null)).toBe(true)
    expect((await publishing.plan()).counts).toMatchObject({ ...none, down: 2 })
  })

  test('what somebody deleted in Wix is not made again because its row was renumbered', async () => {
    await begin(makeRows(2, old))
    const [first] = posts()
    publishing.control.deleteItem({ siteId: publishing.siteId, kind: 'post', id: first!.id })
    await publishing.replaceRows(makeRows(2, renumbered))
    const asked = await publishing.plan()
    expect(asked).toMatchObject({ counts: { create: 0, gone: 1 }, changedKeys: { open: 2 } })
    expect((await choose(asked.id, 'same')).counts).toMatchObject({ ...none, gone: 1, move: 1 })
  })

  test('while a run has a page, and once the data has changed, nothing is taken over', async () => {
    await begin(makeRows(2, old))
    await publishing.replaceRows(makeRows(2, renumbered))
    const asked = await publishing.plan()
    const refused = { refuse: async () => Promise.reject(new Error('a run has it')) }
    await expect(choose(asked.id, 'same', undefined, refused)).rejects.toThrow('a run has it')
    await publishing.replaceRows([...makeRows(2, renumbered), { id: '1', name: 'Back', place: 'back' }])
    await expect(choose(asked.id, 'same')).rejects.toThrow(
      'Rows or pages have changed since the plan was created.',
    )
    expect((await publishing.plan()).changedKeys).toMatchObject({ open: 1 })
  })

  test.each([
    ['by four', 4],
    ['by one', 1],
  ])(
    'a numbering that begins later %s, and overlaps with the one before, moves every page to its row',
    async (_, by) => {
      await begin(makeRows(10, old))
      const before = ids()
      await publishing.replaceRows(makeRows(10, (n) => `${n + by}`))
      const asked = await tick(await publishing.plan())
      expect(asked).toMatchObject({ changedKeys: { open: 10, unclear: 0 }, willSend: { total: 0 } })
      const plan = await choose(asked.id, 'same')
      expect(plan.counts).toMatchObject({ ...none, move: 10, update: 0 })
      expect((await run(await tick(plan))).receipt).toMatchObject({
        accepted: 10,
        verifiedEqual: 10,
        twins: 0,
      })
      expect(ids()).toEqual(before)
      expect(await publishing.plan()).toMatchObject({ counts: { ...none, unchanged: 10 } })
    },
  )

  test('of overlapping numbers a chain is decided as a whole, and taken back as a whole', async () => {
    await begin(makeRows(6, old))
    await publishing.replaceRows(makeRows(6, (n) => `${n + 2}`))
    const one = await choose((await publishing.plan()).id, 'same', ['5'])
    expect(one.changedKeys).toEqual({ open: 3, same: 3, other: 0, unclear: 0 })
    const back = await choose(one.id, 'other', ['7'])
    expect(back.changedKeys).toEqual({ open: 3, same: 0, other: 3, unclear: 0 })
    expect(await actions(back)).toEqual({
      ...{ '1': 'remove', '3': 'update', '5': 'update', '7': 'create' },
      ...{ '2': 'held', '4': 'held', '6': 'held', '8': 'held' },
    })
    expect((await choose(back.id, 'same', ['3'])).changedKeys).toEqual({
      open: 3,
      same: 3,
      other: 0,
      unclear: 0,
    })
  })

  test('a plan of some rows of overlapping numbers makes none twice, and says where it is decided', async () => {
    await begin(makeRows(9, old))
    const before = ids()
    await publishing.replaceRows(makeRows(9, (n) => `${n + 3}`))
    const some = (...rowKeys: string[]) => {
      const scope = { kind: 'rows', origin: 'pages', count: rowKeys.length, words: 'some' } as const
      return publishing.plan(publishing.projectId, { scope, rowKeys })
    }
    // A new row whose page goes on, and a row between two others.
    for (const rowKey of ['10', '7']) {
      const part = await some(rowKey)
      expect(part).toMatchObject({
        counts: { held: 1, create: 0, update: 0 },
        changedKeys: { open: 0 },
        willSend: { total: 0 },
      })
      expect(part.blockedReason).toContain('say in a plan of all pages')
      const [item] = await items(part)
      expect(item?.problems.map(({ message }) => message)).toEqual([
        `It has the title of the page of "${Number(rowKey) - 3}", whose row says something else now. Say in a plan of all pages whether it is the same page; until then it does not go.`,
      ])
    }
    // A whole chain can be decided in a plan of its rows alone.
    const chain = await some('4', '7', '10')
    expect(chain).toMatchObject({ counts: { held: 3 }, changedKeys: { open: 3 } })
    expect((await choose(chain.id, 'same')).counts).toMatchObject({ ...none, move: 3, update: 0 })
    const rest = await choose((await publishing.plan()).id, 'same')
    expect(rest.counts).toMatchObject({ ...none, move: 9, update: 0 })
    expect((await run(await tick(rest))).receipt).toMatchObject({ accepted: 9, verifiedEqual: 9, twins: 0 })
    expect(ids()).toEqual(before)
  })

  test('a row that somebody edited in Wix is held as well while it may be that of another page', async () => {
    await begin(makeRows(4, old), { fields: { ...byTitle, excerpt: 'About {{name}}' } })
    const id = ids()['Place 2']!
    const edit = { siteId: publishing.siteId, kind: 'post' as const, id, publish: true }
    publishing.control.editItem({ ...edit, fields: { excerpt: 'By Dana' } })
    await publishing.replaceRows(makeRows(4, (n) => `${n + 1}`))
    const asked = await publishing.plan()
    expect(asked.counts).toMatchObject({ conflict: 0, update: 0, create: 0 })
    expect(asked.willSend.total).toBe(0)
  })

  test('a row with a title of its own goes with a plan of some rows, whatever the numbers of others', async () => {
    await begin(makeRows(3, old))
    const rows = [...makeRows(3, old).slice(0, 2), { id: '3', name: 'Elsewhere', place: 'x' }]
    await publishing.replaceRows([...rows, { id: '4', name: 'Place 3', place: 'place-3' }])
    const scope = { kind: 'rows', origin: 'pages', count: 2, words: 'two' } as const
    const part = await publishing.plan(publishing.projectId, { scope, rowKeys: ['3', '4'] })
    expect(part).toMatchObject({ counts: { ...none, create: 1, update: 1 }, changedKeys: { open: 0 } })
  })

  test('keys that only change hands are no new keys: each page follows its key', async () => {
    await begin(makeRows(2, old), { fields: { ...byTitle, slug: 'p{{id}}' } })
    await publishing.replaceRows([
      { id: '2', name: 'Place 1', place: '' },
      { id: '1', name: 'Place 2', place: '' },
    ])
    expect(await publishing.plan()).toMatchObject({
      counts: { ...none, update: 2 },
      changedKeys: { open: 0, unclear: 0 },
    })
  })
})
