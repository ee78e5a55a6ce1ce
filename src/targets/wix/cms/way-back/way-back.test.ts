// Items off the site and back, in all three ways that collections keep drafts, against the simulated Wix.
import { afterEach, describe, expect, test } from 'vitest'
import { type CmsSite, cmsItem, startCmsSite } from '../../../../../test/helpers/cms-site.ts'
import { type ItemOutcome, type OutgoingItem, pageSeed } from '../../../target.ts'
import type { RestoreItem } from '../../../way-back.ts'
import { wixCms } from '../cms.ts'
import type { CmsOptions } from '../options.ts'
import type { CmsPayload } from '../payload.ts'
import { cmsWayBack as wayBack } from './way-back.ts'

let site: CmsSite
let options: CmsOptions
const assets = new Map([
  ['reference:Tags:Lake', 'lake'],
  ['reference:Tags:City', 'city'],
  ['reference:Tags:Hill', 'hill'],
])

afterEach(() => site.close())

const reference = { referencedCollectionId: 'Tags' }
const fields = [
  { key: 'title', displayName: 'Title', type: 'TEXT' },
  { key: 'slug', displayName: 'Slug', type: 'TEXT' },
  { key: 'text', displayName: 'Text', type: 'RICH_CONTENT' },
  { key: 'html', displayName: 'HTML', type: 'RICH_TEXT' },
  { key: 'population', displayName: 'Population', type: 'NUMBER' },
  { key: 'founded', displayName: 'Founded', type: 'DATETIME' },
  { key: 'photo', displayName: 'Photo', type: 'IMAGE' },
  { key: 'gallery', displayName: 'Gallery', type: 'MEDIA_GALLERY' },
  { key: 'names', displayName: 'Names', type: 'ARRAY_STRING' },
  { key: 'facts', displayName: 'Facts', type: 'OBJECT' },
  { key: 'main', displayName: 'Main tag', type: 'REFERENCE', typeMetadata: { reference } },
  { key: 'tags', displayName: 'Tags', type: 'MULTI_REFERENCE', typeMetadata: { multiReference: reference } },
  { key: 'status', displayName: 'Status', type: 'TEXT' },
  { key: 'notes', displayName: 'Notes', type: 'TEXT' },
]
const file = (name: string) => `wix:image://v1/${name}~mv2.jpg/a.jpg#originWidth=640&originHeight=480`
const before = {
  title: 'Before',
  slug: 'before',
  text: '<h2>Before</h2><p>Some <b>words</b>.</p>',
  html: '<p>before</p>',
  population: '12',
  founded: '2020-01-15T10:00:00Z',
  photo: file('before'),
  gallery: `${file('before')} | The view`,
  names: 'One; Two',
  facts: '{"a": 1}',
  main: 'Lake',
  tags: 'Lake; City',
  status: 'open',
}
const after = {
  title: 'After',
  slug: 'after',
  text: '<ul><li>one</li></ul>',
  html: '<p>after</p>',
  population: '',
  founded: '2021-01-15T10:00:00Z',
  photo: file('after'),
  gallery: '',
  names: 'Three',
  facts: '{"b": 2}',
  main: 'Hill',
  tags: 'City; Hill',
  status: 'closed',
}

const kindsOfDrafts = [
  ['none', {}],
  ['publish', { publish: 'PUBLISHED' }],
  ['items', { drafts: true }],
] as const

async function start(more: object = {}): Promise<void> {
  site = await startCmsSite({ collection: { fields, ...more } })
  site.control.createCollection({ siteId: site.siteId, id: 'Tags' })
  for (const title of ['Lake', 'City', 'Hill']) site.enter('Tags', title.toLowerCase(), { title })
  options = await site.options()
}

