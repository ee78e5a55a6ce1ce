import { describe, expect, it } from 'vitest'
import type { OptionSpec } from '../../../../src/api/destination.ts'
import { areOptionsValid, initialOptions, optionsForFields } from './options.ts'

const choice = (...values: string[]) => values.map((value) => ({ value, label: value, help: '' }))
const spec = (given: Partial<OptionSpec> & Pick<OptionSpec, 'name' | 'kind'>): OptionSpec => ({
  label: given.name,
  choices: [],
  choicesKind: null,
  required: true,
  help: '',
  shownWhen: null,
  ...given,
})
const specs = [
  spec({ name: 'collectionId', kind: 'remote_choice', choicesKind: 'collections' }),
  spec({ name: 'adopt', kind: 'choice', choices: choice('no', 'field') }),
  spec({ name: 'adoptField', kind: 'text', shownWhen: { option: 'adopt', values: ['field'] } }),
]

describe('options', () => {
  it('are judged only while they are asked', () => {
    expect(areOptionsValid(specs, { collectionId: 'Places', adopt: 'no' })).toBe(true)
    expect(areOptionsValid(specs, { collectionId: 'Places', adopt: 'field', adoptField: ' ' })).toBe(false)
  })

  it('lead to the fields of the site as soon as the place is known', () => {
    const start = initialOptions(specs)
    expect(optionsForFields(specs, start)).toBeNull()
    expect(optionsForFields(specs, { ...start, collectionId: 'Places' })).toEqual({
      collectionId: 'Places',
      adopt: 'no',
    })
  })

  it('do not take the fields away while a detail is being typed', () => {
    const typing = { collectionId: 'Places', adopt: 'field' }
    expect(optionsForFields(specs, typing)).toEqual({ collectionId: 'Places', adopt: 'no' })
    expect(optionsForFields(specs, { ...typing, adoptField: 'slug' })).toEqual({
      collectionId: 'Places',
      adopt: 'field',
      adoptField: 'slug',
    })
  })
})
