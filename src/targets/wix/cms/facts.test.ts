// What is learned of a collection, what is told of it, and what a change of it makes wrong.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CmsSite, cmsItem, startCmsSite } from '../../../../test/helpers/cms-site.ts'
import { presentDestination } from '../../index.ts'
import { wixCms } from './cms.ts'
import type { CmsOptions } from './options.ts'

let site: CmsSite

afterEach(() => site.close())

const change = (more: object) => site.control.changeCollection({ siteId: site.siteId, id: 'Places', ...more })
const codes = (options: CmsOptions) =>
  wixCms.facts!.notes(options.facts, options).map(({ code, severity }) => `${severity} ${code}`)

describe('the collection', () => {
  test('is read with a consistent call, and one for each collection it refers to', async () => {
    site = await startCmsSite()
    site.control.createCollection({ siteId: site.siteId, id: 'Countries', displayName: 'All countries' })
    const reference = { referencedCollectionId: 'Countries' }
    const addFields = [
      { key: 'country', displayName: 'Country', type: 'REFERENCE', typeMetadata: { reference } },
      {
        key: 'lost',
        displayName: 'Lost',
        type: 'REFERENCE',
        typeMetadata: { reference: { referencedCollectionId: 'x' } },
      },
      { key: 'size', type: 'TEXT', typeMetadata: { text: { enumValues: { values: ['S', 'M'] } } } },
      {
        key: 'code',
        type: 'TEXT',
        stringLengthRange: { minLength: 2, maxLength: 5 },
        description: 'The ISO code',
      },
      { key: 'secret', displayName: 'Secret', type: 'TEXT', encrypted: true },
      { key: 'fixed', displayName: 'Fixed', type: 'TEXT', readOnly: true },
      { key: 'colour', displayName: 'Colour', type: 'LEGACY_COLOR' },
    ]
    change({ addFields })
    site.calls()
    const facts = await wixCms.facts!.read(site.ctx, {
      collectionId: 'Places',
      mode: 'publish',
      adopt: 'no',
      adoptField: '',
    })
    expect(site.calls()).toEqual([
      'GET /wix-data/v2/collections/Places',
      'GET /wix-data/v2/collections/Countries',
      'GET /wix-data/v2/collections/x',
    ])
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
    expect(facts).toEqual(await wixCms.facts!.read(site.ctx, await site.options()))

    const fields = new Map(wixCms.fields(await site.options()).map((field) => [field.name, field]))
    expect([...fields.keys()]).toEqual([
      ...['title', 'slug', 'text', 'population', 'notes', 'link-places-slug', 'country', 'lost'],
      ...['size', 'code', 'secret', 'fixed', 'colour'],
    ])
    expect(fields.get('title')).toMatchObject({ label: 'Title', required: true, type: 'TEXT', kind: 'text' })
    expect(fields.get('country')).toMatchObject({
      kind: 'reference',
      help: expect.stringContaining('All countries, by its id or its Title'),
    })
    expect(fields.get('size')?.help).toContain('One of: S, M.')
    expect(fields.get('code')).toMatchObject({
      maxLength: 5,
      help: expect.stringContaining('2 to 5 characters'),
    })
    expect(fields.get('code')?.help).toContain('The ISO code')
    const unwritable = [...fields.values()].filter((field) => field.unwritable !== null)
    expect(unwritable.map(({ name }) => name)).toEqual([
      'link-places-slug',
      'lost',
      'secret',
      'fixed',
      'colour',
    ])
    expect([...fields.values()].every((field) => field.label && field.help && field.example)).toBe(true)
  })

  test('of every type has a field with help and an example, and page links can be editable', async () => {
    const editable = {
      type: 'EDITABLE_PAGE_LINK',
      editablePageLinkOptions: { isPersisted: true, isMutable: true },
    }
    const types = ['EMAIL', 'SLUG', 'MEDIA_GALLERY', 'ADDRESS', 'OBJECT', 'TIME', 'MEDIA_IMAGE']
    const fields = types.map((type) => ({ key: type.toLowerCase(), type }))
    site = await startCmsSite({ collection: { fields, plugins: [editable], pageLinks: ['/p/{slug}'] } })
    const specs = wixCms.fields(await site.options())
    expect(specs.map(({ kind, unwritable }) => (unwritable === null ? kind : unwritable))).toEqual([
      ...['text', 'slug', 'images', 'json', 'json', 'time'],
      'Fields of the type MEDIA_IMAGE cannot be filled from a template.',
      'text',
    ])
  })

  test.each([
    [
      'gone',
      (): unknown => site.control.deleteCollection(site.siteId, 'Places'),
      /no longer has a collection "Places"/,
    ],
    ['of an app', () => change({ collectionType: 'WIX_APP' }), /belongs to an app/],
    ['of a single item', () => change({ plugins: [{ type: 'SINGLE_ITEM' }] }), /holds a single item/],
  ] as const)('that is %s is refused with words', async (_, alter, words) => {
    site = await startCmsSite()
    alter()
    await expect(site.options()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(words),
    })
  })

  test('without the permission says which', async () => {
    site = await startCmsSite({ permissions: ['Manage Data Items'] })
    const error: unknown = await site.options().catch((reason: unknown) => reason)
    expect(wixCms.explain(error)).toMatchObject({
      kind: 'stop',
      problem: { message: expect.stringContaining('Read Data Collections') },
    })
  })
})

