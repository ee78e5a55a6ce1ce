// From rendered texts to an item, without a site: what is refused, what is told, what is shown.
import { describe, expect, test } from 'vitest'
import { wixCms } from './cms.ts'
import type { CmsFacts } from './collection-facts.ts'
import { type FieldFacts, fieldFacts } from './field-facts.ts'
import type { CmsOptions } from './options.ts'

const noAssets = new Map<string, string>()
const around = {
  referred: new Map([['Tags', { label: 'Tags', displayLabel: 'Title' }]]),
  hasEditableLinks: false,
}

function field(key: string, type: string, more: object = {}): FieldFacts {
  return fieldFacts({ key, type: type as 'TEXT', displayName: key.toUpperCase(), ...more }, around)!
}

const link = field('link', 'PAGE_LINK', {
  typeMetadata: {
    pageLink: { calculator: { fieldsPattern: { pattern: '/places/{slug}', lowercase: true } } },
  },
})

function options(fields: FieldFacts[], more: Partial<CmsOptions> = {}): CmsOptions {
  const facts: CmsFacts = {
    collectionId: 'Places',
    label: 'Places',
    displayField: 'title',
    drafts: { kind: 'none' },
    maxPageSize: 1000,
    itemRead: null,
    fields,
  }
  return { collectionId: 'Places', mode: 'publish', adopt: 'no', adoptField: '', facts, ...more }
}

const make = (fields: Record<string, string>, given: CmsOptions) =>
  wixCms.toPayload({ rowKey: 'a', seed: 'prj:a', fields, siteUrl: null }, given)
const told = (fields: Record<string, string>, given: CmsOptions) =>
  make(fields, given).problems.map(({ code, severity, field: name }) =>
    `${severity} ${code} ${name ?? ''}`.trim(),
  )

describe('texts that cannot be read', () => {
  test.each([
    ['NUMBER', '1,234', 'number_invalid'],
    ['NUMBER', '1e999', 'number_invalid'],
    ['NUMBER', 'about 5', 'number_invalid'],
    ['BOOLEAN', 'maybe', 'boolean_invalid'],
    ['DATE', '2026-02-30', 'date_invalid'],
    ['DATE', '15.1.2026', 'date_invalid'],
    ['DATETIME', '2026-01-15T25:00', 'date_invalid'],
    ['DATETIME', 'tomorrow', 'date_invalid'],
    ['TIME', '25:00', 'time_invalid'],
    ['URL', 'www.example.com', 'url_invalid'],
    ['URL', 'javascript:alert(1)', 'url_invalid'],
    ['EMAIL', 'a@b', 'email_invalid'],
    ['LANGUAGE', 'English', 'language_invalid'],
    ['SLUG', 'Old Bridge', 'slug_invalid'],
    ['IMAGE', 'data:image/png;base64,AA', 'image_address'],
    ['MEDIA_GALLERY', 'https://a.test/1.jpg\nfile.jpg', 'image_address'],
    ['VIDEO', '/v.mp4', 'url_invalid'],
    ['ARRAY_DOCUMENT', 'https://a.test/1.pdf\nx', 'url_invalid'],
    ['OBJECT', '[1]', 'json_invalid'],
    ['ARRAY', '{"a": 1}', 'json_invalid'],
    ['ANY', '{a: 1}', 'json_invalid'],
    ['ADDRESS', '{"city": }', 'json_invalid'],
  ])('%s: %s', (type, text, code) => {
    const { problems } = make({ value: text }, options([field('value', type)]))
    expect(problems).toMatchObject([{ code, severity: 'error', field: 'value' }])
    if (type !== 'SLUG') expect(problems[0]?.message).toMatch(/^VALUE: /)
  })

  test.each([
    ['TEXT', 'abcdef', { stringLengthRange: { maxLength: 5 } }, 'too_long'],
    ['TEXT', 'a', { stringLengthRange: { minLength: 2 } }, 'too_short'],
    ['TEXT', 'L', { typeMetadata: { text: { enumValues: { values: ['S', 'M'] } } } }, 'not_in_list'],
    ['NUMBER', '101', { numberRange: { min: 1, max: 100 } }, 'out_of_range'],
    ['ARRAY_STRING', 'a;b;c', { arraySizeRange: { maxSize: 2 } }, 'out_of_range'],
    ['TEXT', 'Hello {{ row.x }}', {}, 'raw_placeholder'],
    ['RICH_CONTENT', '<p>Hello [object Object]</p>', {}, 'raw_placeholder'],
  ])('%s beyond what the field takes: %s', (type, text, more, code) => {
    expect(make({ value: text }, options([field('value', type, more)])).problems).toMatchObject([
      { code, severity: 'error', field: 'value' },
    ])
  })

  test('a field that is not there, or cannot be written, is named with the reason', () => {
    const given = options([field('fixed', 'TEXT', { readOnly: true })])
    expect(told({ fixed: 'x', gone: 'y' }, given)).toEqual([
      'error field_unwritable fixed',
      'error field_unwritable gone',
    ])
  })

  test('an item over 500 KB is refused', () => {
    expect(told({ value: 'x'.repeat(500_001) }, options([field('value', 'TEXT')]))).toEqual([
      'error item_too_large',
    ])
  })
})

