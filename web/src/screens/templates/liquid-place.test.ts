// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { columnAt, liquidPlace } from './liquid-place.ts'

describe('what is being written', () => {
  it.each([
    ['<p>{{ row.', 'column', 10],
    ['<p>{{ row.cou', 'column', 10],
    ['{{ cou', 'value', 3],
    ['{{ ', 'value', 3],
    ['{% if row.a == row.', 'column', 19],
    ['{% if ', 'value', 6],
    ['{{ row.a | ups', 'filter', 11],
    ['{{ row.a |', 'filter', 10],
    ['{{ "a, b" | replace: "a", ', 'value', 26],
    ['{% el', 'tag', 3],
    ['{%- ', 'tag', 4],
  ])('%s', (text, kind, from) => expect(liquidPlace(text)).toEqual({ kind, from }))

  it.each(['<p>row.', '{{ row.a }} row.', '{{ "row.', "{{ row.a | append: 'b", '{% if x %}row.', 'Price: $'])(
    'nothing after %s',
    (text) => expect(liquidPlace(text)).toBeNull(),
  )
})

describe('the column under the pointer', () => {
  const names = new Set(['country', 'Column 3'])
  it('is found by either way of naming it, and only between braces', () => {
    const line = '<b>country</b> {{ row.country }} {{ row["Column 3"] | upcase }} {% if country %}'
    const at = (text: string) => columnAt(line, line.indexOf(text) + 2, names)?.name ?? null
    expect([at('row.country'), at('row["'), at('country %}'), at('<b>'), at('upcase')]).toEqual([
      'country',
      'Column 3',
      'country',
      null,
      null,
    ])
  })
})
