// What the check, the guide and the words of errors have in common: one table, made of what destinations declare.
import { expect, test } from 'vitest'
import { targets } from '../targets/index.ts'
import { createWixClient, isWixError } from '../wix/index.ts'
import { permissionTable } from './permission-table.ts'
import { probes } from './probes.ts'
import { mergeCapabilities, siteApps, unknownCapabilities } from './site-apps.ts'
import { createDirectWix } from './test-wix.ts'

const named = (name: string) => permissionTable.find((one) => one.name === name)

test('each permission is listed once, with the destinations that can do nothing without it', () => {
  expect(new Set(permissionTable.map(({ name }) => name)).size).toBe(permissionTable.length)
  for (const { id, permissions } of targets)
    for (const { permission, isRequired } of permissions)
      expect(named(permission.name)?.requiredFor.includes(id), `${permission.name} for ${id}`).toBe(
        isRequired,
      )
})

test('every destination needs a permission that a probe of its app can prove', () => {
  for (const { id, app, permissions } of targets) {
    const needed = permissions
      .filter(({ isRequired }) => isRequired)
      .flatMap(({ permission }) => permission.probes)
    expect(
      needed.some((one) => one.app === app.id),
      id,
    ).toBe(true)
  }
})

test('a bigger permission that covers another is in the table or understood in lists of apps', () => {
  for (const { coveredBy = [] } of permissionTable)
    for (const name of coveredBy) expect(named(name)).toBeDefined()
})

test('probes have names of their own, and optionals come last', () => {
  const all = probes.flatMap((one) => [one.id, ...(one.otherCatalog ? [one.otherCatalog.id] : [])])
  expect(new Set(all).size).toBe(all.length)
  const optionals = permissionTable.map(({ optional }) => optional)
  expect(optionals).toEqual(optionals.toSorted())
})

test('apps are told with their version, and what a later check cannot tell stays', () => {
  const before = { ...unknownCapabilities(), blog: 'no', stores: 'V3' }
  const now = { ...unknownCapabilities(), blog: 'yes' }
  const merged = mergeCapabilities(before, now)
  expect(siteApps(merged)).toEqual(
    expect.arrayContaining([
      { id: 'blog', name: 'Wix Blog', state: 'yes', version: null },
      { id: 'cms', name: 'Wix CMS', state: 'unknown', version: null },
      { id: 'stores', name: 'Wix Stores', state: 'yes', version: 'V3' },
    ]),
  )
  expect(siteApps({ stores: 'none' }).find(({ id }) => id === 'stores')?.state).toBe('no')
})

test('every permission that an error of a run names is one that the check asks for', async () => {
  const wix = createDirectWix()
  const { site } = wix.control.createSite()
  const { key } = wix.control.createKey({ permissions: ['Manage Your App'] })
  const auth = { kind: 'apiKey' as const, apiKey: key, siteId: site.id }
  const client = createWixClient({ baseUrl: 'https://wix.test', auth, fetch: wix.fetch })
  const calls: [string, () => Promise<unknown>][] = [
    ['Read v3 catalog (PII)', () => client.storeCatalog.version()],
    ['Read Categories', () => client.storeCategories.query()],
    ['Category write', () => client.storeCategories.create({ name: 'A' })],
    ['Category item write', () => client.storeCategories.addItems(site.id, [site.id])],
    ['Info section write in v3 catalog', () => client.infoSections.bulkRemove([site.id])],
    ['Inventory write in v3 catalog', () => client.inventoryItems.bulkUpdate([])],
    ['Manage Products', () => client.storeProducts.query()],
    ['Read Data Collections', () => client.dataCollections.list()],
    ['Manage Data Items', () => client.dataItems.query('Pages')],
    ['Manage Blog', () => client.draftPosts.list()],
    ['Read Members', () => client.members.list()],
    ['Read Tags', () => client.orderTags.list()],
  ]
  for (const [name, call] of calls) {
    const error = await call().then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(isWixError(error) && error.permission, name).toBe(name)
    expect(named(name), name).toBeDefined()
  }
})
