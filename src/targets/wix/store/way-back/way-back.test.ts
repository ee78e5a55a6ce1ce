// Products off the store and back, in both catalogs, against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  changeOne,
  createOne,
  idOf,
  kinds,
  makeAssets,
  readOne,
  type StoreItem,
  storeItem,
  storeOptions,
} from '../../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { assetKey, type ItemOutcome, pageSeed } from '../../../target.ts'
import type { RestoreItem } from '../../../way-back.ts'
import type { StoreOptions } from '../options.ts'
import { wixStore } from '../store.ts'
import { storeWayBack as wayBack } from './way-back.ts'

const before = {
  name: 'Before',
  price: '10',
  compare_at_price: '12',
  sku: 'B-1',
  weight: '2',
  description: '<h2>Before</h2><p>Some <b>words</b>.</p>',
  brand: 'Old',
  ribbon: 'Sale',
  visible: 'true',
  images: 'https://images.test/before.jpg | The view',
  categories: 'Chairs; Oak',
  seo_title: 'Before | Shop',
  section_1_title: 'Care',
  section_1_text: '<p>With oil</p>',
}
const after = {
  name: 'After',
  price: '20',
  compare_at_price: '',
  sku: 'B-2',
  weight: '3',
  description: '<ul><li>one</li></ul>',
  brand: '',
  ribbon: 'New',
  visible: 'false',
  images: 'https://images.test/after.jpg',
  categories: 'Oak; Elm',
  seo_title: 'After | Shop',
  section_1_title: 'Care',
  section_1_text: '<p>With wax</p>',
  section_2_title: 'Size',
  section_2_text: '<p>Large</p>',
}

const kindOf = { V1: 'productV1', V3: 'product' } as const
const createRoute = {
  V1: 'POST /stores/v1/products',
  V3: 'POST /stores/v3/bulk/products-with-inventory/create',
}
const updateRoute = { V1: 'PATCH /stores/v1/products/*', V3: 'POST /stores/v3/bulk/products/update' }

