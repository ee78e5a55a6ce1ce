// What an owner chooses for categories and tags that were renamed or deleted in Wix, on each destination that has them.
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { destinations } from '../../test/helpers/destinations.ts'
import {
  type Publishing,
  type PublishingOptions,
  startPublishing,
  type TestRow,
} from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { NameChoice } from '../api/plan.ts'
import type { Database } from '../db/types.ts'
import { planWithNames } from '../plans/choose-names.ts'
import { getPlanItem } from '../plans/item-detail.ts'
import { findPlanRow, getPlan } from '../plans/plans.ts'

type Stored = { id: string } & Record<string, unknown>

interface Case {
  name: string
  kind: string
  options: Omit<PublishingOptions, 'rows'>
  itemsKind: 'categories' | 'tags' | 'storeCategories' | 'storeCollections'
  personKind: 'category' | 'tag' | 'storeCategory' | 'storeCollection'
  label: 'label' | 'name'
  nameOf(one: Stored): string
  /** Ids of what each page is in, by the page's name. */
  inside(publishing: Publishing): Record<string, string[]>
}

const blogFields = (field: 'categories' | 'tags') => ({
  title: '{{name}}',
  slug: '{{id}}',
  body: '<p>{{name}}</p>',
  [field]: '{{cat}}',
})

function ofBlog(publishing: Publishing, field: 'categoryIds' | 'tagIds'): Record<string, string[]> {
  const posts = publishing.posts() as unknown as { draft: Record<string, string[]> }[]
  return Object.fromEntries(posts.map(({ draft }) => [String(draft['title']), draft[field]!]))
}

function storeCase(catalog: 'V1' | 'V3'): Case {
  const destination = destinations.find(({ name }) => name.includes(`Catalog ${catalog}`))!
  const isV3 = catalog === 'V3'
  const itemsKind = isV3 ? 'storeCategories' : 'storeCollections'
  const products = isV3 ? 'products' : 'productsV1'
  return {
    name: `store ${catalog}`,
    kind: 'store_category',
    options: {
      ...destination.options,
      fields: { name: '{{name}}', slug: '{{id}}', price: '9.50', categories: '{{cat}}' },
    },
    itemsKind,
    personKind: isV3 ? 'storeCategory' : 'storeCollection',
    label: 'name',
    nameOf: (one) => (one[isV3 ? 'category' : 'collection'] as { name: string }).name,
    inside({ control, siteId }) {
      const holders = control.items(siteId, itemsKind) as unknown as (Stored & {
        itemIds?: string[]
        productIds?: string[]
      })[]
      const stored = control.items(siteId, products) as unknown as (Stored & { product: { name: string } })[]
      return Object.fromEntries(
        stored.map(({ id, product }) => [
          product.name,
          holders
            .filter((one) => (one.itemIds ?? one.productIds ?? []).includes(id))
            .map((one) => one.id)
            .sort(),
        ]),
      )
    },
  }
}

const cases: Case[] = [
  {
    name: 'categories of the blog',
    kind: 'category',
    options: { fields: blogFields('categories') },
    itemsKind: 'categories',
    personKind: 'category',
    label: 'label',
    nameOf: (one) => String(one['label']),
    inside: (publishing) => ofBlog(publishing, 'categoryIds'),
  },
  {
    name: 'tags of the blog',
    kind: 'tag',
    options: { fields: blogFields('tags') },
    itemsKind: 'tags',
    personKind: 'tag',
    label: 'label',
    nameOf: (one) => String(one['label']),
    inside: (publishing) => ofBlog(publishing, 'tagIds'),
  },
  storeCase('V3'),
  storeCase('V1'),
]

const rows: TestRow[] = [
  { id: 'p1', name: 'Alpha', cat: 'Cafés' },
  { id: 'p2', name: 'Beta', cat: 'Cafés' },
  { id: 'p3', name: 'Gamma', cat: 'Bars' },
]