describe('required fields', () => {
  const given = [field('title', 'TEXT', { required: true }), field('other', 'TEXT')]

  test('stop a row where they are blank or missing, once', () => {
    expect(told({ title: ' ' }, options(given))).toEqual(['error required_blank title'])
    expect(told({ other: 'x' }, options(given))).toEqual(['error required_blank title'])
  })

  test('that an item may have already are only warned of', () => {
    expect(told({ other: 'x' }, options(given, { adopt: 'key' }))).toEqual(['warning required_blank title'])
  })
})

describe('the payload', () => {
  const fields = [
    field('title', 'TEXT'),
    field('slug', 'TEXT'),
    field('tags', 'MULTI_REFERENCE', {
      typeMetadata: { multiReference: { referencedCollectionId: 'Tags' } },
    }),
    field('status', 'TEXT'),
    link,
  ]

  test('is the same for the same texts in any order, and leaves out what is not mapped', () => {
    const one = make({ title: 'A', slug: 'b' }, options(fields))
    const other = make({ slug: 'b', title: 'A' }, options(fields))
    expect(JSON.stringify(wixCms.toWire(one.payload, noAssets, null))).toBe(
      JSON.stringify(wixCms.toWire(other.payload, noAssets, null)),
    )
    expect(wixCms.toWire(one.payload, noAssets, null)).toEqual({
      id: one.payload.itemId,
      data: { _id: one.payload.itemId, slug: 'b', title: 'A' },
    })
    expect(one.wireBytes).toBeGreaterThan(JSON.stringify(wixCms.toWire(one.payload, noAssets, null)).length)
  })

  test.each(['publish', 'items'] as const)('does not hold what the item should be (%s)', (kind) => {
    const drafts =
      kind === 'items' ? { kind, draftsCollectionId: 'Places__drafts' } : { kind: 'publish' as const }
    const facts = { ...options(fields).facts!, drafts }
    const [live, draft] = (['publish', 'draft'] as const).map((mode) => options(fields, { mode, facts }))
    const texts = { title: 'A', slug: 'b' }
    const made = make(texts, live!)
    expect(make(texts, draft!)).toEqual(made)
    expect([wixCms.visibility(live!), wixCms.visibility(draft!)]).toEqual([
      { state: 'live' },
      { state: 'draft' },
    ])
    const { payload } = made
    const earlier = { ...payload, state: { by: kind, wanted: 'draft' } }
    expect(wixCms.withoutVisibility!(earlier)).toEqual({ payload, visibility: { state: 'draft' } })
    expect(wixCms.withoutVisibility!(payload)).toBe(null)
  })

  test('leaves links to their own step, and never lets a field be taken for the state of the item', () => {
    const { payload } = make({ title: 'A', tags: 'x', status: 'draft' }, options(fields))
    expect(wixCms.toWire(payload, noAssets, null)).not.toHaveProperty('data.tags')
    expect(wixCms.payloadFields(payload, new Map([['reference:Tags:x', 'id']]))).toEqual({
      title: 'A',
      tags: 'id',
      'status (field)': 'draft',
    })
  })

  test('has the title of the display field, else of the first text, and the address Wix will make', () => {
    expect(make({ title: 'Vienna', slug: "St. Anton's Würde" }, options(fields)).summary).toEqual({
      title: 'Vienna',
      slug: '/places/st-antons-würde',
    })
    const bare = make({ slug: ' ', status: 'Words' }, options(fields))
    expect(bare.summary).toEqual({ title: 'Words', slug: '' })
    expect(bare.problems).toMatchObject([{ code: 'no_page_address', severity: 'warning' }])
  })

  test('is built alike where the same fields are filled', () => {
    const shape = (texts: Record<string, string>) => wixCms.shapeOf(make(texts, options(fields)).payload)
    expect(shape({ title: 'A', slug: 'b' })).toBe(shape({ title: 'C', slug: 'd' }))
    expect(shape({ title: 'A', slug: '' })).not.toBe(shape({ title: 'A', slug: 'b' }))
  })
})

