import { afterAll, beforeAll, expect, it } from 'vitest'
import { at, openTestSite, type Reply, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
beforeAll(async () => {
  test = await openTestSite({ site: { installedApps: ['stores'] } })
})
afterAll(() => test.simulator.close())

const base = '/stores/v3/info-sections'
const section = (uniqueName: string, plainDescription = '<p>text</p>') => ({
  uniqueName,
  title: 'Specs',
  plainDescription,
})
const code = (reply: Reply) => at(reply.body, 'details.applicationError.code')
const product = (name: string, infoSections: Obj[]) => ({
  name,
  productType: 'PHYSICAL',
  physicalProperties: {},
  variantsInfo: { variants: [{ price: { actualPrice: { amount: '1' } }, physicalProperties: {} }] },
  infoSections,
})

it('finds a section by its unique name and leaves its content alone', async () => {
  const made = await test.call('POST', `${base}/get-or-create`, { infoSection: section('a', '<p>one</p>') })
  const again = await test.call('POST', `${base}/get-or-create`, { infoSection: section('a', '<p>two</p>') })
  expect(at(again.body, 'infoSection')).toEqual(at(made.body, 'infoSection'))
  expect(at(again.body, 'infoSection.plainDescription')).toBe('<p>one</p>')
  expect((await test.call('POST', base, { infoSection: section('a') })).status).toBe(409)
})

it('gets or creates, queries by name, and updates by revision in bulk', async () => {
  const infoSections = ['b1', 'b2', 'a'].map((name) => section(name))
  const made = await test.call('POST', '/stores/v3/bulk/info-sections/get-or-create', { infoSections })
  expect(at(made.body, 'bulkActionMetadata.totalSuccesses')).toBe(3)
  const filter = { uniqueName: { $in: ['b1', 'b2', 'none'] } }
  const query = { filter, cursorPaging: { limit: 100 } }
  const found = (await test.call('POST', `${base}/query`, { query })).body['infoSections'] as Obj[]
  expect(found.map((entry) => entry['uniqueName']).sort()).toEqual(['b1', 'b2'])
  const update = (revision: string) =>
    found.map(({ id }) => ({ infoSection: { id, revision, plainDescription: '<p>new</p>' } }))
  const bulk = async (revision: string) =>
    test.call('POST', '/stores/v3/bulk/info-sections/update', {
      infoSections: update(revision),
      returnEntity: true,
    })
  expect(at((await bulk('1')).body, 'results.0.item')).toMatchObject({
    revision: '2',
    plainDescription: '<p>new</p>',
  })
  expect(at((await bulk('1')).body, 'results.0.itemMetadata.error.code')).toBe('INVALID_REVISION')
  const missing = await test.call('PATCH', `${base}/00000000-0000-0000-0000-000000000000`, {
    infoSection: { id: '00000000-0000-0000-0000-000000000000', revision: '1' },
  })
  expect(missing.status).toBe(404)
})

it('shares a section between products, assigns by revision, and unassigns when it is deleted', async () => {
  const inline = await test.call('POST', '/stores/v3/products', {
    product: product('One', [section('a', '<p>x</p>')]),
    fields: ['INFO_SECTION_PLAIN_DESCRIPTION'],
  })
  expect(at(inline.body, 'product.infoSections.0')).toMatchObject({
    uniqueName: 'a',
    plainDescription: '<p>one</p>',
  })
  const unknown = await test.call('POST', '/stores/v3/products', {
    product: product('Two', [{ id: '00000000-0000-4000-8000-000000000000' }]),
  })
  expect(code(unknown)).toBe('INFO_SECTION_CREATION_FAILED')
  const made = await test.call('POST', base, { infoSection: section('mine') })
  const [productId, sectionId] = [at(inline.body, 'product.id'), at(made.body, 'infoSection.id')]
  const assign = (revision: string) =>
    test.call('POST', '/stores/v3/bulk/products/add-info-sections', {
      products: [{ productId, revision }],
      infoSectionIds: [sectionId],
    })
  expect(at((await assign('9')).body, 'results.0.itemMetadata.error.code')).toBe('INVALID_REVISION')
  expect(at((await assign('1')).body, 'bulkActionMetadata.totalSuccesses')).toBe(1)
  const sections = async () => {
    const { body } = await test.call('GET', `/stores/v3/products/${productId}?fields=INFO_SECTION`)
    return (at(body, 'product.infoSections') as Obj[]).map((entry) => entry['uniqueName'])
  }
  expect(await sections()).toEqual(['a', 'mine'])
  const counted = await test.call('GET', `${base}/${sectionId}?fields=ASSIGNED_PRODUCTS_COUNT`)
  expect(at(counted.body, 'infoSection.assignedProductsCount')).toBe(1)
  await test.call('DELETE', `${base}/${sectionId}`)
  expect(await sections()).toEqual(['a'])
})

it('refuses sections inside a product where the site does not take them', async () => {
  test.simulator.control.changeSite({ id: test.site.id, switches: { inlineInfoSections: 'reject' } })
  const reply = await test.call('POST', '/stores/v3/products', { product: product('Three', [section('c')]) })
  test.simulator.control.changeSite({ id: test.site.id, switches: { inlineInfoSections: 'create' } })
  expect(code(reply)).toBe('INFO_SECTION_CREATION_FAILED')
})
