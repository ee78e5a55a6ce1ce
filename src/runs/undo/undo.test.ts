// Undoing runs, from the plan to the receipt: what the run changed stands as before, and nothing of anybody else is lost.
import { afterEach, beforeAll, expect, test } from 'vitest'
import { describeOnServer } from '../../../test/helpers/database.ts'
import { type Publishing, startPublishing, type TestRow } from '../../../test/helpers/publishing.ts'
import type { Database } from '../../db/types.ts'
import { listNotices } from '../../notices/inbox.ts'
import { getPlanItem } from '../../plans/item-detail.ts'
import { getPlan, resolveItems, setRemovals } from '../../plans/plans.ts'
import { offerUndo, planUndoOf } from './offer.ts'

const fields = {
  title: '{{name}}',
  slug: '{{slug}}',
  body: '<h2>{{name}}</h2><p>About {{name}}.</p>',
  categories: '{{category}}',
}

function row(number: number, more: Partial<TestRow> = {}): TestRow {
  return {
    id: `row-${number}`,
    name: `Place ${number}`,
    slug: `place-${number}`,
    category: 'Towns',
    ...more,
  } as TestRow
}

function rows(from: number, to: number, more: Partial<TestRow> = {}): TestRow[] {
  return Array.from({ length: to - from + 1 }, (_, i) => row(from + i, more))
}

