// Categories and tags that somebody renamed, deleted or made anew in Wix: plan, run and receipt agree on what becomes
// of the pages in them.
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { destinations } from '../../test/helpers/destinations.ts'
import { makeRows, type Publishing, startPublishing, type TestRow } from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import { recordLookedUp } from '../connections/asset-ledger.ts'
import type { Database } from '../db/types.ts'
import { getPlanItem } from '../plans/item-detail.ts'
import { resolveItems } from '../plans/plans.ts'
import { assetKey } from '../targets/target.ts'

type Named = { id: string; label?: string; category?: { name: string }; collection?: { name: string } }

const rows: TestRow[] = [
  { id: 'p1', name: 'Alpha', cat: 'Cafés', tags: 'coffee;tea', text: 'First' },
  { id: 'p2', name: 'Beta', cat: 'Cafés', tags: 'tea', text: 'Second' },
  { id: 'p3', name: 'Gamma', cat: 'Bars', tags: 'wine', text: 'Third' },
]
const withText = (changed: string[]) =>
  rows.map((row) => (changed.includes(row.id) ? { ...row, text: `${row['text']} v2` } : row))

describeOnServer('names that change in Wix', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  const writes = () => writeCalls(publishing.control.requests(0))
  const end = (id: string) => publishing.until(id, 'done', 'needs_attention')

  describe('on the blog', () => {
    async function begin() {
      publishing = await startPublishing(database, {
        rows,
        fields: {
          title: '{{name}}',
          slug: '{{id}}',
          body: '<p>{{text}}</p>',
          categories: '{{cat}}',
          tags: '{{tags}}',
        },
      })
      await publishing.startWorker()
      await publishing.publish()
    }
    const listed = (kind: 'categories' | 'tags') =>
      publishing.control.items(publishing.siteId, kind) as unknown as Named[]
    const idOf = (kind: 'categories' | 'tags', label: string) =>
      listed(kind).find((one) => one.label === label)!.id
    const change = { categories: 'category', tags: 'tag' } as const
    const rename = (kind: 'categories' | 'tags', label: string, to: string) =>
      publishing.control.editItem({
        siteId: publishing.siteId,
        kind: change[kind],
        id: idOf(kind, label),
        fields: { label: to },
      })
    const remove = (kind: 'categories' | 'tags', label: string) =>
      publishing.control.deleteItem({
        siteId: publishing.siteId,
        kind: change[kind],
        id: idOf(kind, label),
      })
    /** By title, the labels of what each post is in. */
    const inside = (kind: 'categories' | 'tags') => {
      const labels = new Map(listed(kind).map((one) => [one.id, one.label]))
      const posts = publishing.posts() as unknown as { draft: Record<string, string[]> }[]
      const key = kind === 'categories' ? 'categoryIds' : 'tagIds'
      return Object.fromEntries(
        posts
          .map(({ draft }) => [
            String(draft['title']),
            draft[key]!.map((id) => labels.get(id) ?? 'gone').sort(),
          ])
          .toSorted(),
      )
    }
    const inUse = (kind: 'categories' | 'tags') => new Set(Object.values(inside(kind)).flat())

    test.each([
      ['renamed', () => rename('categories', 'Cafés', 'Coffee houses')],
      ['deleted', () => remove('categories', 'Cafés')],
    ])('a category that was %s: its posts are in one of that name again, after one run', async (_, act) => {
      await begin()
      act()
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 2, unchanged: 1 })
      expect(plan.creates).toEqual([{ kind: 'category', count: 1, names: ['Cafés'] }])
      const item = await getPlanItem(database, publishing.workspaceId, plan.id, 'p2')
      expect(item.changedFields).toEqual(['categories'])
      const run = await end((await publishing.apply(plan.id)).id)
      expect(run.receipt).toMatchObject({ accepted: 2, verifiedEqual: 2, differences: 0 })
      expect(inside('categories')).toEqual({ Alpha: ['Cafés'], Beta: ['Cafés'], Gamma: ['Bars'] })
      publishing.control.clearRequests()
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3, update: 0, conflict: 0 })
      expect(writes()).toEqual([])
    })

    test('one that another plan finds anew while a run still has the former: its posts are due afterwards', async () => {
      const many = makeRows(60).map((row) => ({ ...row, cat: 'Cafés' }))
      publishing = await startPublishing(database, {
        rows: many,
        fields: { title: '{{name}}', slug: '{{id}}', body: '<p>{{name}}</p>', categories: '{{cat}}' },
      })
      await publishing.startWorker()
      publishing.control.addFault({
        route: 'POST /blog/v3/bulk/draft-posts/create',
        kind: 'slow-headers',
        delayMs: 400,
      })
      const { id } = await publishing.apply((await publishing.plan()).id)
      await publishing.until(id, 'publishing')
      await vi.waitUntil(() => publishing.posts().length > 0, 20_000)
      rename('categories', 'Cafés', 'Coffee houses')
      const made = publishing.control.createItem({
        siteId: publishing.siteId,
        kind: 'category',
        fields: { label: 'Cafés' },
      })
      // As a plan of another project of the site does.
      const need = { kind: 'category', name: 'Cafés' }
      await recordLookedUp(
        database,
        publishing.connectionId,
        [need],
        new Map([[assetKey(need), String(made['id'])]]),
      )
      expect((await end(id)).receipt).toMatchObject({ accepted: 60, differences: 0 })
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 60, conflict: 0 })
      expect((await end((await publishing.apply(plan.id)).id)).receipt).toMatchObject({ verifiedEqual: 60 })
      expect(inUse('categories')).toEqual(new Set(['Cafés']))
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 60 })
    })

    test('with rows that change as well, nothing is made that no post uses', async () => {
      await begin()
      rename('categories', 'Cafés', 'Coffee houses')
      remove('tags', 'tea')
      await publishing.replaceRows(withText(['p1', 'p3']))
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 3 })
      const run = await end((await publishing.apply(plan.id)).id)
      expect(run.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3, differences: 0 })
      expect(inside('tags')).toEqual({ Alpha: ['coffee', 'tea'], Beta: ['tea'], Gamma: ['wine'] })
      expect(inUse('categories')).toEqual(new Set(['Cafés', 'Bars']))
      expect(
        listed('categories')
          .map((one) => one.label)
          .sort(),
      ).toEqual(['Bars', 'Cafés', 'Coffee houses'])
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    })

    test('one that a person made anew under the old name is used, and none is made', async () => {
      await begin()
      remove('categories', 'Cafés')
      publishing.control.createItem({
        siteId: publishing.siteId,
        kind: 'category',
        fields: { label: 'Cafés' },
      })
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 2, unchanged: 1 })
      expect(plan.creates).toEqual([])
      expect((await end((await publishing.apply(plan.id)).id)).receipt).toMatchObject({ verifiedEqual: 2 })
      expect(listed('categories')).toHaveLength(2)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    })

    test('what a plan noticed is not forgotten by the next one', async () => {
      await begin()
      rename('categories', 'Cafés', 'Coffee houses')
      await publishing.plan()
      expect((await publishing.plan()).counts).toMatchObject({ update: 2 })
      expect((await publishing.publish()).receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
    })

    test('another spelling of the same name is no change', async () => {
      await begin()
      rename('categories', 'Cafés', 'CAFÉS')
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    })

    test('a page whose conflict nobody decides has nothing made for it', async () => {
      await begin()
      rename('categories', 'Bars', 'Pubs')
      const post = (publishing.posts() as unknown as { id: string; draft: { title: string } }[]).find(
        (one) => one.draft.title === 'Gamma',
      )!
      publishing.control.editItem({
        siteId: publishing.siteId,
        kind: 'post',
        id: post.id,
        fields: { title: 'Gamma by Dana' },
        publish: true,
      })
      await publishing.replaceRows(withText(['p1', 'p3']))
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 1, conflict: 1 })
      await end((await publishing.apply(plan.id)).id)
      expect(listed('categories').map((one) => one.label)).not.toContain('Bars')
      const again = await publishing.plan()
      await resolveItems(database, publishing.workspaceId, again.id, 'take_ours', undefined)
      expect((await end((await publishing.apply(again.id)).id)).receipt).toMatchObject({ verifiedEqual: 1 })
      expect(listed('categories').map((one) => one.label)).toContain('Bars')
    })
  })

  describe.each(
    destinations.filter(({ name }) => name.includes('store')).map((one) => [one.name, one] as const),
  )('%s', (name, destination) => {
    const isV3 = name.endsWith('V3')
    const kind = isV3 ? ('storeCategory' as const) : ('storeCollection' as const)
    const listed = () =>
      publishing.control.items(
        publishing.siteId,
        isV3 ? 'storeCategories' : 'storeCollections',
      ) as unknown as Named[]
    const nameOf = (one: Named) => one.category?.name ?? one.collection?.name
    const towns = () => listed().filter((one) => nameOf(one) === 'Towns')

    test.each(['renamed', 'deleted'])('a category that was %s holds its products again', async (how) => {
      publishing = await startPublishing(database, {
        ...destination.options,
        rows: rows.map(({ id, name: title }) => ({ id, name: title! })),
      })
      await publishing.startWorker()
      await publishing.publish()
      const base = { siteId: publishing.siteId, kind, id: towns()[0]!.id }
      if (how === 'renamed') publishing.control.editItem({ ...base, fields: { name: 'Old towns' } })
      else publishing.control.deleteItem(base)
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 3 })
      const run = await end((await publishing.apply(plan.id)).id)
      expect(run.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3, differences: 0 })
      expect(towns()).toHaveLength(1)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    })
  })
})
