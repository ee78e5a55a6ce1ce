import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addPartOptions, type PartOptions, readPart } from './part-options.ts'

function read(...args: string[]) {
  const command = addPartOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  return readPart(command.parse(args, { from: 'user' }).opts<PartOptions>())
}

test('without an option it is the whole plan', () => {
  expect(read()).toBeUndefined()
})

test('rows, columns and the first so many are told apart', () => {
  expect(read('--first', '5')).toEqual({ first: 5 })
  expect(read('--rows', 'a, b', '--rows', 'b,c', '--row', 'd,e')).toEqual({ rowKeys: ['a', 'b', 'c', 'd,e'] })
  expect(
    read('--where', 'type=Café', '--where', 'formula==1', '--search', 'oak', '--action', 'create'),
  ).toEqual({
    filter: {
      action: 'create',
      search: 'oak',
      where: [
        { column: 'type', value: 'Café' },
        { column: 'formula', value: '=1' },
      ],
    },
  })
})

test.each([
  ['--first', '0'],
  ['--first', 'some'],
  ['--where', 'type'],
  ['--where', '=Café'],
])('%s %s is refused', (...args) => {
  expect(() => read(...args)).toThrow()
})
