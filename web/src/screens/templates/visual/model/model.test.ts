// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { someTemplate, tokenSoup } from '../../../../test/template-arbitrary.ts'
import { attributeOf, withAttribute } from './attributes.ts'
import { readCondition, tagLabel, writeCondition, writeTag } from './condition.ts'
import type { DocumentNode } from './node.ts'
import { columnOf, readOutput, withFilter, writeOutput } from './output.ts'
import { readTemplate } from './read.ts'
import { writeTemplate } from './write.ts'

const outline = (node: DocumentNode): unknown =>
  node.text ??
  (node.content ? [node.type, ...node.content.map(outline)] : [node.type, node.attrs?.source ?? ''])
const blocksOf = (source: string) => (readTemplate(source).content ?? []).map(outline)

/** The lines of a document, to change one of them. */
function linesOf(node: DocumentNode, found: DocumentNode[] = []): DocumentNode[] {
  if (['paragraph', 'heading', 'caption'].includes(node.type)) found.push(node)
  for (const child of node.content ?? []) linesOf(child, found)
  return found
}

const hotel = `<h1 class="title">{{ row.name | titlecase }}</h1>
<p class='lead'>Welcome to <b>{{ row.name }}</b>{% if row.city != blank %}, {{ row.city }}{% endif %}.</p>

{%- comment -%} Facts of every hotel {%- endcomment -%}
{% assign tags = row.tags | split: "," %}
<h2>At a glance</h2>
<table class="facts" border=1>
  <thead><tr><th>Fact</th><th>Value</th></tr></thead>
  <tbody>
    {% if row.stars != blank %}
    <tr><td>Stars</td>
        <td>{{ row.stars }}</td></tr>
    {% endif %}
    {% if row.price > 100 %}<tr><td>Price</td><td>{{ row.price | currency: "EUR" }}</td></tr>{% endif %}
    <tr>
      <td>Address</td>
      <td>{{ row.street }}<br />{{ row.city }}</td>
    </tr>
  </tbody>
</table>
{% if row.pool == "yes" %}
  <h3>The pool</h3>
  <p>Open all year, caf&eacute; &amp; bar included.</p>
{% elsif row.lake == "yes" %}
  <p>The lake is close by.</p>
{% else %}
  <p>No water nearby.</p>
{% endif %}
<ul>
  {% for tag in tags %}
  <li>{{ tag | strip }}</li>
  {% endfor %}
</ul>
{% case row.kind %}
  {% when "hotel" %}<p>A hotel.</p>
  {% when "hostel", "inn" %}<p>Simple rooms.</p>
{% endcase %}
<blockquote><p>“Lovely”</p></blockquote>
<img src="{{ row.photo }}" alt="{{ row.name }}">
<p><a href="{{ row.url }}" target="_blank" rel=nofollow>Book now</a></p>
`

describe('a template and its document', () => {
  it('gives a template of forty lines back byte by byte', () => {
    expect(hotel.split('\n').length).toBeGreaterThan(40)
    expect(writeTemplate(readTemplate(hotel))).toBe(hotel)
  })

  it('shows all of it but comments and assignments without code', () => {
    const text = JSON.stringify(readTemplate(hotel))
    expect(text.match(/"type":"(?:sourceBlock|itemCode|rowCode|snippet)"/g)).toHaveLength(1)
    expect(text).toContain('"rowFrame"')
    expect(text).toContain('"itemFrame"')
  })

  it('changes nothing but the line that was edited', () => {
    const document = readTemplate(hotel)
    const line = linesOf(document).find(({ content }) => JSON.stringify(content).includes('lake'))!
    line.content = [{ type: 'text', text: 'The sea & the lake.' }]
    const expected = hotel.replace('The lake is close by.', 'The sea &amp; the lake.')
    expect(writeTemplate(document)).toBe(expected)
  })

  it('loses nothing of 300 generated templates', () => {
    const isKept = (source: string) => writeTemplate(readTemplate(source)) === source
    fc.assert(fc.property(someTemplate, isKept), { numRuns: 300 })
    fc.assert(fc.property(tokenSoup, isKept), { numRuns: 300 })
  })

  it('changes only the edited line of any template', () => {
    const mark = '\u0001'
    const property = fc.property(someTemplate, fc.nat(), (source, pick) => {
      const lines = linesOf(readTemplate(source))
      if (lines.length === 0) return true
      const [edited, marked] = [readTemplate(source), readTemplate(source)]
      const line = linesOf(edited)[pick % lines.length]!
      line.content = [...(line.content ?? []), { type: 'text', text: 'new words' }]
      const place = linesOf(marked)[pick % lines.length]!
      place.attrs = { ...place.attrs, source: mark }
      const [before, after] = writeTemplate(marked).split(mark) as [string, string]
      const written = writeTemplate(edited)
      const own = written.slice(before.length, written.length - after.length)
      return written === before + own + after && own.includes('new words')
    })
    fc.assert(property, { numRuns: 300 })
  })
})

