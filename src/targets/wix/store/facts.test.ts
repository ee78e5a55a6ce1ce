// What is asked of a store before a plan, against the simulated Wix.
import { afterEach, expect, test } from 'vitest'
import { storeItem, storeOptions } from '../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../test/helpers/store-site.ts'
import { wixStore } from './store.ts'

let site: StoreSite
afterEach(() => site.close())

const read = () => wixStore.facts!.read(site.ctx, storeOptions())

test.each(['V1', 'V3'] as const)('the catalog is %s, in one call', async (catalog) => {
  site = await startStoreSite({ catalog })
  expect(await read()).toEqual({ catalog })
  expect(site.calls()).toEqual(['GET /stores/v3/provision/version'])
})

test.each(['V1', 'V3'] as const)(
  'the catalog %s is found out where nobody may ask for it',
  async (catalog) => {
    const permissions = ['Manage Products', 'Read Products']
    const switches = { catalogVersionScope: 'own' as const }
    site = await startStoreSite({ catalog, permissions, site: { switches } })
    expect(await read()).toEqual({ catalog })
    expect(site.calls()).toEqual(['GET /stores/v3/provision/version', 'POST /stores/v3/products/query'])
  },
)

test('a site whose catalog nobody may ask for, without a store, is told so', async () => {
  const switches = { catalogVersionScope: 'own' as const }
  const permissions = ['Manage Products']
  site = await startStoreSite({ catalog: 'V3', permissions, site: { switches, installedApps: ['blog'] } })
  await expect(read()).rejects.toMatchObject({ code: 'wix_app_missing' })
})

test('a key that may read nothing of the store is told what it lacks', async () => {
  site = await startStoreSite({ catalog: 'V3', permissions: ['Manage Blog'] })
  await expect(read()).rejects.toMatchObject({ kind: 'forbidden', permission: 'Manage Products' })
})

test('a site without a store is told so', async () => {
  site = await startStoreSite({ catalog: 'V3', site: { installedApps: ['blog'] } })
  await expect(read()).rejects.toMatchObject({
    ...{ code: 'wix_app_missing', message: expect.stringContaining('Wix Stores') },
  })
})

test('pages of a plan for another catalog are held', async () => {
  site = await startStoreSite({ catalog: 'V3' })
  const { payload } = storeItem('a')
  const { objection } = wixStore.facts!
  expect(objection(payload, { catalog: 'V1' }, { catalog: 'V3' })).toBeNull()
  expect(objection(payload, { catalog: 'V3' }, { catalog: 'V1' })).toMatchObject({ code: 'catalog_changed' })
})

test('only the older catalog is worth a note', async () => {
  site = await startStoreSite({ catalog: 'V3' })
  const { notes } = wixStore.facts!
  expect(notes({ catalog: 'V3' }, storeOptions())).toEqual([])
  expect(notes({ catalog: 'V1' }, storeOptions())).toMatchObject([{ code: 'catalog_v1', severity: 'note' }])
})

test('categories of the older catalog are its collections', async () => {
  site = await startStoreSite({ catalog: 'V1' })
  const need = { kind: 'store_category', name: 'Chairs' }
  const [made] = await wixStore.createAssets(site.ctx, [need])
  expect(made?.kind).toBe('ready')
  const found = await wixStore.lookUpAssets(site.ctx, [need, { kind: 'store_category', name: 'Lamps' }])
  expect([...found.values()]).toEqual([made?.kind === 'ready' ? made.id : ''])
  expect(site.control.items(site.siteId, 'storeCollections')).toHaveLength(1)
})
