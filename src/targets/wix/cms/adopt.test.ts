// Taking over items that are in the collection already.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CmsSite, cmsItem, startCmsSite } from '../../../../test/helpers/cms-site.ts'
import { wixCms } from './cms.ts'
import type { CmsOptions } from './options.ts'

const noAssets = new Map<string, string>()
let site: CmsSite

beforeEach(async () => {
  site = await startCmsSite({ collection: { publish: 'PUBLISHED' } })
  site.enter('Places', 'vienna', { title: 'Vienna', slug: 'wien', population: 5, notes: 'Theirs' })
  site.enter('Places', 'twin-1', { title: 'One', slug: 'twin', population: 7 })
  site.enter('Places', 'twin-2', { title: 'Two', slug: 'twin', _publishStatus: 'DRAFT' })
})
afterEach(() => site.close())

const match = async (options: CmsOptions, rows: Record<string, Record<string, string>>) => {
  const items = Object.entries(rows).map(([rowKey, fields]) => cmsItem(options, rowKey, fields))
  site.calls()
  const found = await wixCms.adoption!.match(site.ctx, items, options)
  return Object.fromEntries(
    [...found].map(([key, refs]) => [key, refs.map(({ remoteId }) => remoteId).sort()]),
  )
}

test('by the id, which is the key of the row', async () => {
  const options = await site.options({ adopt: 'key' })
  expect(wixCms.adoption!.isChosen(options)).toBe(true)
  expect(wixCms.adoption!.isChosen(await site.options())).toBe(false)
  expect(await match(options, { vienna: { title: 'x' }, graz: { title: 'y' } })).toEqual({
    vienna: ['vienna'],
  })
})

test('by the value of a field, drafts included; all that have it are told', async () => {
  const options = await site.options({ adopt: 'field', adoptField: 'slug' })
  const rows = { a: { slug: 'wien' }, b: { slug: 'twin' }, c: { slug: 'Wien' } }
  expect(await match(options, rows)).toEqual({ a: ['vienna'], b: ['twin-1', 'twin-2'] })
  expect(site.calls()).toHaveLength(1)
})

test('by a number', async () => {
  const options = await site.options({ adopt: 'field', adoptField: 'population' })
  expect(await match(options, { a: { population: '5.0' }, b: { population: '6' } })).toEqual({
    a: ['vienna'],
  })
})

test('a thousand rows take a call for every two hundred', async () => {
  const options = await site.options({ adopt: 'field', adoptField: 'slug' })
  await match(
    options,
    Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`r${i}`, { slug: `s${i}` }])),
  )
  expect(site.calls()).toHaveLength(5)
})

test('a row without the value is held, one without a match is made', async () => {
  const options = await site.options({ adopt: 'field', adoptField: 'slug' })
  const unmatched = (fields: Record<string, string>) =>
    wixCms.adoption!.unmatched(options, { rowKey: 'a', payload: cmsItem(options, 'a', fields).payload })
  expect(unmatched({ slug: ' ' })).toMatchObject({ code: 'adopt_no_value', severity: 'error' })
  expect(unmatched({ title: 'x' })).toMatchObject({ code: 'adopt_no_value' })
  expect(unmatched({ slug: 'new' })).toBeNull()
})

test('an item that was taken over keeps its id and what the template does not fill', async () => {
  const options = await site.options({ adopt: 'field', adoptField: 'slug' })
  const item = cmsItem(
    options,
    'a',
    { slug: 'wien', population: '6' },
    { remoteId: 'vienna', changedFields: ['population'] },
  )
  expect(await wixCms.update(site.ctx, [item], options, noAssets)).toMatchObject([
    { kind: 'accepted', ref: { remoteId: 'vienna' } },
  ])
  const stored = site.stored().find(({ id }) => id === 'vienna')
  expect(stored?.data).toMatchObject({ title: 'Vienna', population: 6, notes: 'Theirs' })
})

test('a field that is missing or cannot be searched is refused when the collection is read', async () => {
  for (const adoptField of ['nothing', 'text'])
    await expect(site.options({ adopt: 'field', adoptField })).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('title, slug, population, notes'),
    })
  expect(() => wixCms.options.parse({ collectionId: 'Places', adopt: 'field' })).toThrow(/by its key/)
})
