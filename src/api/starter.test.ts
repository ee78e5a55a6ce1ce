import { describe, expect, it } from 'vitest'
import type { Column, Dataset } from './dataset.ts'
import type { Destination, FieldSpec } from './destination.ts'
import { starterFields } from './starter.ts'

const column = (name: string, distinct: number, rest: Partial<Column> = {}): Column => ({
  name,
  header: name,
  type: 'text',
  filled: 100,
  distinct,
  distinctIsExact: true,
  longest: 20,
  samples: ['a', 'b'],
  problems: [],
  ...rest,
})
const at = '2026-01-02T03:04:05.000Z'
const dataset: Dataset = {
  id: 'dat_1',
  name: 'Places',
  version: 1,
  keyColumn: 'code',
  keyColumns: ['code'],
  rowCount: 100,
  setAsideCount: 0,
  sourceName: 'places.csv',
  createdAt: at,
  updatedAt: at,
  columns: [column('code', 100), column('name', 60), column('country', 12), column('type', 5)],
}
const field = (name: string, kind: FieldSpec['kind'], group: FieldSpec['group']): FieldSpec => ({
  name,
  label: name,
  kind,
  group,
  type: null,
  unwritable: null,
  required: true,
  maxLength: null,
  help: '',
  example: '',
})
const blog: Destination = {
  id: 'wix/blog',
  name: 'Blog',
  description: '',
  icon: 'article',
  app: { id: 'blog', name: 'Wix Blog' },
  permissions: [],
  options: [],
  fields: [
    field('title', 'text', 'content'),
    field('slug', 'slug', 'content'),
    field('body', 'html', 'content'),
    field('categories', 'list', 'organise'),
    field('tags', 'list', 'organise'),
    field('cover', 'image', 'media'),
    field('cover_alt', 'text', 'media'),
  ],
  fieldsDependOnSite: false,
  fieldsDependOn: null,
  keeps: null,
  removal: 'trash',
  canDate: true,
}

describe('the starter template', () => {
  it('keeps addresses apart by the key when names repeat', () => {
    expect(starterFields(blog, dataset)['slug']).toBe('{{ row.name | slugify }}-{{ row.code | slugify }}')
  })

  it('takes the name alone when it is different in every row', () => {
    const columns = dataset.columns.map((column) =>
      column.name === 'name' ? { ...column, distinct: 100 } : column,
    )
    const fields = starterFields(blog, { ...dataset, columns })
    expect(fields['title']).toBe('{{ row.name }}')
    expect(fields['slug']).toBe('{{ row.name | slugify }}')
  })

  it('groups by the columns whose values repeat', () => {
    const fields = starterFields(blog, dataset)
    expect(fields['categories']).toBe('{{ row.country }}')
    expect(fields['tags']).toBe('{{ row.type }}')
  })

  it('shows each further column once, and only where it is filled', () => {
    const body = starterFields(blog, dataset)['body'] ?? ''
    expect(body.match(/{% if row\.country != blank %}/g)).toHaveLength(1)
    expect(body).not.toContain('row.code')
  })

  it('says nothing of a cell that is empty, and speaks in a title only of what most rows have', () => {
    const columns = [
      column('code', 100),
      column('name', 60),
      column('parent', 20, { filled: 27 }),
      column('country', 12, { filled: 95 }),
      column('kind', 5, { filled: 60 }),
    ]
    const fields = starterFields(blog, { ...dataset, columns })
    const place = '{% if row.country != blank %}, {{ row.country }}{% endif %}'
    expect(fields['title']).toBe(`{{ row.name }}${place}`)
    expect(fields['body']).toContain('{% if row.parent != blank %}<tr><th>Parent</th>')
  })

  it('falls back to the key where the name is missing, and to it alone where most names are', () => {
    const named = (filled: number) => [column('code', 100), column('name', filled, { filled })]
    const some = starterFields(blog, { ...dataset, columns: named(95) })
    expect(some['title']).toBe('{{ row.name | default_if_blank: row.code }}')
    expect(some['slug']).toBe('{{ row.name | append: " " | append: row.code | slugify }}')
    const few = starterFields(blog, { ...dataset, columns: named(20) })
    expect(few).toMatchObject({ title: '{{ row.code }}', slug: '{{ row.code | slugify }}' })
  })

  it('makes categories only of short names, and not of too many', () => {
    const many = 2000
    const columns = [
      column('code', many, { filled: many }),
      column('name', many, { filled: many }),
      column('country', 200, { filled: many, longest: 44 }),
      column('type', 90, { filled: many, longest: 45 }),
    ]
    const fields = starterFields(blog, { ...dataset, columns, rowCount: many })
    expect(fields).not.toHaveProperty('categories')
    expect(fields['tags']).toBe('{{ row.country }}')
  })

  it('shows the dozen best filled of many columns, without a heading above nothing', () => {
    const columns = [
      column('code', 100),
      column('name', 100),
      ...Array.from({ length: 60 }, (_, i) => column(`c${i}`, 30, { filled: i, type: 'number' })),
    ]
    const body = starterFields(blog, { ...dataset, columns })['body'] ?? ''
    expect(body.match(/<tr>/g)).toHaveLength(12)
    expect(body).toContain('row.c59')
    expect(body).not.toContain('row.c47 ')
    expect(body).toMatch(/{% if row\.c48 != blank or .* or row\.c59 != blank %}\n<h2>At a glance/)
  })

  it('prints headers as people read them, whatever they hold', () => {
    const columns = [column('code', 100), column('name', 100), column('{{City}}', 9), column('<b> & "x"', 9)]
    const body = starterFields(blog, { ...dataset, columns })['body'] ?? ''
    expect(body).toContain('<th>City</th><td>{{ row["{{City}}"] }}</td>')
    expect(body).toContain('<th>&#60;b&#62; &#38; &#34;x&#34;</th>')
  })

  it('takes a column of pictures as the cover, and says what it shows', () => {
    const photo = column('photo', 90, { type: 'url', samples: ['https://example.com/a.jpg'] })
    const fields = starterFields(blog, { ...dataset, columns: [...dataset.columns, photo] })
    expect(fields).toMatchObject({ cover: '{{ row.photo }}', cover_alt: '{{ row.name }}' })
    expect(fields['body']).not.toContain('row.photo')
    expect(starterFields(blog, dataset)).not.toHaveProperty('cover')
  })
})