test('only collections that people made and that take many items are offered', async () => {
  site = await startCmsSite({ collection: { drafts: true, displayName: 'Nice places' } })
  const { siteId } = site
  site.control.createCollection({ siteId, id: 'Stores/Products', collectionType: 'WIX_APP' })
  site.control.createCollection({ siteId, id: 'One', plugins: [{ type: 'SINGLE_ITEM' }] })
  site.control.createCollection({ siteId, id: 'Tags' })
  const choices = (kind: string, search: string) => wixCms.choices(site.ctx, kind, search)
  expect(await choices('collections', '')).toEqual({
    items: [
      { id: 'Places', label: 'Nice places', hint: 'Places' },
      { id: 'Tags', label: 'Tags' },
    ],
    complete: true,
  })
  expect((await choices('collections', 'NICE')).items).toHaveLength(1)
  expect((await choices('authors', '')).items).toEqual([])
  // Whoever only reads may read those of apps, too.
  expect((await choices('readable_collections', '')).items.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['Places', 'Tags', 'One', 'Stores/Products']),
  )
  for (let i = 0; i < 120; i++) site.control.createCollection({ siteId, id: `More${i}` })
  expect(await choices('collections', 'more')).toMatchObject({ complete: false })
})

describe('the notes', () => {
  test('warn of what makes items invisible, and say that removal is for good', async () => {
    site = await startCmsSite({ collection: { pageLinks: [], permissions: { read: 'CMS_EDITOR' } } })
    expect(codes(await site.options({ mode: 'draft' }))).toEqual([
      'warning no_dynamic_page',
      'warning not_visible',
      'warning no_drafts',
      'note removal_is_final',
    ])
  })

  test('tell the pattern of the page and the fields that cannot be filled', async () => {
    site = await startCmsSite({ collection: { publish: 'PUBLISHED' } })
    expect(codes(await site.options({ mode: 'draft' }))).toEqual([
      'note dynamic_page',
      'note draft_status',
      'note fields_unwritable',
      'note removal_is_final',
    ])
  })
})

describe('after a change of the collection', () => {
  beforeEach(async () => {
    site = await startCmsSite()
  })

  test.each([
    [
      'a field is gone',
      { removeFields: ['population'] },
      'population',
      /Population is no longer in the collection/,
    ],
    [
      'another type',
      { changeFields: [{ key: 'population', type: 'TEXT' }] },
      'population',
      /now of the type TEXT/,
    ],
    [
      'read-only',
      { changeFields: [{ key: 'population', readOnly: true }] },
      'population',
      /can no longer be written/,
    ],
    ['newly required', { changeFields: [{ key: 'notes', required: true }] }, 'notes', /must now be filled/],
  ])('a page is held: %s', async (_, more, field, message) => {
    const before = await site.options()
    const { payload } = cmsItem(before, 'a', { title: 'A', population: '5' })
    change(more)
    const now = await site.options()
    expect(wixCms.facts!.objection(payload, before.facts, now.facts)).toMatchObject({
      code: 'schema_changed',
      field,
      message: expect.stringMatching(message),
    })
  })

  test('a page goes on that the change does not concern', async () => {
    const before = await site.options()
    const { payload } = cmsItem(before, 'a', { title: 'A', notes: 'x' })
    change({
      removeFields: ['population'],
      changeFields: [{ key: 'notes', required: true }],
      addFields: [{ key: 'new', type: 'TEXT' }],
    })
    const now = await site.options()
    expect(wixCms.facts!.objection(payload, before.facts, now.facts)).toBeNull()
  })

  test('another way of keeping drafts holds all', async () => {
    const before = await site.options()
    const { payload } = cmsItem(before, 'a', { title: 'A' })
    change({ plugins: [{ type: 'PUBLISH', publishOptions: { defaultStatus: 'DRAFT' } }] })
    const now = await site.options()
    expect(wixCms.facts!.objection(payload, before.facts, now.facts)?.code).toBe('schema_changed')
  })
})

test('without facts the destination shows no fields and makes nothing', async () => {
  site = await startCmsSite()
  const bare = wixCms.options.parse({ collectionId: 'Places' })
  expect(presentDestination(wixCms as Parameters<typeof presentDestination>[0])).toMatchObject({
    fields: [],
    fieldsDependOnSite: true,
    removal: 'delete',
  })
  const page = { rowKey: 'a', seed: 's', fields: { title: 'A' }, siteUrl: null }
  expect(wixCms.toPayload(page, bare).problems).toMatchObject([{ code: 'facts_missing', severity: 'error' }])
})
