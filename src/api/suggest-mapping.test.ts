import { describe, expect, it, test } from 'vitest'
import type { Column } from './dataset.ts'
import type { FieldSpec } from './destination.ts'
import { suggestMapping, suggestTexts, textOfColumn } from './suggest-mapping.ts'

const rows = { keyColumn: 'code', rowCount: 100 }
const column = (name: string, rest: Partial<Column> = {}): Column => ({
  name,
  header: name,
  type: 'text',
  filled: 100,
  distinct: 100,
  distinctIsExact: true,
  longest: 20,
  samples: ['a'],
  problems: [],
  ...rest,
})
const field = (name: string, kind: FieldSpec['kind'], rest: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  label: name,
  kind,
  type: null,
  unwritable: null,
  required: false,
  maxLength: null,
  help: '',
  example: '',
  group: 'content',
  ...rest,
})

describe('suggested columns', () => {
  it('go by the name, whatever its case and signs', () => {
    const fields = [
      field('title', 'text'),
      field('postalCode', 'text'),
      field('groesse', 'text', { label: 'Größe' }),
    ]
    const columns = [column('Title'), column('postal_code'), column('Grosse'), column('Größe')]
    expect(suggestMapping(fields, columns)).toEqual({
      title: 'Title',
      postalCode: 'postal_code',
      groesse: 'Größe',
    })
  })

  it('go by other names for the same thing', () => {
    const fields = [
      field('title', 'text'),
      field('website', 'url'),
      field('photo', 'image'),
      field('text', 'html'),
      field('price', 'number'),
    ]
    const columns = [
      column('Product name'),
      column('link', { type: 'url', samples: ['https://example.com'] }),
      column('picture', { type: 'url', samples: ['https://example.com/x'] }),
      column('desc'),
      column('Cost', { type: 'number' }),
    ]
    expect(suggestMapping(fields, columns)).toEqual({
      title: 'Product name',
      website: 'link',
      photo: 'picture',
      text: 'desc',
      price: 'Cost',
    })
  })

  it('go by what a column holds where no name helps', () => {
    const fields = [field('hero', 'image'), field('story', 'html')]
    const columns = [
      column('a', { type: 'url', samples: ['https://example.com/1.webp?w=5'] }),
      column('b', { type: 'html' }),
    ]
    expect(suggestMapping(fields, columns)).toEqual({ hero: 'a', story: 'b' })
  })

  it('never put words into a field of pictures or numbers for a similar name', () => {
    const fields = [field('image', 'image'), field('amount', 'number')]
    expect(suggestMapping(fields, [column('photo'), column('price')])).toEqual({})
  })

  it('use each column once, but for addresses, which come from the title', () => {
    const fields = [field('title', 'text'), field('heading', 'text'), field('slug', 'text')]
    expect(suggestMapping(fields, [column('name')])).toEqual({ title: 'name', slug: 'name' })
  })

  it('leave out what cannot be written, and columns without a value', () => {
    const fields = [field('title', 'text', { unwritable: 'Wix fills it.' }), field('country', 'text')]
    expect(suggestMapping(fields, [column('title'), column('country', { type: 'empty' })])).toEqual({})
  })

  it('do not take a word in the middle for the thing itself', () => {
    expect(suggestMapping([field('title', 'text')], [column('name_length')])).toEqual({})
  })
})

describe('the text of a column', () => {
  it('fits the kind of the field', () => {
    const html = column('story', { type: 'html' })
    expect(textOfColumn(field('text', 'html'), html, rows)).toBe('{{ row.story | raw }}')
    expect(textOfColumn(field('text', 'html'), column('story'), rows)).toBe('<p>{{ row.story }}</p>')
    expect(textOfColumn(field('facts', 'json'), column('facts'), rows)).toBe('{{ row.facts | json }}')
    const ready = column('facts', { samples: ['{"a":1}'] })
    expect(textOfColumn(field('facts', 'json'), ready, rows)).toBe('{{ row.facts | raw }}')
    expect(textOfColumn(field('place', 'json', { type: 'ADDRESS' }), column('place'), rows)).toBe(
      '{{ row.place }}',
    )
    expect(textOfColumn(field('title', 'text'), column('Länge in km'), rows)).toBe('{{ row["Länge in km"] }}')
  })

  it('keeps addresses apart by the key where the column repeats', () => {
    const slug = field('slug', 'slug')
    expect(textOfColumn(slug, column('name'), rows)).toBe('{{ row.name | slugify }}')
    expect(textOfColumn(slug, column('code', { distinct: 3 }), rows)).toBe('{{ row.code | slugify }}')
    const name = column('name', { distinct: 60 })
    expect(textOfColumn(slug, name, rows)).toBe('{{ row.name | slugify }}-{{ row.code | slugify }}')
  })
})

test('a template is made of the columns that were found', () => {
  const fields = [field('title', 'text'), field('slug', 'slug'), field('story', 'html')]
  expect(suggestTexts(fields, { ...rows, columns: [column('name')] })).toEqual({
    title: '{{ row.name }}',
    slug: '{{ row.name | slugify }}',
  })
})
