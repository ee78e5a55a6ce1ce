import { describe, expect, it } from 'vitest'
import { dataset, fieldSpec } from '../../test/samples.ts'
import { missingFields, sourcesOf, templateOf } from './mapping.ts'

const fields = [
  fieldSpec({ name: 'title', required: true }),
  fieldSpec({ name: 'slug', kind: 'slug' }),
  fieldSpec({ name: 'country' }),
  fieldSpec({ name: '_id', unwritable: 'Wix gives it.', required: true }),
]

describe('the sources of fields', () => {
  it('are suggested, and a choice wins over the suggestion', () => {
    const sources = sourcesOf(fields, dataset, { country: { from: 'text', text: 'Andorra' } })
    expect(templateOf(fields, sources, dataset)).toEqual({
      title: '{{ row.name }}',
      slug: '{{ row.name | slugify }}-{{ row.code | slugify }}',
      country: 'Andorra',
    })
  })

  it('leave out what is left alone', () => {
    const sources = sourcesOf(fields, dataset, { country: { from: 'nothing' } })
    expect(templateOf(fields, sources, dataset)).not.toHaveProperty('country')
  })

  it('fall back to the suggestion when the chosen column is gone', () => {
    const sources = sourcesOf(fields, dataset, { country: { from: 'column', column: 'of another file' } })
    expect(sources['country']).toEqual({ from: 'column', column: 'country' })
  })

  it('have to say something for each required field that can be written', () => {
    const blank = sourcesOf(fields, dataset, { title: { from: 'text', text: '  ' } })
    expect(missingFields(fields, templateOf(fields, blank, dataset)).map(({ name }) => name)).toEqual([
      'title',
    ])
  })
})
