import { expect, it } from 'vitest'
import { renderText } from './test-render.ts'

const cells = {
  price: '9',
  large: '1,234.50',
  german: '1.250,00',
  size: 'XL',
  empty: '',
  date: '2026-03-31',
  n: '3',
}
const ask = (condition: string) => renderText(`{% if ${condition} %}yes{% else %}no{% endif %}`, cells)

it.each([
  ['price < 10', 'yes'],
  ['price < "10"', 'yes'],
  ['price > large', 'no'],
  ['large > 1000', 'yes'],
  ['n == 3', 'yes'],
  ['n != 3', 'no'],
  ['3 == n', 'yes'],
  ['n == "3"', 'yes'],
  ['n == "3.0"', 'no'],
  ['large == 1234.5', 'yes'],
  ['0.1 < 0.2', 'yes'],
])('compares numbers by their value: %s is %s', (condition, answer) => {
  expect(ask(condition)).toBe(answer)
})

it.each([
  'german > 1000',
  'german == 1250',
  '1250 != german',
  'size > 10',
  'size > "10"',
  '10 >= size',
  '"abc" < 5',
  'size == 5',
])('a text that is no number, against one, is a problem of the row: %s', (condition) => {
  expect(ask(condition)).toMatch(/^! .*is not a number and cannot be compared/)
})

it.each([
  ['size > "S"', 'yes'],
  ['size == "XL"', 'yes'],
  ['date > "2026-03-30"', 'yes'],
  ['date > "2025"', 'yes'],
  ['date < "2026-04"', 'yes'],
])('compares texts and dates by their letters: %s is %s', (condition, answer) => {
  expect(ask(condition)).toBe(answer)
})

it('an empty cell is neither more nor less than a number, nor equal to 0', () => {
  for (const condition of ['empty < 5', 'empty > 5', 'empty >= 0', 'empty <= 0', 'empty == 0', 'nil < 5'])
    expect(ask(condition)).toBe('no')
  expect(ask('empty == blank and empty == empty and nil == blank and nil == nil')).toBe('yes')
  expect(ask('size == nil or size == blank')).toBe('no')
  expect(ask('size != blank')).toBe('yes')
})

it('refuses to order what has no order', () => {
  expect(ask('true > 1')).toContain('only numbers and texts')
  expect(renderText('{% assign l = "a,b" | split: "," %}{% if l > 1 %}{% endif %}')).toContain('a list > 1')
})

it('case and contains compare alike', () => {
  expect(renderText('{% case n %}{% when 2 %}two{% when 3 %}three{% else %}other{% endcase %}', cells)).toBe(
    'three',
  )
  expect(renderText('{% case empty %}{% when 0 %}zero{% when blank %}blank{% endcase %}', cells)).toBe(
    'blank',
  )
  expect(renderText('{% case size %}{% when 2 %}two{% endcase %}', cells)).toContain('cannot be compared')
  expect(renderText('{% assign l = "1,b,3" | split: "," %}{% if l contains 3 %}yes{% endif %}')).toBe('yes')
  expect(ask('size contains "X"')).toBe('yes')
  expect(ask('"nothing null" contains nil')).toBe('no')
})

it('ends of ranges and parameters of loops are numbers or a problem of the row', () => {
  const loop = (tag: string, one: Record<string, string>) =>
    renderText(`{% ${tag} %}{{ i }}{% endfor %}`, one)
  expect(loop('for i in (1..n)', { n: '3' })).toBe('123')
  expect(loop('for i in (1..9) limit: n offset: n', { n: '2' })).toBe('34')
  expect(loop('for i in (1..n)', { n: 'many' })).toContain('"many" is not a number')
  expect(loop('for i in (1..n)', { n: '2.5' })).toContain('whole numbers')
  expect(loop('for i in (1..3) limit: n', { n: 'all' })).toContain('"all" is not a number')
  expect(loop('for i in (1..3) offset: n', { n: '-1' })).toContain('from 0 on')
  expect(renderText('{{ (1..n) | join: "," }}', { n: '' })).toContain('there is no number')
})
