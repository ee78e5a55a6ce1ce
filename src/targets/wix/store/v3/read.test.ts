// Reading products of Catalog V3 against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createOne,
  noAssets,
  readOne,
  storeItem,
  storeOptions,
} from '../../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { wixStore } from '../store.ts'

const options = storeOptions()
let site: StoreSite

beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V3' })
})
afterEach(() => site.close())

const before = {
  stock: '5',
  section_1_title: 'Care',
  section_1_text: '<p>Wipe it.</p>',
}

describe('reading', () => {
  test('a light read says the same mark of edits as a full one, in at most two calls', async () => {
    const remoteId = await createOne(site, storeItem('a', before), options)
    const full = await readOne(site, remoteId, options)
    site.calls()
    const light = (await wixStore.read(site.ctx, [remoteId], 'light', options)).get(remoteId)
    expect(site.calls()).toHaveLength(2)
    expect(light).toMatchObject({ editedAt: full.editedAt, fields: null, raw: null })
  })

  test.each([
    ['the product', 'product', { name: 'Theirs' }, 'name'],
    ['a section of ours', 'infoSection', { plainDescription: '<p>Theirs</p>' }, 'section_1'],
  ] as const)('an edit of %s shows', async (_, kind, fields, field) => {
    const remoteId = await createOne(site, storeItem('a', before), options)
    const was = await readOne(site, remoteId, options)
    const [section] = site.control.items(site.siteId, 'infoSections') as unknown as { id: string }[]
    const id = kind === 'product' ? remoteId : section!.id
    site.control.editItem({ siteId: site.siteId, kind, id, fields })
    const now = await readOne(site, remoteId, options)
    expect(now.editedAt).not.toBe(was.editedAt)
    const moved = Object.keys(was.fields!).filter((name) => now.fields![name] !== was.fields![name])
    expect(moved).toEqual([expect.stringContaining(field)])
  })

  test('a hundred products with sections are read in seven calls', async () => {
    const items = Array.from({ length: 100 }, (_, i) =>
      storeItem(`row-${i}`, { section_1_title: 'Care', section_1_text: `<p>${i}</p>` }),
    )
    const outcomes = await wixStore.create(site.ctx, items, options, noAssets)
    const ids = outcomes.flatMap((one) => (one.kind === 'accepted' ? one.ref.remoteId : []))
    site.calls()
    expect((await wixStore.read(site.ctx, ids, 'full', options)).size).toBe(100)
    expect(site.calls().length).toBeLessThanOrEqual(7)
  })

  test('without the right to see stock the rest is still read', async () => {
    const remoteId = await createOne(site, storeItem('a', before), options)
    site.control.addFault({ route: '* /stores/v3/inventory-items/query', kind: 'no-permission' })
    const state = await readOne(site, remoteId, options)
    expect(state.fields).not.toHaveProperty('stock')
    expect(state.fields).toMatchObject({ price: '9.9' })
  })
})
