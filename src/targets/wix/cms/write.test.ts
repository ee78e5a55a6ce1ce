// Creating, changing and removing items of a simulated Wix CMS.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CmsSite, cmsItem, startCmsSite } from '../../../../test/helpers/cms-site.ts'
import type { ItemOutcome, OutgoingItem } from '../../target.ts'
import { wixCms } from './cms.ts'
import type { CmsOptions } from './options.ts'
import type { CmsPayload } from './payload.ts'

const noAssets = new Map<string, string>()
const insert = 'POST /wix-data/v2/bulk/items/insert'
const patch = 'POST /wix-data/v2/bulk/items/patch'
let site: CmsSite
let options: CmsOptions

beforeEach(async () => {
  site = await startCmsSite()
  options = await site.options()
})
afterEach(() => site.close())

const item = (rowKey: string, fields: Record<string, string> = {}, more: object = {}) =>
  cmsItem(options, rowKey, { title: `Title ${rowKey}`, slug: `Slug ${rowKey}`, ...fields }, more)
const create = (...items: OutgoingItem<CmsPayload>[]) => wixCms.create(site.ctx, items, options, noAssets)
const update = (...items: OutgoingItem<CmsPayload>[]) => wixCms.update(site.ctx, items, options, noAssets)
const kinds = (outcomes: ItemOutcome[]) => outcomes.map((one) => one.kind)
const fault = (given: Parameters<CmsSite['control']['addFault']>[0]) => site.control.addFault(given)
const rows = (count: number, fields: Record<string, string> = {}) =>
  Array.from({ length: count }, (_, i) => item(`row-${i}`, fields))

async function createOne(rowKey: string, fields: Record<string, string> = {}): Promise<string> {
  const [outcome] = await create(item(rowKey, fields))
  if (outcome?.kind !== 'accepted') throw new Error(JSON.stringify(outcome))
  return outcome.ref.remoteId
}

