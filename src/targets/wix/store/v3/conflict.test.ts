// Changes of products of Catalog V3 that something comes between: against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  changeOne,
  createOne,
  kinds,
  noAssets,
  readOne,
  storeItem,
  storeOptions,
} from '../../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { wixStore } from '../store.ts'

const options = storeOptions()
const productsBulk = '/stores/v3/bulk/products/update'
let site: StoreSite

beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V3' })
})
afterEach(() => site.close())

const before = { stock: '5', section_1_title: 'Care', section_1_text: '<p>Wipe it.</p>' }

interface Stored {
  id: string
  product: Record<string, unknown>
}
const stored = (id: string) => {
  const found = site.control.items(site.siteId, 'products') as unknown as Stored[]
  return found.find((product) => product.id === id)!
}

describe('when somebody else writes at the same time', () => {
  async function hundred(fields: Record<string, string> = {}) {
    const items = Array.from({ length: 100 }, (_, i) => storeItem(`row-${i}`, fields))
    const outcomes = await wixStore.create(site.ctx, items, options, noAssets)
    return items.map((item, i) => {
      const outcome = outcomes[i]!
      if (outcome.kind !== 'accepted') throw new Error('not accepted')
      const { payload } = storeItem(`row-${i}`, { ...fields, name: `Another ${i}` })
      return { ...item, payload, remoteId: outcome.ref.remoteId, changedFields: ['name'] }
    })
  }

  test('a hundred refusals for an old revision settle within one call', async () => {
    const items = await hundred()
    const indexes = items.map((_, i) => i)
    site.control.addFault({
      ...{ route: `POST ${productsBulk}`, kind: 'bulk-partial', nth: 1 },
      ...{ indexes, code: 'INVALID_REVISION' },
    })
    const outcomes = await wixStore.update(site.ctx, items, options, noAssets)
    expect(new Set(kinds(outcomes))).toEqual(new Set(['accepted']))
    expect(stored(items[99]!.remoteId).product['name']).toBe('Another 99')
  })

  test('a real change between reading and writing is met with its new revision', async () => {
    const items = (await hundred()).slice(0, 3)
    const original = site.client.storeProducts.bulkUpdate
    let edits = 0
    site.client.storeProducts.bulkUpdate = (...given) => {
      if (edits++ < 2) {
        const fields = { name: 'Theirs' }
        site.control.editItem({ siteId: site.siteId, kind: 'product', id: items[1]!.remoteId, fields })
      }
      return original(...given)
    }
    expect(kinds(await wixStore.update(site.ctx, items, options, noAssets))).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ])
    expect(stored(items[1]!.remoteId).product['name']).toBe('Another 1')
  })

  test('a revision that never rests is a wait and no refusal', async () => {
    const items = (await hundred()).slice(0, 2)
    site.control.addFault({
      ...{ route: `POST ${productsBulk}`, kind: 'bulk-partial' },
      ...{ indexes: [0], code: 'INVALID_REVISION' },
    })
    expect(kinds(await wixStore.update(site.ctx, items, options, noAssets))).toEqual(['wait', 'accepted'])
  })

  test('sections and stock are tried again too', async () => {
    const old = storeItem('a', before)
    const remoteId = await createOne(site, old, options)
    for (const path of ['info-sections/update', 'inventory-items/update'])
      site.control.addFault({
        ...{ route: `POST /stores/v3/bulk/${path}`, kind: 'bulk-partial', nth: 1 },
        ...{ indexes: [0], code: 'INVALID_REVISION' },
      })
    const fields = { ...before, stock: '6', section_1_text: '<p>Wash it.</p>' }
    const { item, outcome } = await changeOne(site, remoteId, old, storeItem('a', fields))
    expect(outcome.kind).toBe('accepted')
    const state = await readOne(site, remoteId, options)
    expect(state.fields).toMatchObject(wixStore.payloadFields(item.payload, noAssets))
  })

  test('a lost answer is in doubt, and reading shows that it arrived', async () => {
    const old = storeItem('a')
    const remoteId = await createOne(site, old, options)
    site.control.addFault({ route: `POST ${productsBulk}`, kind: 'accept-then-drop', nth: 1 })
    const { item, outcome } = await changeOne(site, remoteId, old, storeItem('a', { name: 'Another' }))
    expect(outcome.kind).toBe('in_doubt')
    const state = await readOne(site, remoteId, options)
    expect(state.fields).toMatchObject(wixStore.payloadFields(item.payload, noAssets))
  })

  test('a throttled read or write did nothing and waits', async () => {
    const old = storeItem('a')
    const remoteId = await createOne(site, old, options)
    for (const path of ['/stores/v3/products/query', productsBulk]) {
      site.control.addFault({ route: `POST ${path}`, kind: 'throttle-before', times: 9 })
      const { outcome } = await changeOne(site, remoteId, old, storeItem('a', { name: 'Another' }))
      expect(outcome).toMatchObject({ kind: 'wait', blocksConnection: true })
      site.control.removeFaults()
    }
  })
})
