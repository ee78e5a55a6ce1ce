import { describe, expect, it } from 'vitest'
import type { FieldKind } from './engine.ts'
import { prepareGaps } from './gaps.ts'
import { prepareTemplate } from './render-row.ts'

const filled = { name: 'Canillo', parent: 'Encamp', country: 'Andorra', people: '4300' }

function gaps(text: string, cells: Record<string, string>, kind: FieldKind = 'text'): string[] {
  const source = { fields: { field: text }, kinds: { field: kind } }
  const row = { rowKey: 'r', cells: { ...filled, ...cells } }
  const rendered = prepareTemplate(source)(row)
  expect(rendered.problems).toEqual([])
  return prepareGaps(source)(row, rendered).map((problem) => problem.message)
}

describe('gaps in a text', () => {
  it.each([
    ['{{ row.name }}, {{ row.parent }}', 'text'],
    ['Facts about {{ row.name }}, {{ row.parent }}, at a glance.', 'text'],
    ['{{ row.parent }}, {{ row.country }}', 'text'],
    ['{{ row.name }} ({{ row.parent }})', 'text'],
    ['{{ row.name }} ({{ row.parent }}, {{ row.country }})', 'text'],
    ['{{ row.name }} ({{ row.country }}, {{ row.parent }})', 'text'],
    ['{{ row.name }} is in {{ row.parent }}.', 'text'],
    ['{{ row.name }} is in {{ row.parent }}, Andorra.', 'text'],
    ['The best parks in {{ row.parent }}', 'text'],
    ['Die schönsten Parks in {{ row.parent }}', 'text'],
    ['Les meilleurs parcs de {{ row.parent }}', 'text'],
    ['Parks in {{ row.parent }} for children', 'text'],
    ['{{ row.name }} - {{ row.parent }}', 'text'],
    ['{{ row.name }} | {{ row.parent }} | Acme', 'text'],
    ['{{ row.name }} · {{ row.parent }}', 'text'],
    ['{{ row.parent }}: all about it', 'text'],
    ['What is in {{ row.parent }}: {{ row.name }}', 'text'],
    ['{{ row.parent }}’s best parks', 'text'],
    ['Called “{{ row.parent }}” by its people', 'text'],
    ['Seat: {{ row.parent }}', 'text'],
    ['Parks, lakes, {{ row.parent }}.', 'text'],
    ['In {{ row.name }}, {{ row.parent }} and {{ row.country }}', 'text'],
    ['<p>Here is what is known about {{ row.parent }}.</p>', 'html'],
    ['<p>Seat: <b>{{ row.parent }}</b></p>', 'html'],
    ['<table><tr><th>Seat:</th><td>{{ row.parent }}</td></tr></table>', 'html'],
    ['<p>{{ row.name }} <em>({{ row.parent }})</em> is a parish.</p>', 'html'],
    ['<p>It has {{ row.parent }} inhabitants.</p>', 'html'],
  ] as [string, FieldKind][])(
    'are told where a cell is empty, and not where it is filled: %s',
    (text, kind) => {
      expect(gaps(text, {}, kind)).toEqual([])
      expect(gaps(text, { parent: '' }, kind)).toHaveLength(1)
    },
  )

  it.each([
    '{{ row.name }}{% if row.parent != blank %}, {{ row.parent }}{% endif %}',
    'What to look for. {{ row.parent }}',
    '{{ row.parent | default_if_blank: "somewhere" }}, {{ row.country }}',
    'Prices: from 5 € {{ row.parent }}',
    'Wait... {{ row.parent }}',
    '{{ row.name }} at 10:30, e.g., by bus {{ row.parent }}',
    'See https://example.com/a {{ row.parent }}',
    '.NET, C# and {{ row.country }} {{ row.parent }}',
  ])('are not seen where a text reads well without the cell: %s', (text) => {
    expect(gaps(text, { parent: '' })).toEqual([])
  })

  it('are not seen in what people wrote so, in a cell or in the template', () => {
    expect(gaps('{{ row.name }}!', { name: 'Oh , my ()', parent: '' })).toEqual([])
    expect(gaps('About {{ row.name }}.{{ row.parent }}', { name: 'Republic of the', parent: '' })).toEqual([])
    expect(
      gaps('Known about {{ row.name }}, Suriname{{ row.parent }}', { name: 'Para', parent: '' }),
    ).toEqual([])
    expect(gaps('Call foo () or ask, , then {{ row.name }}{{ row.parent }}', { parent: '' })).toEqual([])
    expect(gaps('<pre>f( , ) ..</pre><p>{{ row.name }}{{ row.parent }}</p>', { parent: '' }, 'html')).toEqual(
      [],
    )
  })

  it('are seen without an empty cell too where a mark came twice', () => {
    expect(gaps('{{ row.name }}. Read on.', { name: 'Acme Inc.' })[0]).toContain('Acme Inc..')
    expect(gaps('{{ row.name }}, {{ row.country }}', { name: 'Canillo,' })[0]).toContain('Canillo,, Andorra')
  })

  it('name the place, the empty column and what to write', () => {
    expect(gaps('Facts about {{ row.name }}, {{ row.parent }}, at a glance.', { parent: '' })).toEqual([
      '"Facts about Canillo, , at a glance." reads as if something were missing. parent is empty in this row: put what belongs to it between {% if row["parent"] != blank %} and {% endif %}.',
    ])
  })

  it('are shown without half a character at either end', () => {
    const flags = '🇦🇩🇧🇬🇧🇭'.repeat(10)
    for (let length = 0; length < 8; length++) {
      const padding = 'x'.repeat(length)
      const text = `${flags} ${padding} in {{ row.parent }}, ${padding} ${flags}`
      for (const message of gaps(text, { parent: '' })) expect(message.isWellFormed()).toBe(true)
      expect(gaps(text, { parent: '' })).toHaveLength(1)
    }
  })

  it('are looked for in texts alone', () => {
    expect(gaps('["{{ row.name }}", , ]', { parent: '' }, 'json')).toEqual([])
    expect(gaps('{{ row.name }}, {{ row.parent }}', { parent: '' }, 'list')).toEqual([])
  })
})