describe('creating', () => {
  test('a full batch is one call, each item with its own id, edit date and address', async () => {
    const items = rows(wixCms.batch(options).size)
    const outcomes = await create(...items)
    expect(site.calls()).toEqual([insert])
    expect(outcomes.map(({ rowKey }) => rowKey)).toEqual(items.map(({ rowKey }) => rowKey))
    expect(outcomes[7]).toMatchObject({
      kind: 'accepted',
      url: `${site.siteUrl}/places/slug-row-7`,
      ref: { remoteId: items[7]?.payload.itemId, editedAt: expect.any(String) },
    })
    const states = await wixCms.read(site.ctx, [items[7]!.payload.itemId], 'light', options)
    const ref = outcomes[7]?.kind === 'accepted' ? outcomes[7].ref : undefined
    expect(states.get(items[7]!.payload.itemId)?.editedAt).toBe(ref?.editedAt)
  })

  test('5,127 small items take 26 calls', async () => {
    const { size } = wixCms.batch(options)
    const items = rows(5_127)
    for (let at = 0; at < items.length; at += size) await create(...items.slice(at, at + size))
    expect(site.calls()).toEqual(Array.from({ length: 26 }, () => insert))
    expect(site.stored()).toHaveLength(5_127)
  })

  test('the id follows from the page of the project alone', () => {
    expect(item('a').payload.itemId).toMatch(/^seo-[0-9a-f]{40}$/)
    expect(item('a', { title: 'Other' }).payload.itemId).toBe(item('a').payload.itemId)
    expect(item('b').payload.itemId).not.toBe(item('a').payload.itemId)
  })

  test('a create that is sent twice makes one item, and is in doubt until it is looked at', async () => {
    await create(item('a'))
    expect(await create(item('a'), item('b'))).toMatchObject([
      { kind: 'in_doubt', reason: expect.stringContaining('already') },
      { kind: 'accepted' },
    ])
    expect((await wixCms.find(site.ctx, [item('a'), item('c')], options)).get('a')).toHaveLength(1)
    expect(site.stored()).toHaveLength(2)
  })

  test.each([
    'accept-then-drop',
    'drop-before',
    'status-after',
    'throttle-after',
    'truncated-json',
    'html-200',
  ] as const)('%s leaves a create in doubt, and one look settles it', async (kind) => {
    fault({ route: insert, kind, nth: 1 })
    const [outcome] = await create(item('a'))
    expect(outcome?.kind).toBe('in_doubt')
    expect((await wixCms.find(site.ctx, [item('a')], options)).size).toBe(site.stored().length)
  })

  test('the look is past the mirrors, which lag', async () => {
    fault({ route: '* /wix-data/*', kind: 'stale-reads', windowMs: 60_000 })
    await createOne('a')
    expect((await wixCms.find(site.ctx, [item('a')], options)).size).toBe(1)
  })

  test('entries in another order, missing or doubled reach only their own item', async () => {
    fault({ route: insert, kind: 'bulk-permuted', times: 1 })
    const outcomes = await create(item('a'), item('b'), item('c'))
    expect(outcomes.map((one) => one.kind === 'accepted' && one.ref.remoteId)).toEqual(
      ['a', 'b', 'c'].map((key) => item(key).payload.itemId),
    )
    fault({ route: insert, kind: 'bulk-missing', indexes: [1], times: 1 })
    expect(kinds(await create(item('d'), item('e'), item('f')))).toEqual(['accepted', 'in_doubt', 'accepted'])
    site.control.removeFaults()
    fault({ route: insert, kind: 'bulk-partial', indexes: [0], code: 'WDE0055' })
    expect(kinds(await create(item('g'), item('h')))).toEqual(['in_doubt', 'accepted'])
  })

  test('the quota of a minute makes a create wait and blocks, since it can be repeated', async () => {
    site.control.changeSite({ id: site.siteId, switches: { dataRequestsPerMinute: 1 } })
    await create(item('a'))
    expect(await create(item('b'), item('c'))).toMatchObject([
      { kind: 'wait', ms: 60_000, blocksConnection: true },
      { kind: 'wait', ms: 60_000, blocksConnection: true },
    ])
  })

  test('a value that may stand only once refuses its own item, with the way out', async () => {
    site.control.changeCollection({ siteId: site.siteId, id: 'Places', uniqueFields: ['slug'] })
    const outcomes = await create(item('a', { slug: 'x' }), item('b', { slug: 'x' }), item('c'))
    expect(kinds(outcomes)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(outcomes[1]).toMatchObject({ problem: { code: 'wix_wde0123' } })
  })
})

describe('too much for one call', () => {
  test.each([false, true])(
    'it is halved until it fits, nothing is lost (bare answer: %s)',
    async (bareTooLarge) => {
      const switches = { maxDataBodyBytes: 3_000, bareTooLarge }
      site.control.changeSite({ id: site.siteId, switches })
      const outcomes = await create(...rows(20, { notes: 'n'.repeat(300) }))
      expect(new Set(kinds(outcomes))).toEqual(new Set(['accepted']))
      expect(outcomes.map(({ rowKey }) => rowKey)).toEqual(rows(20).map(({ rowKey }) => rowKey))
      expect(site.stored()).toHaveLength(20)
      expect(site.calls().length).toBeLessThan(14)
    },
  )

  test('an item that is too large alone is refused with words, the others go through', async () => {
    site.control.changeSite({ id: site.siteId, switches: { maxDataBodyBytes: 3_000 } })
    const outcomes = await create(item('a'), item('b', { notes: 'n'.repeat(5_000) }), item('c'))
    expect(kinds(outcomes)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(outcomes[1]).toMatchObject({
      problem: { message: expect.stringContaining('larger than Wix allows') },
    })
  })

  test('a lost answer in one half leaves the other half to come again', async () => {
    site.control.changeSite({ id: site.siteId, switches: { maxDataBodyBytes: 3_000 } })
    fault({ route: insert, kind: 'accept-then-drop', nth: 2 })
    const outcomes = await create(...rows(10, { notes: 'n'.repeat(300) }))
    expect(kinds(outcomes).slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'in_doubt'))
    expect(outcomes.slice(5)).toMatchObject(Array.from({ length: 5 }, () => ({ kind: 'wait', ms: 0 })))
  })
})

describe('changing', () => {
  test('only what changed is sent, and what somebody did to other fields survives byte by byte', async () => {
    const id = await createOne('a', { population: '5', text: '<p>Ours</p>' })
    const theirs = { notes: 'Theirs — "kept"  ', extra: { deep: [1, { z: 1, a: null }] } }
    site.control.editItem({
      siteId: site.siteId,
      kind: 'dataItem',
      collectionId: 'Places',
      id,
      fields: theirs,
    })
    const before = site.stored()[0]!.data
    site.calls()
    const changed = item(
      'a',
      { population: '6', text: '<p>Ours</p>' },
      { remoteId: id, changedFields: ['population'] },
    )
    expect(await update(changed)).toMatchObject([{ kind: 'accepted', ref: { editedAt: expect.any(String) } }])
    expect(site.calls()).toEqual([patch])
    const after = site.stored()[0]!.data
    const { population, _updatedDate, ...rest } = after
    expect(population).toBe(6)
    expect(JSON.stringify(rest)).toBe(
      JSON.stringify(Object.fromEntries(Object.entries(before).filter(([key]) => key in rest))),
    )
  })

  test('no field named means all that the template fills', async () => {
    const id = await createOne('a')
    site.control.editItem({
      siteId: site.siteId,
      kind: 'dataItem',
      collectionId: 'Places',
      id,
      fields: { title: 'x', notes: 'kept' },
    })
    await update(item('a', {}, { remoteId: id }))
    expect(site.stored()[0]?.data).toMatchObject({ title: 'Title a', slug: 'Slug a', notes: 'kept' })
  })

  test('a lost answer is in doubt, a slow-down waits, an item that is gone is refused', async () => {
    const id = await createOne('a')
    const change = item('a', { title: 'New' }, { remoteId: id, changedFields: ['title'] })
    fault({ route: patch, kind: 'accept-then-drop', times: 1 })
    expect(kinds(await update(change))).toEqual(['in_doubt'])
    site.control.removeFaults()
    fault({ route: patch, kind: 'throttle-after', times: 1 })
    expect(await update(change)).toMatchObject([{ kind: 'wait', blocksConnection: true }])
    site.control.deleteItem({ siteId: site.siteId, kind: 'dataItem', collectionId: 'Places', id })
    expect(await update(change)).toMatchObject([{ kind: 'rejected', problem: { code: 'wix_gone' } }])
  })

  test('a field that was deleted stops the run, and tells what to do', async () => {
    const id = await createOne('a')
    site.control.changeCollection({ siteId: site.siteId, id: 'Places', removeFields: ['population'] })
    const change = item('a', { population: '7' }, { remoteId: id, changedFields: ['population'] })
    expect(await update(change)).toMatchObject([{ kind: 'stop', problem: { code: 'wix_wde0024' } }])
  })
})

describe('removing', () => {
  test('is for good, and repeating it is no failure', async () => {
    const id = await createOne('a')
    const ref = { rowKey: 'a', remoteId: id, editedAt: null }
    expect(kinds(await wixCms.remove(site.ctx, [ref], options))).toEqual(['accepted'])
    expect(kinds(await wixCms.remove(site.ctx, [ref], options))).toEqual(['accepted'])
    expect(site.stored()).toEqual([])
    expect((await wixCms.read(site.ctx, [id], 'light', options)).get(id)).toMatchObject({
      exists: false,
      status: 'gone',
    })
  })

  test('a collection that is gone stops a removal and does not count as one', async () => {
    const id = await createOne('a')
    site.control.deleteCollection(site.siteId, 'Places')
    const outcomes = await wixCms.remove(site.ctx, [{ rowKey: 'a', remoteId: id, editedAt: null }], options)
    expect(outcomes).toMatchObject([{ kind: 'stop', problem: { code: 'wix_wde0026' } }])
  })

  test('a collection that lets nobody remove stops it with its permissions named', async () => {
    const id = await createOne('a')
    site.control.changeCollection({ siteId: site.siteId, id: 'Places', refuses: ['remove'] })
    const outcomes = await wixCms.remove(site.ctx, [{ rowKey: 'a', remoteId: id, editedAt: null }], options)
    expect(outcomes).toMatchObject([
      { kind: 'stop', problem: { message: expect.stringContaining('permissions in the CMS') } },
    ])
  })
})

test('a light read brings no content and one call reads a batch', async () => {
  const outcomes = await create(...rows(200, { text: '<p>Some words</p>' }))
  const ids = outcomes.flatMap((one) => (one.kind === 'accepted' ? [one.ref.remoteId] : []))
  site.control.clearRequests()
  const light = await wixCms.read(site.ctx, ids, 'light', options)
  expect(light.get(ids[3]!)).toMatchObject({ exists: true, status: 'live', fields: null, raw: null })
  await wixCms.read(site.ctx, ids, 'full', options)
  const requests = site.control.requests() as {
    body: { query: { fields?: string[] }; consistentRead: boolean }
  }[]
  expect(requests.map(({ body }) => body.consistentRead)).toEqual([true, true])
  expect(requests.map(({ body }) => body.query.fields)).toEqual([
    ['_id', '_updatedDate', '_publishStatus'],
    undefined,
  ])
})
