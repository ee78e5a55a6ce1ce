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

  it('takes a column of pictures as the cover, and says what it shows', () => {
    const photo = column('photo', 90, { type: 'url', samples: ['https://example.com/a.jpg'] })
    const fields = starterFields(blog, { ...dataset, columns: [...dataset.columns, photo] })
    expect(fields).toMatchObject({ cover: '{{ row.photo }}', cover_alt: '{{ row.name }}' })
    expect(fields['body']).not.toContain('row.photo')
    expect(starterFields(blog, dataset)).not.toHaveProperty('cover')
  })
})
