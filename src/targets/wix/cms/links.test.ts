// Links of multi-reference fields, which no write of an item can set.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CmsSite, cmsItem, startCmsSite } from '../../../../test/helpers/cms-site.ts'
import type { ItemOutcome, OutgoingItem } from '../../target.ts'
import { wixCms } from './cms.ts'
import type { CmsOptions } from './options.ts'
import type { CmsPayload } from './payload.ts'

const insertLinks = 'POST /wix-data/v2/bulk/items/insert-references'
const removeLinks = 'POST /wix-data/v2/bulk/items/remove-references'
const query = 'POST /wix-data/v2/items/query'
let site: CmsSite
let options: CmsOptions
let assets: Map<string, string>

beforeEach(async () => {
  const link = (key: string) => ({
    key,
    displayName: key,
    type: 'MULTI_REFERENCE',
    typeMetadata: { multiReference: { referencedCollectionId: 'Tags' } },
  })
  site = await startCmsSite({
    collection: {
      fields: [{ key: 'title', displayName: 'Title', type: 'TEXT' }, link('tags'), link('more')],
      pageLinks: ['/places/{title}'],
    },
  })
  site.control.createCollection({ siteId: site.siteId, id: 'Tags' })
  for (const title of ['Lake', 'City', 'Hill']) site.enter('Tags', title.toLowerCase(), { title })
  options = await site.options()
  assets = new Map(['Lake', 'City', 'Hill'].map((name) => [`reference:Tags:${name}`, name.toLowerCase()]))
})
afterEach(() => site.close())

const item = (rowKey: string, tags: string, more: Partial<OutgoingItem<CmsPayload>> = {}) =>
  cmsItem(options, rowKey, { title: rowKey, tags }, more)
const run = (...items: OutgoingItem<CmsPayload>[]) => wixCms.finish!.run(site.ctx, items, options, assets)
const linksOf = (place = 0) => site.stored()[place]?.references['tags'] ?? []
const kinds = (outcomes: ItemOutcome[]) => outcomes.map((one) => one.kind)

async function createAll(...items: OutgoingItem<CmsPayload>[]): Promise<OutgoingItem<CmsPayload>[]> {
  const outcomes = await wixCms.create(site.ctx, items, options, assets)
  site.calls()
  return items.map((one, place) => {
    const outcome = outcomes[place]
    if (outcome?.kind !== 'accepted') throw new Error(JSON.stringify(outcome))
    return { ...one, remoteId: outcome.ref.remoteId }
  })
}

test('names are looked up and become links, which are read back equal', async () => {
  const needs = wixCms.needs(item('a', 'Lake; City').payload)
  expect(await wixCms.lookUpAssets(site.ctx, needs)).toEqual(
    new Map([
      ['reference:Tags:Lake', 'lake'],
      ['reference:Tags:City', 'city'],
    ]),
  )
  const [made] = await createAll(item('a', 'Lake; City'))
  expect(linksOf()).toEqual([])
  const [outcome] = await run(made!)
  expect(outcome).toMatchObject({ kind: 'accepted', ref: { editedAt: expect.any(String) } })
  expect(linksOf().sort()).toEqual(['city', 'lake'])
  const state = (await wixCms.read(site.ctx, [made!.remoteId!], 'full', options)).get(made!.remoteId!)
  expect(state?.fields).toMatchObject(wixCms.payloadFields(made!.payload, assets))
  expect(state?.editedAt).toBe(outcome?.kind === 'accepted' ? outcome.ref.editedAt : '')
})

test('a hundred new items take one call for their links and two looks', async () => {
  const items = Array.from({ length: wixCms.finish!.batchSize }, (_, i) => item(`row-${i}`, 'Lake; Hill'))
  const made = await createAll(...items)
  expect(new Set(kinds(await run(...made)))).toEqual(new Set(['accepted']))
  expect(site.calls()).toEqual([query, insertLinks, query])
  expect(site.stored().every(({ references }) => references['tags']?.length === 2)).toBe(true)
})