describeOnServer('names changed in Wix', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  describe.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const listed = () => publishing.control.items(publishing.siteId, one.itemsKind) as unknown as Stored[]
    const names = () =>
      listed()
        .map(one.nameOf)
        .filter((name) => name !== 'All Products')
        .sort()
    const idOf = (name: string) => listed().find((item) => one.nameOf(item) === name)!.id
    const person = (name: string) => ({
      siteId: publishing.siteId,
      kind: one.personKind,
      id: idOf(name),
    })
    const rename = (name: string, to: string) =>
      publishing.control.editItem({ ...person(name), fields: { [one.label]: to } })
    const remove = (name: string) => publishing.control.deleteItem(person(name))
    const inside = () => one.inside(publishing)
    const end = (id: string) => publishing.until(id, 'done', 'needs_attention')
    const run = async (planId: string) => end((await publishing.apply(planId)).id)
    const writes = () => writeCalls(publishing.control.requests(0))

    async function begin() {
      publishing = await startPublishing(database, { rows, ...one.options })
      await publishing.startWorker()
      await publishing.publish()
    }

    async function choose(planId: string, choice: NameChoice, name?: string) {
      const plan = await findPlanRow(database, publishing.workspaceId, planId)
      const project = (await publishing.projects.find(publishing.projectId))!
      const input = { choice, ...(name && { names: [{ kind: one.kind, name }] }) }
      const id = await planWithNames(database, project, plan, input, {
        author: 'Dana',
        refuse: async () => undefined,
      })
      await publishing.build(id)
      return getPlan(database, publishing.workspaceId, id)
    }

    test('renamed and taken over: nothing is sent, and pages to come go into it under its new name', async () => {
      await begin()
      const id = idOf('Cafés')
      rename('Cafés', 'Coffee houses')
      const plan = await publishing.plan()
      expect(plan.names).toEqual([
        { kind: one.kind, name: 'Cafés', foundName: 'Coffee houses', pages: 2, choice: 'recreate' },
      ])
      publishing.control.clearRequests()
      const chosen = await choose(plan.id, 'take_over', 'Cafés')
      expect(chosen).toMatchObject({ creates: [], names: [{ choice: 'take_over' }] })
      expect(chosen.counts).toMatchObject({ unchanged: 3, update: 0 })
      expect(writes()).toEqual([])
      await publishing.replaceRows([...rows, { id: 'p4', name: 'Delta', cat: 'Cafés' }])
      expect((await publishing.publish()).receipt).toMatchObject({ accepted: 1, verifiedEqual: 1 })
      expect(inside()['Delta']).toEqual([id])
      expect(names()).toEqual(['Bars', 'Coffee houses'])

      rename('Coffee houses', 'Cafés')
      expect(await publishing.plan()).toMatchObject({ names: [], counts: { unchanged: 4 } })
    })

    test('taken over and deleted afterwards: the plan says so and makes the former name again', async () => {
      await begin()
      rename('Cafés', 'Coffee houses')
      await choose((await publishing.plan()).id, 'take_over')
      remove('Coffee houses')
      const plan = await publishing.plan()
      expect(plan.names).toMatchObject([{ name: 'Cafés', foundName: null, choice: 'recreate' }])
      expect(plan.counts).toMatchObject({ update: 2, unchanged: 1, conflict: 0 })
      expect((await run(plan.id)).receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
      expect(names()).toEqual(['Bars', 'Cafés'])
      expect(inside()['Beta']).toEqual([idOf('Cafés')])
      expect(await publishing.plan()).toMatchObject({ names: [], counts: { unchanged: 3 } })
    })

    test('renamed and left out: pages leave it, and come back when one is made again', async () => {
      await begin()
      rename('Cafés', 'Coffee houses')
      const chosen = await choose((await publishing.plan()).id, 'drop')
      expect(chosen).toMatchObject({ creates: [], counts: { update: 2, unchanged: 1 } })
      const item = await getPlanItem(database, publishing.workspaceId, chosen.id, 'p1')
      expect(JSON.stringify(item.changes.map(({ before }) => before))).toContain(
        one.kind === 'store_category' ? 'in' : 'Coffee houses',
      )
      expect((await run(chosen.id)).receipt).toMatchObject({ accepted: 2, verifiedEqual: 2, differences: 0 })
      expect(inside()).toEqual({ Alpha: [], Beta: [], Gamma: [idOf('Bars')] })
      const after = await publishing.plan()
      expect(after).toMatchObject({ counts: { unchanged: 3 }, names: [{ choice: 'drop', pages: 2 }] })

      const again = await choose(after.id, 'recreate')
      expect(again.creates).toEqual([{ kind: one.kind, count: 1, names: ['Cafés'] }])
      expect((await run(again.id)).receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
      expect(inside()['Alpha']).toEqual([idOf('Cafés')])
      expect(await publishing.plan()).toMatchObject({ names: [], counts: { unchanged: 3 } })
    })

    test('deleted and left out: nothing is made, and there is no new name to take over', async () => {
      await begin()
      remove('Cafés')
      const plan = await publishing.plan()
      expect(plan.names).toMatchObject([{ name: 'Cafés', foundName: null, pages: 2 }])
      await expect(choose(plan.id, 'take_over', 'Cafés')).rejects.toThrow(/was deleted in Wix/)
      await expect(choose(plan.id, 'drop', 'Teahouses')).rejects.toThrow(/tells of no/)
      const chosen = await choose(plan.id, 'drop')
      expect(chosen.creates).toEqual([])
      expect((await run(chosen.id)).receipt).toMatchObject({ verifiedEqual: 2, differences: 0 })
      expect(names()).toEqual(['Bars'])
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    })

    test('renamed between plan and run: pages go as planned, and the next plan tells', async () => {
      await begin()
      await publishing.replaceRows([...rows, { id: 'p4', name: 'Delta', cat: 'Cafés' }])
      const plan = await publishing.plan()
      const id = idOf('Cafés')
      rename('Cafés', 'Coffee houses')
      expect((await run(plan.id)).receipt).toMatchObject({ accepted: 1, verifiedEqual: 1 })
      expect(inside()['Delta']).toEqual([id])
      expect((await publishing.plan()).names).toMatchObject([{ foundName: 'Coffee houses', pages: 3 }])
    })

    test('deleted between plan and run: pages that need it wait, the others go, and nothing is made', async () => {
      await begin()
      await publishing.replaceRows([
        ...rows,
        { id: 'p4', name: 'Delta', cat: 'Cafés' },
        { id: 'p5', name: 'Epsilon', cat: 'Bars' },
      ])
      const plan = await publishing.plan()
      remove('Cafés')
      const done = await run(plan.id)
      expect(done.receipt).toMatchObject({ accepted: 1 })
      expect(done.counts).toMatchObject({ accepted: 1, held: 1, rejected: 0 })
      expect(names()).toEqual(['Bars'])
      const { rows: problems } = await database.query<{ code: string }>(
        `select problem ->> 'code' as code from run_items where run_id = $1 and state = 'held'`,
        [done.id],
      )
      expect(problems).toEqual([{ code: 'name_gone' }])
      const next = await publishing.plan()
      expect(next.names).toMatchObject([{ name: 'Cafés', foundName: null, pages: 3 }])
      expect((await run(next.id)).receipt).toMatchObject({ accepted: 3, verifiedEqual: 3 })
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 5 })
    })
  })
})
