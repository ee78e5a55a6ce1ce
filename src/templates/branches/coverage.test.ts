import { describe, expect, it } from 'vitest'
import { prepareTemplate } from '../render-row.ts'
import { prepareCoverage } from './cover-row.ts'
import { listBranches } from './find-branches.ts'

const kinds = { body: 'html', title: 'text' } as const
const sourceOf = (body: string, title = '') => ({ fields: { title, body }, kinds })

/** How many of the rows take each branch, as `line:column kind rows`. */
function counted(body: string, rows: Record<string, string>[]): string[] {
  const source = sourceOf(body)
  const cover = prepareCoverage(source)
  const taken = rows.map((cells, at) => cover({ rowKey: `r${at}`, cells }).taken)
  return listBranches(source).map(
    ({ id, line, column, kind }) =>
      `${line}:${column} ${kind} ${taken.filter((ids) => ids.includes(id)).length}`,
  )
}

const rows = [
  { n: '1', tags: 'a;b', size: 'small' },
  { n: '2', tags: '', size: 'large' },
  { n: '', tags: 'c', size: '' },
]

describe('which branches rows take', () => {
  it('counts if, elsif and else', () => {
    const text = '{% if n == 1 %}one\n{% elsif n == 2 %}two\n{% else %}none{% endif %}'
    expect(counted(text, rows)).toEqual(['1:1 if 1', '2:1 elsif 1', '3:1 else 1'])
  })

  it('counts what no condition holds for, although nothing is written for it', () => {
    expect(counted('{% if n == 1 %}one{% endif %}', rows)).toEqual(['1:1 if 1', '1:19 none 2'])
    expect(counted('{% unless n == 1 %}x{% endunless %}', rows)).toEqual(['1:1 unless 2', '1:21 none 1'])
  })

  it('counts the values of a case, and the rest', () => {
    const text = '{% case size %}{% when "small", "tiny" %}s{% when "huge" %}h{% endcase %}'
    expect(counted(text, rows)).toEqual(['1:16 when 1', '1:43 when 0', '1:61 none 2'])
  })

  it('counts lists with entries and lists without', () => {
    const text = '{% assign list = tags | split: ";" %}{% for t in list %}{{ t }}{% endfor %}'
    expect(counted(text, rows)).toEqual(['1:38 loop 2', '1:64 empty 1'])
    const other = '{% assign list = tags | split: ";" %}{% for t in list %}{{ t }}{% else %}-{% endfor %}'
    expect(counted(other, rows)).toEqual(['1:38 loop 2', '1:64 empty 1'])
  })

  it('counts fallbacks that were used, wherever they stand', () => {
    const text =
      '{{ n | default_if_blank: "?" }}{% assign s = size | default: "medium" %}{{ s }}{% if n | default: 0 == 0 %}{% endif %}'
    expect(counted(text.replace('{% if n | default: 0 == 0 %}{% endif %}', ''), rows)).toEqual([
      '1:8 fallback 1',
      '1:53 fallback 1',
    ])
  })

  it('counts a row once, however often a loop takes a branch', () => {
    const text = '{% for i in (1..4) %}{% if i > 2 %}big{% else %}small{% endif %}{% endfor %}'
    expect(counted(text, rows)).toEqual(['1:1 loop 3', '1:22 if 3', '1:39 else 3', '1:65 empty 0'])
  })

  it('knows the branch that a branch stands in', () => {
    const text = '{% if n %}{{ size | default_if_blank: "?" }}{% if size == "small" %}s{% endif %}{% endif %}'
    expect(
      listBranches(sourceOf(text, '{{ n | default: 1 }}')).map(({ id, within }) => [id, within]),
    ).toEqual([
      [0, null],
      [1, null],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, null],
    ])
  })

  it('sees nothing in what is raw or a comment, nor in a text that cannot be read', () => {
    expect(
      listBranches(sourceOf('{% raw %}{% if x %}{% endraw %}{% comment %}{% if y %}{% endcomment %}')),
    ).toEqual([])
    expect(listBranches(sourceOf('{% if n %}'))).toEqual([])
  })

  it('renders as ever while it counts', () => {
    const source = sourceOf(
      '{% if n == 1 %}<b>{{ size }}</b>{% endif %}{% case n %}{% when 2 %}two{% endcase %}{{ size | default: "-" }}',
    )
    const plain = prepareTemplate(source)
    const watched: unknown[] = []
    const render = prepareTemplate(source, () => watched.push(1))
    prepareCoverage(source)
    for (const [at, cells] of rows.entries())
      expect(render({ rowKey: `r${at}`, cells })).toEqual(plain({ rowKey: `r${at}`, cells }))
    expect(watched).toHaveLength(2)
  })

  it('tells a row that the template cannot be filled with', () => {
    const cover = prepareCoverage(sourceOf('{{ n | plus: 1 }}'))
    expect(cover({ rowKey: 'r', cells: { n: 'many' } }).problems).toHaveLength(1)
    expect(cover({ rowKey: 's', cells: { n: '1' } }).problems).toEqual([])
  })
})
