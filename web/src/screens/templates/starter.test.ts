import { describe, expect, it } from 'vitest'
import type { Destination, FieldSpec } from '../../../../src/api/destination.ts'
import { dataset } from '../../test/samples.ts'
import { reference, starterFields } from './starter.ts'

const field = (name: string, kind: FieldSpec['kind'], group: FieldSpec['group']): FieldSpec => ({
  name,
  label: name,
  kind,
  group,
  required: true,
  maxLength: null,
  help: '',
  example: '',
})
const blog: Destination = {
  id: 'wix/blog',
  name: 'Blog',
  description: '',
  permissions: [],
  options: [],
  fields: [
    field('title', 'text', 'content'),
    field('slug', 'slug', 'content'),
    field('body', 'html', 'content'),
    field('categories', 'list', 'organise'),
    field('tags', 'list', 'organise'),
  ],
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

  it('reaches columns whose names are no identifiers', () => {
    expect(reference('Länge in km')).toBe('row["Länge in km"]')
    expect(reference('country')).toBe('row.country')
  })
})
