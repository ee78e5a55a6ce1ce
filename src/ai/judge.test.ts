import { expect, test } from 'vitest'
import { judge, type Rules } from './judge.ts'

const cells = { name: 'Canillo Lodge', rooms: '23', price: '1250.5' }
const rules = (more: Partial<Rules> = {}): Rules => ({
  type: 'text',
  choices: [],
  mostCharacters: 60,
  allowed: [],
  ...more,
})

test.each([
  ['A lodge with 23 rooms.', {}, 'A lodge with 23 rooms.'],
  ['"A lodge."', {}, 'A lodge.'],
  ['```html\n<p>23 rooms</p>\n```', { type: 'html' }, '<p>23 rooms</p>'],
  ['23', { type: 'number' }, '23'],
  ['1,250.50', { type: 'number' }, '1250.5'],
  ['4', { type: 'number', allowed: ['1..5'] }, '4'],
  [' lodge. ', { type: 'choice', choices: ['Hotel', 'Lodge'] }, 'Lodge'],
  ['**Hotel**', { type: 'choice', choices: ['Hotel', 'Lodge'] }, 'Hotel'],
  ['True.', { type: 'yes_no' }, 'true'],
  ['no', { type: 'yes_no' }, 'false'],
] as const)('%j becomes what its type says', (answer, more, value) => {
  const { choices = [], allowed = [], ...rest } = more as Partial<Rules>
  expect(judge(answer, rules({ ...rest, choices, allowed }), cells)).toMatchObject({ value, held: null })
})

test.each([
  ['', {}, 'answered nothing'],
  ['A lodge with 24 rooms.', {}, 'the number "24"'],
  ['x'.repeat(61), {}, '61 characters; at most 60'],
  ['24', { type: 'number' }, 'the number "24"'],
  ['about 23', { type: 'number' }, 'no number'],
  ['Castle', { type: 'choice', choices: ['Hotel', 'Lodge'] }, 'none of the choices'],
  ['perhaps', { type: 'yes_no' }, 'not true or false'],
  ['a\u0007b', {}, 'control characters'],
] as const)('%j is held', (answer, more, reason) => {
  const { choices = [], ...rest } = more as Partial<Rules>
  const verdict = judge(answer, rules({ ...rest, choices }), cells)
  expect(verdict.value).toBe('')
  expect(verdict.held).toContain(reason)
})

test('names that stand nowhere are told, and hold nothing', () => {
  expect(judge('The lodge lies near Grandvalira.', rules(), cells)).toMatchObject({
    held: null,
    names: ['Grandvalira'],
  })
})