describe('what is shown', () => {
  it('keeps as source what does not nest, and no more than that', () => {
    expect(blocksOf('<p>a</p><table>{% if a %}<tr><td>1{% endif %}</td></tr></table><p>b</p>')).toEqual([
      ['paragraph', 'a'],
      ['table', ['rowCode', '{% if a %}<tr><td>1{% endif %}</td></tr>']],
      ['paragraph', 'b'],
    ])
  })

  it('holds together what begins in one condition and ends in another', () => {
    const source = '{% if a %}<div class="x">{% endif %}<p>b</p>{% if a %}</div>{% endif %}'
    expect(blocksOf(`<p>a</p>${source}`)).toEqual([
      ['paragraph', 'a'],
      ['sourceBlock', source],
    ])
    const half = '<p {% if a %}class="x">a{% else %}>b{% endif %}</p>'
    expect(blocksOf(`${half}<p>c</p>`)).toEqual([
      ['sourceBlock', half],
      ['paragraph', 'c'],
    ])
  })

  it('puts conditions around words into the line, and those around blocks around them', () => {
    expect(blocksOf('<p>a {% if b %}c{% endif %}</p>{% if b %}<p>c</p>{% endif %}')).toEqual([
      ['paragraph', 'a ', ['fence', '{% if b %}'], 'c', ['fence', '{% endif %}']],
      ['frame', ['branch', ['paragraph', 'c']]],
    ])
  })

  it('lets the text of an element be edited whose tag holds Liquid', () => {
    expect(blocksOf('<p class="{{ row.a | append: ">" }}" {% if b %}hidden{% endif %}>x</p>')).toEqual([
      ['paragraph', 'x'],
    ])
  })

  it('leaves a name of a character that it does not know as it is', () => {
    expect(blocksOf('<p>a &auml; &zeetrf; b</p>')).toEqual([
      ['paragraph', 'a ä ', ['snippet', '&zeetrf;'], ' b'],
    ])
  })
})

describe('what was made or changed in the editor', () => {
  const write = (...content: DocumentNode[]) => writeTemplate({ type: 'doc', content })
  const text = (words: string, ...marks: string[]): DocumentNode => ({
    type: 'text',
    text: words,
    ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
  })
  const paragraph = (...content: DocumentNode[]): DocumentNode => ({ type: 'paragraph', content })

  it('is clean HTML', () => {
    const item = (words: string) => ({ type: 'listItem', content: [paragraph(text(words))] })
    expect(
      write(
        { type: 'heading', attrs: { level: 2 }, content: [text('A & B')] },
        paragraph(text('x '), text('y', 'bold'), text(' z', 'bold', 'italic')),
        { type: 'bulletList', content: [item('one'), item('two')] },
        { type: 'paragraph' },
      ),
    ).toBe(
      '<h2>A &amp; B</h2>\n<p>x <strong>y<em> z</em></strong></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
    )
  })

  it('writes braces that are only text so that Liquid does not read them', () => {
    const written = write(paragraph(text('{{ x }} {% y %}')))
    expect(blocksOf(written)).toEqual([['paragraph', '{{ x }} {% y %}']])
    expect(written).not.toContain('{{')
  })

  it('keeps the class of a heading that becomes a smaller one', () => {
    const document = readTemplate('<h2 class="x">a</h2>')
    document.content![0]!.attrs!.level = 3
    expect(writeTemplate(document)).toBe('<h3 class="x">a</h3>')
  })

  it('gives two lines their own elements where they had none', () => {
    const document = readTemplate('Hello')
    document.content!.push({ ...document.content![0]!, content: [text('you')] })
    expect(writeTemplate(document)).toMatch(/^<p>Hello<\/p>\s*<p>you<\/p>$/)
  })

  it('keeps the classes of marks in a line that was edited', () => {
    const document = readTemplate('<p>a <b class="x">b</b> <a href="/c" rel=nofollow>c</a></p>')
    document.content![0]!.content!.push(text('!'))
    expect(writeTemplate(document)).toBe('<p>a <b class="x">b</b> <a href="/c" rel=nofollow>c</a>!</p>')
  })
})

describe('forms', () => {
  it('reads a chip and writes it with its braces', () => {
    const source = '{{- row.price | default_if_blank: "a | b" | number: "en" -}}'
    const output = readOutput(source)
    expect(output).toEqual({ value: 'row.price', filters: ['default_if_blank: "a | b"', 'number: "en"'] })
    const filters = withFilter(output.filters, ['number', 'date'], 'date: "long"')
    expect(writeOutput(source, { ...output, filters })).toBe(
      '{{- row.price | default_if_blank: "a | b" | date: "long" -}}',
    )
    expect(columnOf('row["Opening hours"]')).toBe('Opening hours')
    expect(columnOf('item.name')).toBeNull()
  })

  it('reads conditions and says them in words', () => {
    expect(tagLabel('{% if row.city != blank and row.kind == "Café" %}')).toBe(
      'If city is filled in and kind is Café',
    )
    expect(tagLabel('{%- elsif row.n >= 3 -%}')).toBe('Otherwise, if n is at least 3')
    expect(readCondition('a == 1 and b == 2 or c')).toBeNull()
    expect(readCondition('row.tags contains "x and y"')?.parts).toEqual([
      { left: 'row.tags', comparison: 'contains', value: 'x and y' },
    ])
    const condition = readCondition('row.a == blank or row.b == "x"')!
    expect(writeCondition(condition)).toBe('row.a == blank or row.b == "x"')
    expect(writeTag('{%- if a -%}', { name: 'if', rest: 'b' })).toBe('{%- if b -%}')
  })

  it('changes one attribute of a tag and leaves the others as they are written', () => {
    const tag = `<a class='x' href="{{ row.url | append: ">" }}" target=_blank>`
    expect(attributeOf(tag, 'href')).toBe('{{ row.url | append: ">" }}')
    expect(withAttribute(tag, 'href', '/a?b=1&c="2"')).toBe(
      `<a class='x' href="/a?b=1&amp;c=&quot;2&quot;" target=_blank>`,
    )
    expect(withAttribute('<img src="a"/>', 'alt', 'x')).toBe('<img src="a" alt="x"/>')
  })
})