function idOf(outcome: ItemOutcome | undefined): string {
  if (outcome?.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`)
  return outcome.ref.remoteId
}
const kinds = (outcomes: ItemOutcome[]) => outcomes.map(({ kind }) => kind)

async function publish(rowKey: string, texts: Record<string, string> = before): Promise<string> {
  const made = cmsItem(options, rowKey, texts)
  const id = idOf((await wixCms.create(site.ctx, [made], options, assets))[0])
  await finish({ ...made, remoteId: id }, null)
  return id
}

async function finish(item: OutgoingItem<CmsPayload>, changed: string[] | null): Promise<void> {
  if (wixCms.finish!.isDue(item.payload, changed, item.visibility))
    expect(kinds(await wixCms.finish!.run(site.ctx, [item], options, assets))).toEqual(['accepted'])
}

async function changeAll(id: string, rowKey = 'a'): Promise<void> {
  const changedFields = Object.keys(look0(after))
  const changed = cmsItem(options, rowKey, after, { remoteId: id, changedFields })
  expect(kinds(await wixCms.update(site.ctx, [changed], options, assets))).toEqual(['accepted'])
  await finish(changed, changedFields)
}

const look0 = (texts: Record<string, string>) =>
  wixCms.payloadFields(cmsItem(options, 'x', texts).payload, assets)

async function look(id: string) {
  const state = (await wixCms.read(site.ctx, [id], 'full', options)).get(id)!
  return { status: state.status, fields: state.fields, raw: state.raw, url: state.url }
}

function back(remoteId: string, snapshot: unknown, more: Partial<RestoreItem> = {}): RestoreItem {
  return {
    ...{ rowKey: 'a', seed: pageSeed('prj', 'a'), remoteId, snapshot, changedFields: null, from: 'there' },
    visibility: wixCms.visibility(options),
    ...more,
  }
}

/** As a run does it: the call, then the last steps where some are due. */
async function restore(...items: RestoreItem[]): Promise<ItemOutcome[]> {
  const outcomes = await wayBack.restore(site.ctx, items, options)
  const due = items.filter(
    (item, place) => outcomes[place]?.kind === 'accepted' && wayBack.finishRestore!.isDue(item, options),
  )
  return due.length === 0 ? outcomes : wayBack.finishRestore!.run(site.ctx, due, options)
}

describe.each(kindsOfDrafts)('drafts: %s', (kind, collection) => {
  test('a changed item is equal to its snapshot in every field again', async () => {
    await start(collection)
    const id = await publish('a')
    const then = await look(id)
    expect(wayBack.snapshotFields(then.raw, options)).toEqual(then.fields)
    await changeAll(id)
    const now = (await look(id)).fields!
    for (const field of Object.keys(look0(before))) expect(now[field]).not.toBe(then.fields![field])
    expect(kinds(await restore(back(id, then.raw)))).toEqual(['accepted'])
    expect(await look(id)).toMatchObject({ status: 'live', fields: then.fields, url: then.url })
    expect(wayBack.losses(then.raw, 'there', options)).toEqual([])
  })

  test('only the named fields go back; what people entered beside them stays', async () => {
    await start(collection)
    const id = await publish('a')
    const then = await look(id)
    await changeAll(id)
    const edit = { notes: 'Theirs', names: ['Theirs'], extra: 7 }
    site.control.editItem({
      ...{ siteId: site.siteId, kind: 'dataItem', collectionId: 'Places', id },
      fields: edit,
    })
    const named = ['title', 'population', 'tags', 'status (field)']
    expect(kinds(await restore(back(id, then.raw, { changedFields: named })))).toEqual(['accepted'])
    const { fields: now } = await look(id)
    for (const field of named) expect(now![field]).toBe(then.fields![field])
    expect(site.stored()[0]?.data).toMatchObject({ ...edit, slug: 'after' })
  })

  test('a deleted item is made again under its ID, with what was no field of ours, once and not twice', async () => {
    await start(collection)
    const id = await publish('a')
    site.control.editItem({
      ...{ siteId: site.siteId, kind: 'dataItem', collectionId: 'Places', id },
      fields: { notes: 'Theirs', extra: 7 },
    })
    const then = await look(id)
    const items = [{ rowKey: 'a', remoteId: id, how: 'deleted' as const }]
    expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(['accepted'])
    expect(site.stored()).toEqual([])
    expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(['accepted'])
    const one = back(id, then.raw, { from: 'gone' })
    const route = 'POST /wix-data/v2/bulk/items/insert'
    site.control.addFault({ route, kind: 'accept-then-drop', nth: 1 })
    expect(kinds(await wayBack.restore(site.ctx, [one], options))).toEqual(['in_doubt'])
    const found = await wayBack.findRestored(site.ctx, [one], options)
    expect(found.get('a')).toMatchObject([{ remoteId: id }])
    expect(kinds(await wayBack.restore(site.ctx, [one], options))).toEqual(['in_doubt'])
    expect(site.stored()).toHaveLength(1)
    expect(kinds(await wayBack.finishRestore!.run(site.ctx, [one], options))).toEqual(['accepted'])
    expect(await look(id)).toMatchObject({ status: 'live', fields: then.fields })
    expect(site.stored()[0]?.data).toMatchObject({ notes: 'Theirs', extra: 7 })
    const [loss] = wayBack.losses(then.raw, 'gone', options)
    expect(loss).toMatchObject({ code: 'made_again', severity: 'note' })
    expect(loss?.message).toMatch(/created today/)
  })

  test('the ways off the site are those that the collection has', async () => {
    await start(collection)
    expect(wayBack.takeDowns(options).map(({ how, isFinal }) => [how, isFinal])).toEqual([
      ...(kind === 'none' ? [] : [['draft', false]]),
      ['deleted', true],
    ])
  })
})

describe.each(kindsOfDrafts.slice(1))('taken down to the drafts: %s', (_kind, collection) => {
  test('and back: same ID, same fields; what is down already is left', async () => {
    await start(collection)
    const ids = [await publish('a'), await publish('b', { ...before, slug: 'b' })]
    const then = await look(ids[0]!)
    const items = ids.map((remoteId, at) => ({ rowKey: 'ab'[at]!, remoteId, how: 'draft' as const }))
    expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(['accepted', 'accepted'])
    expect(await look(ids[0]!)).toMatchObject({ status: 'draft', fields: then.fields, url: null })
    site.calls()
    const found = { status: 'draft' as const }
    await wayBack.takeDown(
      site.ctx,
      items.map((item) => ({ ...item, found })),
      options,
    )
    expect(site.calls().filter((call) => !call.includes('query'))).toEqual([])
    expect(kinds(await restore(back(ids[0]!, null, { changedFields: [] })))).toEqual(['accepted'])
    expect(await look(ids[0]!)).toMatchObject({ status: 'live', fields: then.fields, url: then.url })
    expect((await look(ids[1]!)).status).toBe('draft')
  })

  test('what was a draft is one again, whatever a run made of it', async () => {
    await start(collection)
    options = await site.options({ mode: 'draft' })
    const id = await publish('a')
    const then = await look(id)
    expect(then.status).toBe('draft')
    options = await site.options({ mode: 'publish' })
    const changedFields = ['title', 'status']
    const changed = cmsItem(options, 'a', { ...before, title: 'After' }, { remoteId: id, changedFields })
    await wixCms.update(site.ctx, [changed], options, assets)
    await finish(changed, changedFields)
    expect((await look(id)).status).toBe('live')
    await restore(back(id, then.raw, { changedFields: ['title'], visibility: { state: 'draft' } }))
    expect(await look(id)).toMatchObject({ status: 'draft', fields: then.fields })
  })
})

test('a state that Wix takes with a patch needs no second write', async () => {
  await start({ publish: 'PUBLISHED' })
  site.control.changeSite({ id: site.siteId, switches: { publishStatusByUpdate: 'applied' } })
  const id = await publish('a')
  site.calls()
  await wayBack.takeDown(site.ctx, [{ rowKey: 'a', remoteId: id, how: 'draft' }], options)
  expect(site.calls()).toEqual(['POST /wix-data/v2/bulk/items/patch'])
  expect((await look(id)).status).toBe('draft')
})

test('a draft that somebody keeps beside a live item is not written over', async () => {
  await start({ drafts: true })
  const id = await publish('a')
  await site.client.dataDrafts.create('Places', id)
  expect(
    await wayBack.takeDown(site.ctx, [{ rowKey: 'a', remoteId: id, how: 'draft' }], options),
  ).toMatchObject([{ kind: 'rejected', problem: { code: 'draft_beside' } }])
  expect((await look(id)).status).toBe('live')
})

test('more links than come with an item are kept whole; an older snapshot that cut them says so', async () => {
  await start()
  const ids = Array.from({ length: 120 }, (_, at) => `tag-${at}`)
  for (const id of ids) site.enter('Tags', id, { title: id })
  const many = new Map(ids.map((id) => [`reference:Tags:${id}`, id]))
  const made = cmsItem(options, 'a', { ...before, tags: ids.join('\n') })
  const all = new Map([...assets, ...many])
  const id = idOf((await wixCms.create(site.ctx, [made], options, all))[0])
  await wixCms.finish!.run(site.ctx, [{ ...made, remoteId: id }], options, all)
  const then = await look(id)
  expect(then.fields!['tags']?.split('\n')).toHaveLength(120)
  await changeAll(id)
  await restore(back(id, then.raw))
  expect((await look(id)).fields).toEqual(then.fields)
  const whole = ids.slice(0, 100).map((_id) => ({ _id, title: _id }))
  const raw = then.raw as { data: object }
  const cut = { ...raw, data: { ...raw.data, tags: whole } }
  expect(wayBack.snapshotFields(cut, options)).toBeNull()
  const older = { ...raw, data: { ...raw.data, tags: whole.slice(0, 2) } }
  expect(wayBack.snapshotFields(older, options)).toEqual({ ...then.fields, tags: 'tag-0\ntag-1' })
  expect(wayBack.snapshotFields(null, options)).toBeNull()
})

test('a lost answer of a change is repeated; what is predicted is what it costs', async () => {
  await start()
  const id = await publish('a')
  const then = await look(id)
  await changeAll(id)
  const item = back(id, then.raw)
  site.control.addFault({ route: 'POST /wix-data/v2/bulk/items/patch', kind: 'accept-then-drop', nth: 1 })
  expect(kinds(await wayBack.restore(site.ctx, [item], options))).toEqual(['in_doubt'])
  site.calls()
  expect(kinds(await restore(item))).toEqual(['accepted'])
  const loads = [wayBack.costs.restoreLoad(item, options, true)]
  const [sent, finished] = [
    wayBack.costs.restore(loads, options),
    wayBack.costs.finishRestore!(loads, options),
  ]
  const links = site.calls().filter((call) => call.includes('references'))
  // Links to take away are not known before.
  expect(links).toHaveLength(2)
  expect(sent).toEqual({ reads: 0, writes: 1 })
  expect(finished).toEqual({ reads: 2, writes: 1 })
  expect((await look(id)).fields).toEqual(then.fields)
})