describe('what is shown', () => {
  const fields = [
    field('title', 'TEXT'),
    field('openingHours', 'RICH_TEXT'),
    field('photo', 'IMAGE'),
    field('text', 'RICH_CONTENT'),
    field('labels', 'ARRAY_STRING'),
    field('data', 'OBJECT'),
    field('slug', 'TEXT'),
    link,
  ]

  test('the preview is a list of the fields, and nothing in it can do harm', () => {
    const { payload } = make(
      {
        title: '<b>A</b>',
        openingHours: '<p onclick="x()">Mon</p><script>alert(1)</script><a href="javascript:x()">l</a>',
        photo: 'https://a.test/"onerror="x',
        text: '<h2>About</h2>',
        labels: 'One; <i>Two</i>',
        data: '{"a": "</pre><script>"}',
        slug: '',
      },
      options(fields),
    )
    const html = wixCms.previewHtml(payload)
    expect(html).toContain('<h1>&lt;b&gt;A&lt;/b&gt;</h1>')
    expect(html).toContain('<dt>Opening hours</dt>')
    expect(html).toContain('<li>One</li><li>&lt;i&gt;Two&lt;/i&gt;</li>')
    expect(html).toMatch(/<h2[^>]*>About<\/h2>/)
    expect(html).toContain('<dt>Slug</dt><dd><em>empty</em></dd>')
    expect(html).not.toMatch(/<script|onclick|javascript:|"onerror/)
  })

  test('a search engine sees the title, the expected address and the longest text', () => {
    const { payload } = make(
      { title: 'Vienna', slug: 'Vienna', text: '<p>On the <b>Danube</b>.</p>', openingHours: '<p>Mon</p>' },
      options(fields),
    )
    expect(wixCms.searchResult(payload, 'https://a.test/')).toEqual({
      title: 'Vienna',
      url: 'https://a.test/places/vienna',
      description: 'On the Danube.',
    })
  })
})

test('line ends in rich content without paragraphs are what the project chose', () => {
  const fields = [field('text', 'RICH_CONTENT')]
  const nodes = (more: Partial<CmsOptions>) => {
    const value = make({ text: 'One\n\nTwo' }, options(fields, more)).payload.fields['text']
    return value !== undefined && 'value' in value ? (value.value as { nodes: unknown[] }).nodes.length : 0
  }
  expect(nodes({})).toBe(1)
  expect(nodes({ lineEnds: 'paragraphs' })).toBe(2)
})
