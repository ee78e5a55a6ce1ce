// Which products of Catalog V3 were made from a row, and in which order they are told.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOne, storeItem, storeOptions } from '../../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { wixStore } from '../store.ts'

const options = storeOptions()
let site: StoreSite

beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V3' })
})
afterEach(() => site.close())

const own = async (item: ReturnType<typeof storeItem>) => {
  const find = await wixStore.findOwn(site.ctx, options, null)
  return (await find([item])).get(item.rowKey)?.map(({ remoteId }) => remoteId)
}

test('twins are told the oldest first, whichever mark gave them away', async () => {
  const older = await createOne(site, storeItem('a', { slug: 'one', description: '<p>Oak</p>' }), options)
  const section = { section_1_title: 'Facts', section_1_text: '<p>Oak</p>' }
  const newer = await createOne(site, storeItem('a', { slug: 'two', ...section }), options)
  expect(await own(storeItem('a', { slug: 'three' }))).toEqual([older, newer])
})

test('a product that only its address gives away comes after those with a mark, however old it is', async () => {
  const { id } = site.control.createItem({
    siteId: site.siteId,
    kind: 'product',
    fields: { name: 'Name of a', slug: 'a', price: '9.90' },
  })
  const marked = await createOne(site, storeItem('a', { slug: 'else', description: '<p>Oak</p>' }), options)
  expect(await own(storeItem('a'))).toEqual([marked, id])
})
