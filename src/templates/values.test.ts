import { describe, expect, it } from 'vitest'
import { checkText, renderText } from './test-render.ts'

const inherited = [
  'size',
  'first',
  'last',
  'length',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
]

describe('what a template can reach', () => {
  it.each(inherited)('%s is a column or it is nothing, in the check and for each row', (name) => {
    for (const text of [
      `{{ ${name} }}`,
      `{{ row.${name} }}`,
      `{{ row["${name}"] }}`,
      `{% assign x = row.${name} %}{{ x }}`,
    ]) {
      expect(renderText(text, { name: 'Zed' })).toMatch(/^! There is no "/)
      expect(checkText(text, ['name'])[0]).toContain(`no column "${name}"`)
    }
    expect(renderText(`{{ row.${name} }}`, Object.fromEntries([[name, 'XL']]))).toBe('XL')
    expect(checkText(`{{ row["${name}"] }}`, [name])).toEqual([])
  })

  it.each(['length', 'first', 'last', 'constructor', '__proto__', 'toString', '0'])(
    'a text has no %s, whether it is a cell or made by the template',
    (name) => {
      const property = name === '0' ? '[0]' : `.${name}`
      expect(renderText(`{{ row.name${property} }}`, { name: 'Zed' })).toMatch(/^! There is no/)
      expect(checkText(`{{ row.name${property} }}`, ['name'])[0]).toContain(`has no "${name}"`)
      expect(renderText(`{{ "Zed"${property} }}`)).toMatch(/^! There is no/)
    },
  )

  it('a text has a length and a list its ends and entries', () => {
    expect(renderText('{{ row.name.size }}{{ name.size }}', { name: 'Zed' })).toBe('33')
    const list = '{% assign l = "a,b,c" | split: "," %}'
    expect(
      renderText(`${list}{{ l.size }}{{ l.first }}{{ l.last }}{{ l[1] }}{{ l[-1] }}{{ l[at] }}`, { at: '0' }),
    ).toBe('3acbca')
    for (const property of ['length', 'constructor', '__proto__', 'map', 'at']) {
      expect(renderText(`${list}{{ l.${property} }}`)).toMatch(/^! There is no/)
      expect(checkText(`${list}{{ l.${property} }}`)[0]).toContain(`has no "${property}"`)
    }
  })

  it('loops know where they are, and nothing of how they are made', () => {
    const inLoop = (text: string) => `{% for i in (1..2) %}${text}{% endfor %}`
    expect(renderText(inLoop('{{ forloop.index }}{{ forloop.last }} '))).toBe('1false 2true ')
    for (const property of [
      'next',
      'i',
      'constructor',
      '__proto__',
      'liquidMethodMissing',
      'valueOf',
      'size',
    ]) {
      expect(renderText(inLoop(`{{ forloop.${property} }}`))).toMatch(/^! /)
      expect(checkText(inLoop(`{{ forloop.${property} }}`))[0]).toContain(`forloop has no "${property}"`)
    }
    expect(checkText('{% tablerow i in (1..2) %}{{ tablerowloop.col }}{% endtablerow %}')).toEqual([])
  })

  it('what is no text is not printed', () => {
    expect(renderText('[{{ nil }}{{ null }}{{ blank }}{{ empty }}]')).toBe('[]')
    expect(renderText('{% assign x = nil %}[{{ x }}{{ x | append: "a" }}{{ x | upcase }}]')).toBe('[a]')
    expect(renderText('{{ nil | json }}')).toBe('""')
    expect(renderText('{{ row }}', { name: 'Zed' })).toContain('row is the whole row')
    expect(renderText('{{ row | append: "x" }}', { name: 'Zed' })).toContain('row is the whole row')
    expect(renderText('{% for i in (1..2) %}{{ forloop }}{% endfor %}')).toContain('forloop is no text')
  })
})

describe('the fields of a row', () => {
  it('share its cells and nothing that one of them makes', async () => {
    const { prepareTemplate } = await import('./render-row.ts')
    const fields = {
      a: '{% increment n %}{% assign x = 1 %}{% increment c %}',
      b: '{{ n }}{% increment c %}',
      c: '{{ x }}',
    }
    const kinds = { a: 'text', b: 'text', c: 'text' } as const
    const rendered = prepareTemplate({ fields, kinds })({ rowKey: 'k', cells: { n: 'cell' } })
    expect(rendered.fields).toMatchObject({ a: '00', b: 'cell0' })
    expect(rendered.problems).toMatchObject([{ field: 'c', code: 'unknown_variable' }])
  })

  it('counting up does not change a column of that name', () => {
    expect(renderText('{% increment n %}{% increment n %}{{ n }}{{ row.n }}', { n: 'cell' })).toBe(
      '01cellcell',
    )
    expect(renderText('{% increment m %}{{ m }}{% decrement m %}', {})).toBe('010')
  })
})
