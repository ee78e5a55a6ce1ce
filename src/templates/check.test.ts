import { describe, expect, it } from 'vitest'
import { checkTemplate } from './check.ts'

const kinds = { title: 'text', body: 'html', jsonLd: 'json' } as const
const columns = ['name', 'country', 'Column 3', 'constructor']

const check = (body: string) => checkTemplate({ fields: { body }, kinds, columns })
const told = (body: string) => check(body).map((one) => `${one.line}:${one.column} ${one.message}`)

describe('checking a template', () => {
  it('accepts every way to name a column', () => {
    expect(
      check('{{ row.name }} {{ name }} {{ row["Column 3"] }} {{ row.key }} {{ row["constructor"] }}'),
    ).toEqual([])
    expect(
      check(
        '{% assign n = name | upcase %}{% for c in (1..3) %}{{ c }}{{ forloop.index }}{{ n.size }}{% endfor %}',
      ),
    ).toEqual([])
    expect(check('{% capture x %}{{ country }}{% endcapture %}{{ x | default: name }}')).toEqual([])
  })

  it('names unknown columns with line, column and the nearest name, wherever they stand', () => {
    expect(told('<h1>\n  {{ row.contry }}')).toEqual([
      '2:6 The data has no column "contry". Did you mean country?',
    ])
    expect(told('{% if nmae == "x" %}{% endif %}')).toEqual([
      '1:7 The data has no column "nmae". Did you mean name?',
    ])
    expect(told('{{ name | append: contry }}')[0]).toContain('1:19 The data has no column "contry"')
    expect(told('{{ row.Colum3 }}')[0]).toContain('Did you mean row["Column 3"]?')
    expect(told('{{ xylophone }}')).toEqual(['1:4 The data has no column "xylophone".'])
  })

  it('does not check names while no dataset is chosen', () => {
    expect(checkTemplate({ fields: { body: '{{ anything }}' }, kinds, columns: null })).toEqual([])
  })

  it('names unknown filters with their place and the nearest name, several at once, inside tags too', () => {
    expect(told('{{ name | upcas }}\n{% assign a = name | slugfy %}')).toEqual([
      '1:11 There is no filter "upcas". Did you mean upcase?',
      '2:22 There is no filter "slugfy". Did you mean slugify?',
    ])
  })

  it('names unknown tags and those that are not for us', () => {
    expect(told('x\n{% iff name %}')).toEqual(['2:1 There is no tag "iff". Did you mean if?'])
    for (const tag of ['include "x"', 'render "/etc/passwd"', 'layout "../x"', 'liquid echo 1']) {
      expect(told(`{% ${tag} %}`)[0]).toMatch(/cannot be used/)
    }
    expect(told('{% endif %}')).toEqual(['1:1 {% endif %} stands where nothing is open.'])
  })

  it('points at tags and outputs that are never closed', () => {
    expect(told('a\n  {% if name %}b')).toEqual(['2:3 {% if name %} is never closed. Add its {% end... %}.'])
    expect(told('a\n {{ name')[0]).toMatch(/^2:2 .*never closed/)
    expect(told('{% for x in name')[0]).toMatch(/^1:1 .*never closed/)
    expect(told('{% raw %}{{ x }}')[0]).toMatch(/not closed/)
    expect(check('{% raw %}{{ anything }}{% endraw %}')).toEqual([])
  })

  it('warns of braces that close nothing, but not in JSON or styles', () => {
    expect(check('a\nbc }} d')).toMatchObject([
      { severity: 'warning', line: 2, column: 4, code: 'stray_braces' },
    ])
    const json = checkTemplate({ fields: { jsonLd: '{"a": {"b": {{ name | json }}}}' }, kinds, columns })
    expect(json).toEqual([])
    expect(check('<style>@media print{p{color:red}}</style>')).toEqual([])
  })

  it('refuses what would not render the same tomorrow', () => {
    expect(told('{{ "a,b" | split: "," | sample }}')[0]).toContain('It is random')
    expect(told('x {{ "now" | date: "%Y" }}')).toEqual([
      '1:6 The current time would change the page of a row every day. Put the date into a column instead.',
    ])
    expect(told('{{ name | shuffle }}')[0]).toContain('It is random')
  })

  it('lets no template reach into objects', () => {
    expect(told('{{ row.constructor.constructor }}')).toEqual([
      '1:4 Column "constructor" is a text and has no "constructor".',
    ])
    expect(told('{{ row.__proto__ }}')).toEqual(['1:4 The data has no column "__proto__".'])
    expect(told('{{ toString }}')[0]).toContain('no column "toString"')
    expect(told('{{ constructor }}')[0]).toContain('row["constructor"]')
    expect(told('{{ row }}')[0]).toContain('Name a column')
    expect(told('{{ name.length }}')[0]).toContain('has no "length"')
  })

  it('notes where raw is used', () => {
    expect(check('{{ name | raw }}')).toMatchObject([
      { severity: 'note', code: 'raw_output', line: 1, column: 11 },
    ])
  })

  it('refuses fields the destination does not have', () => {
    const problems = checkTemplate({ fields: { bodi: 'x' }, kinds, columns })
    expect(problems).toMatchObject([{ field: 'bodi', code: 'unknown_field', severity: 'error' }])
    expect(problems[0]?.message).toContain('Did you mean body?')
  })

  it.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])(
    'knows no field called %s, which every object has',
    (name) => {
      const fields = JSON.parse(`{"${name}": "x"}`)
      expect(checkTemplate({ fields, kinds, columns })).toMatchObject([
        { field: name, code: 'unknown_field', severity: 'error' },
      ])
    },
  )

  it('refuses texts over 200 KB and blocks nested deeper than 100, quickly', () => {
    expect(check('x'.repeat(200_001))).toMatchObject([{ code: 'template_too_long' }])
    const open = '{% if name %}'
    expect(check(open.repeat(15_000))).toMatchObject([{ code: 'template_too_deep', line: 1, column: 1301 }])
    expect(check(open.repeat(100) + '{% endif %}'.repeat(100))).toEqual([])
    expect(check(`{{ ${'a['.repeat(60_000)} }}`)).toMatchObject([{ code: 'syntax', severity: 'error' }])
  })
})
