// Cells of columns that are read as numbers or dates: printed as they stand, compared and computed with as they are read.
import { expect, it } from 'vitest'
import type { Readings } from '../api/reading.ts'
import { renderText } from './test-render.ts'

const readings: Readings = {
  price: { kind: 'number', decimal: ',' },
  old: { kind: 'number', decimal: ',' },
  plain: { kind: 'number', decimal: ',' },
  opened: { kind: 'date', order: 'dmy', lastYear: 49, language: 'de' },
  closed: { kind: 'date', order: 'dmy', lastYear: 49, language: 'de' },
  odd: { kind: 'number', decimal: ',' },
  empty: { kind: 'number', decimal: ',' },
}
const cells = {
  price: '1.234,50 €',
  old: '99,90',
  plain: '99',
  opened: '31.3.26',
  closed: '1. Mai 2025',
  odd: 'on request',
  empty: '',
  name: 'Adria',
}
const render = (text: string) => renderText(text, cells, 'text', readings)
const ask = (condition: string) => render(`{% if ${condition} %}yes{% else %}no{% endif %}`)

it.each([
  ['{{ price }} from {{ opened }}', '1.234,50 € from 31.3.26'],
  ['{{ row.price }}|{{ row["opened"] }}|{{ price.size }}', '1.234,50 €|31.3.26|10'],
  ['{{ price | upcase | append: "!" }}', '1.234,50 €!'],
  ['{{ price | slugify }} {{ price | split: "," | first }}', '1-234-50 1.234'],
  ['{% for x in price %}[{{ x }}]{% endfor %}', '[1.234,50 €]'],
  ['{% capture x %}{{ price }}{% endcapture %}{{ x }}', '1.234,50 €'],
  ['{{ opened | split: "." | join: "-" }}', '31-3-26'],
  ['{{ price | pick }}', '1.234,50 €'],
])('print as they stand: %s', (text, printed) => {
  expect(render(text)).toBe(printed)
  expect(renderText(text, cells)).toBe(printed)
})

it('print as they stand where they are quoted or escaped', () => {
  const shown = { ...cells, price: '<1,50>' }
  expect(renderText('{{ price }}', shown, 'html', readings)).toBe('&lt;1,50&gt;')
  expect(renderText('{"p": "{{ old }}", "q": {{ old | json }}}', cells, 'json', readings)).toBe(
    '{"p": "99,90", "q": "99,90"}',
  )
})

it.each([
  ['{{ price | number: "de", 2 }}', '1.234,50'],
  ['{{ price | currency: "EUR", "en" }}', '€1,234.50'],
  ['{{ price | plus: old }}', '1334.4'],
  ['{{ 2000 | minus: price }}', '765.5'],
  ['{{ old | round }}', '100'],
  ['{{ opened | date: "%-d %B %Y" }}', '31 March 2026'],
  ['{{ closed | date: "long", "de" }}', '1. Mai 2025'],
  ['{% assign p = price %}{{ p | times: 2 }}', '2469'],
  ['{{ price | default: 0 | plus: 1 }} {{ price | default_if_blank: 0 | plus: 1 }}', '1235.5 1235.5'],
  ['{{ plain | plus: old }}', '198.9'],
])('are computed with and written as they are read: %s', (text, printed) => {
  expect(render(text)).toBe(printed)
})

it.each([
  ['price > 1000', 'yes'],
  ['price > old', 'yes'],
  ['old < plain', 'no'],
  ['price == 1234.5', 'yes'],
  ['price != 1234.5', 'no'],
  ['price == "1.234,50 €"', 'yes'],
  ['opened > closed', 'yes'],
  ['opened > "2026-03-30"', 'yes'],
  ['opened == "2026-03-31"', 'yes'],
  ['opened == "31.3.26"', 'yes'],
  ['opened < "2026"', 'no'],
  ['price == blank or price == empty or price == nil', 'no'],
  ['price != blank', 'yes'],
  ['empty == blank', 'yes'],
  ['price contains "234"', 'yes'],
])('are compared as they are read: %s is %s', (condition, answer) => {
  expect(ask(condition)).toBe(answer)
})

it('are told apart by case as by ==', () => {
  expect(render('{% case price %}{% when 1234.5 %}yes{% else %}no{% endcase %}')).toBe('yes')
  expect(render('{% case opened %}{% when "2026-03-31" %}yes{% endcase %}')).toBe('yes')
})

it('are sorted as they are read, within a list of their row', () => {
  const list = '{% assign list = "500" | split: "," | concat: prices | sort %}{{ list | join: " < " }}'
  const all = '{% assign prices = "" | split: "," | concat: price | concat: old %}'
  expect(render(`${all}${list}`)).toBe('99,90 < 500 < 1.234,50 €')
})

it('that cannot be read are what they were without', () => {
  expect(render('{{ odd }}')).toBe('on request')
  expect(render('{{ odd | plus: 1 }}')).toContain('"on request" is not a number')
  expect(ask('odd > 1')).toContain('cannot be compared')
})

it('of no reading are as ever', () => {
  expect(renderText('{{ price | plus: 1 }}', cells)).toContain('is not a number')
  expect(renderText('{% if opened > "2026-03-30" %}a{% else %}b{% endif %}', cells)).toBe('a')
})