describeOnServer('undoing a run', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(first: TestRow[]) {
    publishing = await startPublishing(database, { rows: first, fields })
    await publishing.startWorker()
    await publishing.publish()
  }

  /** Two are changed, two move, two are removed, three are new, in a new category. */
  async function publishMixed() {
    await publishing.replaceRows([
      row(1, { name: 'Changed 1' }),
      row(2, { name: 'Changed 2', category: 'Cities' }),
      row(3, { slug: 'moved-3' }),
      row(4, { slug: 'moved-4' }),
      ...rows(5, 6),
      ...rows(9, 11, { category: 'Cities' }),
    ])
    const plan = await publishing.plan()
    await setRemovals(database, publishing.workspaceId, plan.id, true)
    return publishing.until((await publishing.apply(plan.id)).id, 'done')
  }

  async function planUndo(runId: string, more: Parameters<typeof planUndoOf>[4] = {}) {
    const id = await planUndoOf(database, publishing.workspaceId, runId, 'Dana', more)
    await publishing.build(id)
    return getPlan(database, publishing.workspaceId, id)
  }

  async function undo(runId: string, more: Parameters<typeof planUndoOf>[4] = {}) {
    const plan = await planUndo(runId, more)
    if (plan.state !== 'ready') throw new Error(`${plan.state}: ${plan.message}`)
    return publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
  }

  type Seen = Record<string, unknown>
  /** Live posts as visitors see them, by address. */
  const live = () =>
    Object.fromEntries(
      publishing.posts().flatMap((post) => {
        const seen = post.published as Seen | null
        if (!seen) return []
        const { title, richContent, categoryIds, tagIds, seoSlug } = seen
        return [[String(seoSlug), { title, richContent, categoryIds, tagIds }]]
      }),
    )
  const categories = () =>
    (publishing.control.items(publishing.siteId, 'categories') as { label: string }[])
      .map((one) => one.label)
      .toSorted()

  test('puts back what was changed, moved and removed, takes down what was created', async () => {
    await begin(rows(1, 8))
    const before = live()
    const run = await publishMixed()
    expect(run.receipt).toMatchObject({ accepted: 9, verifiedEqual: 9 })
    expect(run).toMatchObject({ kind: 'publish', done: { create: 3, update: 4, remove: 2 } })
    expect(categories()).toEqual(['Cities', 'Towns'])

    const offer = await offerUndo(database, publishing.workspaceId, run.id)
    expect(offer).toMatchObject({
      isPossible: true,
      created: 3,
      changed: 4,
      removed: 2,
      laterRuns: [],
      lacks: [],
    })
    const plan = await planUndo(run.id)
    expect(plan.counts).toMatchObject({ restore: 6, take_down: 3, conflict: 0, held: 0 })
    const undone = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
    expect(undone.receipt).toMatchObject({
      accepted: 9,
      verifiedEqual: 9,
      differences: 0,
      rejected: 0,
      held: 0,
    })
    expect(undone).toMatchObject({ kind: 'undo', done: { restore: 6, take_down: 3 } })
    const notices = await listNotices(database, publishing.workspaceId, { limit: 2, before: null })
    expect(notices.map(({ text }) => text)).toEqual([
      'The run of Places is finished: 6 pages put back, 3 taken down.',
      'The run of Places is finished: 7 pages published, 2 removed.',
    ])
    expect(live()).toEqual(before)
    // Drafts are in it.
    expect(categories()).toEqual(['Cities', 'Towns'])

    // No plan brings back what was undone.
    publishing.control.clearRequests()
    const next = await publishing.plan()
    expect(next.counts).toMatchObject({ down: 9, create: 0, update: 0, remove: 0, conflict: 0, gone: 0 })
    expect(publishing.writes()).toEqual([])
  })

  test('leaves what somebody edited since, and does with it what is decided', async () => {
    await begin(rows(1, 4))
    await publishing.replaceRows(rows(1, 4).map((one) => ({ ...one, name: `${one['name']} (new)` })))
    const run = await publishing.publish()
    const edit = (number: number, changed: Seen) =>
      publishing.control.editItem({
        siteId: publishing.siteId,
        kind: 'post',
        id: publishing.posts().find((post) => post.published?.seoSlug === `place-${number}`)!.id,
        fields: changed,
        publish: true,
      })
    for (const number of [1, 2, 3]) edit(number, { title: `Edited ${number}` })
    // Of a field that is not ours: no reason to ask, and not overwritten.
    edit(4, { excerpt: 'By Dana' })
    const plan = await planUndo(run.id)
    expect(plan.counts).toMatchObject({ conflict: 3, restore: 1 })
    expect(plan.conflictsOpen).toBe(3)
    const shown = (rowKey: string) => getPlanItem(database, publishing.workspaceId, plan.id, rowKey)
    const title = (item: Awaited<ReturnType<typeof shown>>) =>
      item.changes.find(({ field }) => field === 'title')
    expect(title(await shown('row-1'))).toEqual({
      field: 'title',
      before: 'Place 1 (new)',
      after: 'Place 1',
      theirs: 'Edited 1',
    })
    expect((await shown('row-4')).changes.map(({ field }) => field)).toEqual(['body', 'title'])
    await resolveItems(database, publishing.workspaceId, plan.id, 'take_ours', ['row-1'])
    await resolveItems(database, publishing.workspaceId, plan.id, 'keep_theirs', ['row-2'])
    const undone = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
    expect(undone.receipt).toMatchObject({ accepted: 2, skipped: 1, held: 1, verifiedEqual: 2 })
    const titles = Object.values(live()).map((one) => one.title)
    expect(titles.toSorted()).toEqual(['Edited 2', 'Edited 3', 'Place 1', 'Place 4'])
    const excerpts = publishing.posts().map((post) => (post.published as Seen | null)?.['excerpt'])
    expect(excerpts).toContain('By Dana')
    // Theirs is not ours: the next plan asks about it as before.
    expect((await publishing.plan()).counts).toMatchObject({ down: 2, conflict: 2 })
  })

  test('undoing the undo makes everything as the run had made it', async () => {
    await begin(rows(1, 4))
    const before = live()
    await publishing.replaceRows([
      row(1, { name: 'Changed 1', category: 'Cities' }),
      row(2, { slug: 'place-3' }),
      row(3, { slug: 'place-2' }),
    ])
    const plan = await publishing.plan()
    await setRemovals(database, publishing.workspaceId, plan.id, true)
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    const after = live()
    const first = await undo(run.id)
    expect(first.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4, rejected: 0 })
    expect(live()).toEqual(before)
    expect(categories()).toEqual(['Towns'])

    const second = await undo(first.id)
    expect(second.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4, rejected: 0 })
    expect(categories()).toEqual(['Cities', 'Towns'])
    const ids = (control = publishing.control) =>
      Object.fromEntries(
        (control.items(publishing.siteId, 'categories') as { id: string; label: string }[]).map((one) => [
          one.id,
          one.label,
        ]),
      )
    expect(Object.keys(live())).toEqual(Object.keys(after))
    expect(Object.values(live()).map((one) => one.title)).toEqual(
      Object.values(after).map((one) => one.title),
    )
    const named = ids()
    const changed = Object.values(live()).find((one) => one.title === 'Changed 1')
    expect(((changed?.categoryIds ?? []) as string[]).map((id) => named[id])).toEqual(['Cities'])
    // Nothing is down, and nothing is to do.
    expect((await publishing.plan()).counts).toMatchObject({
      unchanged: 3,
      down: 0,
      update: 0,
      move: 0,
      conflict: 0,
    })
  })

  test('pages that the run created are made live again by undoing the undo, from drafts and from the trash', async () => {
    for (const created of ['draft', 'trash'] as const) {
      await begin(rows(1, 2))
      await publishing.replaceRows([...rows(1, 2), ...rows(3, 5, { category: 'Cities' })])
      const run = await publishing.publish()
      const after = Object.values(live()).map((one) => one.title)
      const first = await undo(run.id, { created })
      expect(first.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3 })
      expect(Object.keys(live())).toHaveLength(2)
      expect(categories()).toEqual(created === 'draft' ? ['Cities', 'Towns'] : ['Towns'])
      const second = await undo(first.id)
      expect(second.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3, held: 0 })
      expect(Object.values(live()).map((one) => one.title)).toEqual(after)
      expect((await publishing.plan()).counts).toMatchObject({ down: 0, conflict: 0, create: 0 })
      await publishing.close()
    }
    await begin(rows(1, 1))
  })

  test('a page that a later run changed says so, and one that was taken down since stays down', async () => {
    await begin(rows(1, 2))
    await publishing.replaceRows(rows(1, 2).map((one) => ({ ...one, name: `${one['name']} (new)` })))
    const run = await publishing.publish()
    await publishing.replaceRows([row(1, { name: 'Third' }), row(2, { name: 'Place 2 (new)' })])
    const later = await publishing.publish()
    const offer = await offerUndo(database, publishing.workspaceId, run.id)
    expect(offer.laterRuns).toMatchObject([{ id: later.id, pages: 1 }])
    const plan = await planUndo(run.id)
    expect(plan.counts).toMatchObject({ restore: 2 })
    expect(plan.problemGroups).toMatchObject([{ code: 'later_runs', count: 1 }])
    await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(Object.values(live()).map((one) => one.title)).toEqual(['Place 1', 'Place 2'])
    // Undone already: nothing is left to do.
    const again = await planUndo(run.id)
    expect(again.counts).toMatchObject({ unchanged: 2, restore: 0 })
    expect(again.blockedReason).toMatch(/nothing/i)
  })

  test('a run of an earlier version is undone by what stood in Wix, and says what it lacks', async () => {
    await begin(rows(1, 2))
    await publishing.replaceRows([row(1, { name: 'Changed', slug: 'elsewhere' }), row(2)])
    const run = await publishing.publish()
    await database.query('update run_items set before = null where run_id = $1', [run.id])
    const offer = await offerUndo(database, publishing.workspaceId, run.id)
    expect(offer).toMatchObject({ isPossible: true, lacks: [expect.stringContaining('earlier version')] })
    const undone = await undo(run.id)
    expect(undone.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1 })
    expect(Object.keys(live()).toSorted()).toEqual(['place-1', 'place-2'])
    expect((await publishing.plan()).counts).toMatchObject({ down: 1, unchanged: 1 })
  })

  test('cannot be undone while it runs, when it changed nothing, or once its pages were tidied up', async () => {
    await begin(rows(1, 2))
    const { rows: runs } = await database.query<{ id: string }>('select id from runs where project_id = $1', [
      publishing.projectId,
    ])
    const id = runs[0]!.id
    await database.query(`update runs set state = 'paused', finished_at = null where id = $1`, [id])
    const offer = () => offerUndo(database, publishing.workspaceId, id)
    expect(await offer()).toMatchObject({
      isPossible: false,
      reason: expect.stringContaining('not finished'),
    })
    await expect(planUndo(id)).rejects.toThrow(/not finished/)
    await database.query(
      `update runs set state = 'done', finished_at = now(), tidied_at = now() where id = $1`,
      [id],
    )
    expect((await offer()).reason).toMatch(/180 days/)
    await database.query('update runs set tidied_at = null where id = $1', [id])
    expect(await offer()).toMatchObject({ isPossible: true, reason: null, until: expect.any(String) })
    expect((await offer()).hows.map(({ how }) => how)).toEqual(['draft', 'trash'])
    await expect(planUndo(id, { created: 'deleted' })).rejects.toThrow(/Choose one of: draft, trash/)
    await database.query('delete from run_items where run_id = $1', [id])
    expect((await offer()).reason).toMatch(/changed nothing/)
  })

  test('a category that somebody made or renamed is theirs, though it has the name that the run wanted', async () => {
    const person = () => ({ siteId: publishing.siteId, kind: 'category' as const })
    const called = (label: string) =>
      (publishing.control.items(publishing.siteId, 'categories') as { id: string; label: string }[]).find(
        (one) => one.label === label,
      )!.id
    const add = async () => {
      await publishing.replaceRows([...rows(1, 2), ...rows(3, 4, { category: 'Cities' })])
      return publishing.plan()
    }
    // Made between the plan and its run.
    await begin(rows(1, 2))
    const { id: planId } = await add()
    publishing.control.createItem({ ...person(), fields: { label: 'Cities' } })
    const found = await publishing.until((await publishing.apply(planId)).id, 'done')
    expect(found.receipt).toMatchObject({ accepted: 2, assetsCreated: 0 })
    await undo(found.id, { created: 'trash' })
    expect(categories()).toEqual(['Cities', 'Towns'])
    await publishing.close()

    // Made anew after ours was deleted, and seen by a plan.
    await begin(rows(1, 2))
    const made = await publishing.until((await publishing.apply((await add()).id)).id, 'done')
    expect(made.receipt).toMatchObject({ accepted: 2, assetsCreated: 1 })
    publishing.control.deleteItem({ ...person(), id: called('Cities') })
    publishing.control.createItem({ ...person(), fields: { label: 'Cities' } })
    await publishing.plan()
    await undo(made.id, { created: 'trash' })
    expect(categories()).toEqual(['Cities', 'Towns'])
    await publishing.close()

    // Ours, under a name that somebody gave it since.
    await begin(rows(1, 2))
    const renamed = await publishing.until((await publishing.apply((await add()).id)).id, 'done')
    publishing.control.editItem({ ...person(), id: called('Cities'), fields: { label: 'Big places' } })
    await undo(renamed.id, { created: 'trash' })
    expect(categories()).toEqual(['Big places', 'Towns'])
  })

  test('some of its pages alone', async () => {
    await begin(rows(1, 3))
    await publishing.replaceRows(rows(1, 3).map((one) => ({ ...one, name: `${one['name']} (new)` })))
    const run = await publishing.publish()
    const undone = await undo(run.id, { rowKeys: ['row-2'] })
    expect(undone.receipt).toMatchObject({ accepted: 1 })
    expect(Object.values(live()).map((one) => one.title)).toEqual([
      'Place 1 (new)',
      'Place 2',
      'Place 3 (new)',
    ])
  })

  test.each([
    ['changes', 'PATCH /blog/v3/draft-posts/update', 'accept-then-drop'],
    ['changes that came late', 'PATCH /blog/v3/draft-posts/update', 'drop-before'],
    ['posts from the trash', 'POST /blog/v3/draft-posts/trash-bin/*/restore', 'accept-then-drop'],
    ['categories', 'DELETE /blog/v3/categories/*', 'accept-then-drop'],
  ])('lost answers: %s', async (_, route, kind) => {
    await begin(rows(1, 8))
    const before = live()
    const run = await publishMixed()
    const plan = await planUndo(run.id, { created: 'trash' })
    publishing.control.addFault({ route, kind, nth: [1] } as never)
    const undone = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
    expect(undone, undone.message ?? '').toMatchObject({ state: 'done' })
    expect(undone.receipt).toMatchObject({ accepted: 9, verifiedEqual: 9, rejected: 0, held: 0 })
    expect(live()).toEqual(before)
    expect(categories()).toEqual(['Towns'])
  })
})