test('only what differs is written, a field that did not change stays, and repeating writes nothing', async () => {
  const [made] = await createAll(item('a', 'Lake; City'))
  await run(made!)
  const id = made!.remoteId!
  site.control.editItem({
    siteId: site.siteId,
    kind: 'dataItem',
    collectionId: 'Places',
    id,
    references: { more: ['hill'] },
  })
  site.calls()
  const changed = item('a', 'City; Hill', { remoteId: id, changedFields: ['tags'] })
  expect(await wixCms.update(site.ctx, [changed], options, assets)).toMatchObject([{ kind: 'accepted' }])
  expect(kinds(await run(changed))).toEqual(['accepted'])
  expect(site.calls()).toEqual([query, query, insertLinks, removeLinks, query])
  expect(linksOf().sort()).toEqual(['city', 'hill'])
  expect(site.stored()[0]?.references['more']).toEqual(['hill'])
  expect(kinds(await run(changed))).toEqual(['accepted'])
  expect(site.calls()).toEqual([query, query])
})

test('a blank text takes all links away', async () => {
  const [made] = await createAll(item('a', 'Lake; City'))
  await run(made!)
  await run(item('a', '', { remoteId: made!.remoteId, changedFields: ['tags'] }))
  expect(linksOf()).toEqual([])
})

describe('when answers are lost or refused', () => {
  test.each(['accept-then-drop', 'drop-before', 'status-after'] as const)(
    '%s leaves the step in doubt, and the next try finishes it',
    async (kind) => {
      const made = await createAll(item('a', 'Lake; City'))
      site.control.addFault({ route: insertLinks, kind, times: 1 })
      expect(kinds(await run(...made))).toEqual(['in_doubt'])
      expect(kinds(await run(...made))).toEqual(['accepted'])
      expect(linksOf().sort()).toEqual(['city', 'lake'])
    },
  )

  test.each(['WDE0029', 'WDE0153'])('%s says that the link is as it should be', async (code) => {
    const made = await createAll(item('a', 'Lake'))
    site.control.addFault({ route: insertLinks, kind: 'bulk-partial', indexes: [0], code })
    expect(kinds(await run(...made))).toEqual(['accepted'])
  })

  test('a refused link is told of its own item alone', async () => {
    const made = await createAll(item('a', 'Lake'), item('b', 'City'))
    site.control.addFault({ route: insertLinks, kind: 'bulk-partial', indexes: [1], code: 'WDE0080' })
    expect(await run(...made)).toMatchObject([
      { rowKey: 'a', kind: 'accepted' },
      { rowKey: 'b', kind: 'rejected', problem: { code: 'wix_wde0080' } },
    ])
  })

  test('a look that fails makes all wait, and an item that is gone is told', async () => {
    const [a, b] = await createAll(item('a', 'Lake'), item('b', 'City'))
    site.control.deleteItem({
      siteId: site.siteId,
      kind: 'dataItem',
      collectionId: 'Places',
      id: a!.remoteId!,
    })
    expect(await run(a!, b!)).toMatchObject([
      { kind: 'rejected', problem: { code: 'wix_gone' } },
      { kind: 'accepted' },
    ])
    site.control.addFault({ route: query, kind: 'throttle-before' })
    expect(kinds(await run(b!))).toEqual(['wait'])
  })
})

test('the step is due for new items with links, and for changes of links alone', () => {
  const { isDue } = wixCms.finish!
  expect(isDue(item('a', 'Lake').payload, null, null)).toBe(true)
  expect(isDue(item('a', '').payload, null, null)).toBe(false)
  expect(isDue(cmsItem(options, 'a', { title: 'a' }).payload, null, null)).toBe(false)
  expect(isDue(item('a', '').payload, ['tags'], null)).toBe(true)
  expect(isDue(item('a', 'Lake').payload, ['title'], null)).toBe(false)
  expect(isDue(item('a', 'Lake').payload, [], null)).toBe(true)
})

test('more links than come with an item are asked for', async () => {
  const ids = Array.from({ length: 230 }, (_, i) => `t${i}`)
  for (const id of ids) site.enter('Tags', id, { title: id })
  const [made] = await createAll(item('a', ''))
  site.control.editItem({
    siteId: site.siteId,
    kind: 'dataItem',
    collectionId: 'Places',
    id: made!.remoteId!,
    references: { tags: ids },
  })
  const state = (await wixCms.read(site.ctx, [made!.remoteId!], 'full', options)).get(made!.remoteId!)
  expect(state?.fields?.['tags']?.split('\n')).toEqual([...ids].sort())
})