describe.each(['V3', 'V1'] as const)('Catalog %s', (catalog) => {
  let site: StoreSite
  let options: StoreOptions
  let assets: Map<string, string>
  let old: StoreItem
  let next: StoreItem

  beforeEach(async () => {
    site = await startStoreSite({ catalog })
    options = storeOptions({}, catalog)
    const more: Record<string, string> = catalog === 'V3' ? { stock: '3' } : {}
    const other: Record<string, string> = catalog === 'V3' ? { stock: '7' } : {}
    old = storeItem('a', { ...before, ...more, slug: 'before' }, options)
    next = storeItem('a', { ...after, ...other, slug: 'after' }, options)
    assets = await makeAssets(site, [old, next])
  })
  afterEach(() => site.close())

  async function changeAll(id: string): Promise<void> {
    const { item, outcome } = await changeOne(site, id, old, next, assets)
    expect(outcome.kind).toBe('accepted')
    if (wixStore.finish!.isDue(item.payload, item.changedFields, null))
      expect(kinds(await wixStore.finish!.run(site.ctx, [item], options, assets))).toEqual(['accepted'])
  }

  async function look(id: string) {
    const { status, fields, raw, url } = await readOne(site, id, options)
    return { status, fields: fields!, raw, url }
  }

  function back(remoteId: string, snapshot: unknown, more: Partial<RestoreItem> = {}): RestoreItem {
    return {
      ...{ rowKey: 'a', seed: pageSeed('prj', 'a'), remoteId, snapshot, changedFields: null },
      ...{ from: 'there' as const, visibility: null, ...more },
    }
  }

  /** As a run does it: the call, then the last steps where some are due. */
  async function restore(...items: RestoreItem[]): Promise<ItemOutcome[]> {
    const outcomes = await wayBack.restore(site.ctx, items, options)
    const due = items.flatMap((item, place) => {
      const outcome = outcomes[place]
      const isDue = outcome?.kind === 'accepted' && wayBack.finishRestore!.isDue(item, options)
      return isDue ? [{ ...item, remoteId: outcome.ref.remoteId }] : []
    })
    const ends = due.length === 0 ? [] : await wayBack.finishRestore!.run(site.ctx, due, options)
    const byRow = new Map(ends.map((outcome) => [outcome.rowKey, outcome]))
    return outcomes.map((outcome) => byRow.get(outcome.rowKey) ?? outcome)
  }

  const differing = (one: Record<string, string>, other: Record<string, string>) =>
    [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name])

  test('a changed product is equal to its snapshot in every field again: named ones, or all', async () => {
    const id = await createOne(site, old, options, assets)
    const then = await look(id)
    expect(wayBack.snapshotFields(then.raw, options)).toEqual(then.fields)
    for (const isNamed of [true, false]) {
      await changeAll(id)
      const changedFields = differing((await look(id)).fields, then.fields)
      const common = ['name', 'slug', 'description', 'brand', 'ribbon', 'status', 'seo', 'sku', 'weight']
      expect(changedFields).toEqual(expect.arrayContaining(common))
      expect(changedFields.filter((name) => name.startsWith('category:'))).toHaveLength(2)
      const item = back(id, then.raw, { changedFields: isNamed ? changedFields : null })
      expect(kinds(await restore(item))).toEqual(['accepted'])
      expect(await look(id)).toMatchObject({ status: 'live', fields: then.fields, url: then.url })
      expect((await look(id)).fields).toEqual(then.fields)
    }
    expect(wayBack.losses(then.raw, 'there', options)).toEqual([])
  })

  test('what is not named stays as people left it', async () => {
    const id = await createOne(site, old, options, assets)
    const then = await look(id)
    await changeAll(id)
    const theirs = { ribbon: catalog === 'V1' ? 'Theirs' : { name: 'Theirs' } }
    site.control.editItem({ siteId: site.siteId, kind: kindOf[catalog], id, fields: theirs })
    const changedFields = ['name', 'price', 'sale_price', 'compare_at_price'].filter(
      (name) => name in then.fields,
    )
    expect(kinds(await restore(back(id, then.raw, { changedFields })))).toEqual(['accepted'])
    const now = (await look(id)).fields
    for (const name of changedFields) expect(now[name]).toBe(then.fields[name])
    expect(now).toMatchObject({ ribbon: 'Theirs', sku: 'B-2', weight: '3', slug: 'after' })
  })

  test('a product without an SKU is without one again', async () => {
    const { id } = site.control.createItem({
      siteId: site.siteId,
      kind: kindOf[catalog],
      fields:
        catalog === 'V1'
          ? { name: 'Theirs', slug: 'theirs', sku: '', priceData: { price: 5 } }
          : {
              ...{ name: 'Theirs', slug: 'theirs', productType: 'PHYSICAL', physicalProperties: {} },
              variantsInfo: {
                variants: [{ price: { actualPrice: { amount: '5' } }, physicalProperties: {} }],
              },
            },
    }) as { id: string }
    const then = await look(id)
    expect(then.fields['sku']).toBe('')
    const changedFields = ['sku']
    const item = { ...old, remoteId: id, changedFields }
    expect(kinds(await wixStore.update(site.ctx, [item], options, assets))).toEqual(['accepted'])
    expect((await look(id)).fields['sku']).toBe('B-1')
    expect(kinds(await restore(back(id, then.raw, { changedFields })))).toEqual(['accepted'])
    expect((await look(id)).fields).toEqual(then.fields)
  })

  test('hidden and shown again; what is down already is left, and so is a lost answer repeated', async () => {
    const id = await createOne(site, old, options, assets)
    const then = await look(id)
    const items = [{ rowKey: 'a', remoteId: id, how: 'draft' as const }]
    site.control.addFault({ route: updateRoute[catalog], kind: 'accept-then-drop', nth: 1 })
    expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(['in_doubt'])
    expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(['accepted'])
    expect(await look(id)).toMatchObject({ status: 'draft', fields: { ...then.fields, status: 'draft' } })
    site.writes()
    await wayBack.takeDown(site.ctx, [{ ...items[0]!, found: { status: 'draft' } }], options)
    expect(site.writes()).toEqual([])
    expect(kinds(await restore(back(id, null, { changedFields: [] })))).toEqual(['accepted'])
    expect(await look(id)).toMatchObject({ status: 'live', fields: then.fields, url: then.url })
    expect(wayBack.takeDowns(options).map(({ how, isFinal }) => [how, isFinal])).toEqual([
      ['draft', false],
      ['deleted', true],
    ])
  })

  test('a deleted product is made again once, equal but for its ID, which is said before', async () => {
    const id = await createOne(site, old, options, assets)
    const then = await look(id)
    const items = [{ rowKey: 'a', remoteId: id, how: 'deleted' as const }]
    for (const _ of [1, 2])
      expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(['accepted'])
    expect((await wixStore.read(site.ctx, [id], 'light', options)).get(id)?.status).toBe('gone')
    expect(kinds(await wayBack.takeDown(site.ctx, [{ ...items[0]!, how: 'draft' }], options))).toEqual([
      'accepted',
    ])
    const one = back(id, then.raw, { from: 'gone' })
    expect(wayBack.losses(then.raw, 'gone', options)).toMatchObject([
      { code: 'made_again', severity: 'note', message: expect.stringMatching(/another ID/) },
    ])
    site.control.addFault({ route: createRoute[catalog], kind: 'accept-then-drop', nth: 1 })
    expect(kinds(await wayBack.restore(site.ctx, [one], options))).toEqual(['in_doubt'])
    const [ref] = (await wayBack.findRestored(site.ctx, [one], options)).get('a') ?? []
    const again = (await wayBack.restore(site.ctx, [one], options))[0]
    expect(idOf(again)).toBe(ref?.remoteId)
    expect(ref?.remoteId).not.toBe(id)
    const made = { ...one, remoteId: ref!.remoteId }
    expect(wayBack.finishRestore!.isDue(made, options)).toBe(true)
    for (const _ of [1, 2])
      expect(kinds(await wayBack.finishRestore!.run(site.ctx, [made], options))).toEqual(['accepted'])
    expect((await look(ref!.remoteId)).fields).toEqual(then.fields)
    const count = site.control.items(site.siteId, catalog === 'V1' ? 'productsV1' : 'products').length
    expect(count).toBe(1)
  })

  test('a product that had no weight is made again without one, and one that is there has none again', async () => {
    const weightOf = () => {
      const kind = catalog === 'V1' ? 'productsV1' : 'products'
      const [one] = site.control.items(site.siteId, kind) as { product: Record<string, unknown> }[]
      return one!.product['weight']
    }
    const bare = storeItem('a', { name: 'Bare', price: '5', slug: 'bare' }, options)
    const id = await createOne(site, bare, options, assets)
    const then = await look(id)
    expect(weightOf()).toBeUndefined()
    const heavy = storeItem('a', { name: 'Bare', price: '5', slug: 'bare', weight: '2' }, options)
    await changeOne(site, id, bare, heavy, assets)
    expect(kinds(await restore(back(id, then.raw, { changedFields: ['weight'] })))).toEqual(['accepted'])
    expect((await look(id)).fields).toEqual(then.fields)
    await wayBack.takeDown(site.ctx, [{ rowKey: 'a', remoteId: id, how: 'deleted' }], options)
    expect(kinds(await restore(back(id, then.raw, { from: 'gone' })))).toEqual(['accepted'])
    expect(weightOf()).toBeUndefined()
  })

  test('a project that fills sections has nothing of its own to take down, and puts its sections back', async () => {
    const id = await createOne(site, old, options, assets)
    const sections = storeOptions({ mode: 'sections', matchBy: 'slug' }, catalog)
    const texts = { slug: 'before', section_1_title: 'Size', section_1_text: '<p>Small</p>' }
    const filled = { ...storeItem('s', texts, sections, 'other'), remoteId: id }
    const then = (await wixStore.read(site.ctx, [id], 'full', sections)).get(id)!
    expect(kinds(await wixStore.update(site.ctx, [filled], sections, assets))).toEqual(['accepted'])
    const now = (await wixStore.read(site.ctx, [id], 'full', sections)).get(id)!
    const changedFields = differing(now.fields!, then.fields!)
    expect(changedFields).toHaveLength(1)
    expect(wayBack.takeDowns(sections)).toEqual([])
    const item = { ...back(id, then.raw, { changedFields }), rowKey: 's', seed: pageSeed('other', 's') }
    expect(kinds(await wayBack.restore(site.ctx, [item], sections))).toEqual(['accepted'])
    expect((await wixStore.read(site.ctx, [id], 'full', sections)).get(id)!.fields).toEqual(then.fields)
    expect(await wayBack.restore(site.ctx, [{ ...item, from: 'gone' }], sections)).toMatchObject([
      { kind: 'rejected', problem: { code: 'no_such_product' } },
    ])
  })

  test('categories are told with what uses them, and go from the store', async () => {
    const id = await createOne(site, old, options, assets)
    const made = ['Chairs', 'Oak', 'Elm'].map((name) => {
      const need = { kind: 'store_category', name }
      return { need, id: assets.get(assetKey(need))! }
    })
    const users = async (...except: string[]) => {
      const uses = await wayBack.assetUses!(site.ctx, made, new Set(except), options)
      return made.map(({ need }) => uses.get(assetKey(need)))
    }
    expect(await users()).toEqual([[id], [id], []])
    expect(await users(id)).toEqual([[], [], []])
    if (catalog === 'V3') {
      const parentCategory = { id: made[2]!.id }
      const child = await site.client.storeCategories.create({ name: 'Below', parentCategory })
      expect(await users(id)).toEqual([[], [], [child.id]])
      await site.client.storeCategories.remove(child.id)
    }
    const route = catalog === 'V1' ? 'DELETE /stores/v1/collections/*' : 'DELETE /categories/v1/categories/*'
    site.control.addFault({ route, kind: 'accept-then-drop', nth: 2 })
    expect((await wayBack.removeAssets!(site.ctx, made.slice(1), options)).map(({ kind }) => kind)).toEqual([
      'ready',
      'in_doubt',
    ])
    expect(await wayBack.removeAssets!(site.ctx, made.slice(1), options)).toEqual(
      made.slice(1).map((one) => ({ kind: 'ready', id: one.id })),
    )
    const left = site.control.items(site.siteId, catalog === 'V1' ? 'storeCollections' : 'storeCategories')
    expect(left.map((one) => one['id'])).toEqual([made[0]!.id])
  })

  test('what is predicted is what it costs', async () => {
    const id = await createOne(site, old, options, assets)
    const then = await look(id)
    await changeAll(id)
    const changedFields = ['name', 'description', 'seo', 'weight']
    const item = back(id, then.raw, { changedFields })
    const loads = [wayBack.costs.restoreLoad(item, options, true)]
    const { reads, writes } = wayBack.costs.restore(loads, options)
    site.calls()
    expect(kinds(await wayBack.restore(site.ctx, [item], options))).toEqual(['accepted'])
    expect(site.calls()).toHaveLength(reads + writes)
    for (const [rowKey, fields] of Object.entries({
      bare: {},
      sections: { ...before, slug: 'c', sku: 'C' },
    })) {
      const sent = storeItem(rowKey, fields, options)
      const remoteId = await createOne(site, sent, options, assets)
      const load = wixStore.costs.loadOf(sent.payload, null, assets, null)
      for (const how of ['draft', 'deleted'] as const) {
        site.calls()
        const down = wayBack.costs.takeDown(how, [load], options)
        await wayBack.takeDown(site.ctx, [{ rowKey, remoteId, how }], options)
        expect(site.calls(), `${rowKey} ${how}`).toHaveLength(down.reads + down.writes)
      }
    }
  })

  test('an address can be lent to another, and a snapshot that is none is said to be none', async () => {
    const id = await createOne(site, old, options, assets)
    const { raw, fields } = await look(id)
    const aside = wayBack.atAddress!(raw, 'aside')
    expect(wayBack.snapshotFields(aside, options)).toEqual({ ...fields, slug: 'aside' })
    expect(wayBack.snapshotFields(null, options)).toBeNull()
    expect(
      await wayBack.restore(site.ctx, [back(id, { no: 1 }, { changedFields: ['name'] })], options),
    ).toMatchObject([{ kind: 'rejected', problem: { code: 'snapshot_incomplete' } }])
  })
})
