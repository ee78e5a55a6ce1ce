import { expect, test } from 'vitest'
import type { OptionSpec } from './destination.ts'
import { shownOptions, shownValues } from './shown-options.ts'

const option = (name: string, shownWhen: OptionSpec['shownWhen'] = null): OptionSpec => ({
  name,
  label: name,
  kind: 'text',
  choices: [],
  choicesKind: null,
  required: true,
  help: '',
  shownWhen,
})
const specs = [
  option('adopt'),
  option('adoptField', { option: 'adopt', values: ['field'] }),
  option('deeper', { option: 'adoptField', values: ['slug'] }),
]

test('an option with a condition is asked only while it holds', () => {
  expect(shownOptions(specs, { adopt: 'no' }).map(({ name }) => name)).toEqual(['adopt'])
  expect(shownOptions(specs, { adopt: 'field' }).map(({ name }) => name)).toEqual(['adopt', 'adoptField'])
})

test('what depends on an option that is not asked is not asked either', () => {
  expect(shownOptions(specs, { adopt: 'no', adoptField: 'slug' })).toHaveLength(1)
  expect(shownOptions(specs, { adopt: 'field', adoptField: 'slug' })).toHaveLength(3)
})

test('values that were typed before an option was hidden are not sent', () => {
  expect(shownValues(specs, { adopt: 'no', adoptField: 'slug' })).toEqual({ adopt: 'no' })
})
