// Templates as people write them, and as nobody should: for properties of the visual editor.
import fc from 'fast-check'

const gap = fc.constantFrom('', '\n', '\n\n', '\n  ', ' ', '\t', '\r\n', ' \n\n   ')
const words = fc.constantFrom(
  'Hotel',
  'in the  old town',
  'Tom &amp; Jerry',
  'caf&eacute; &nbsp;',
  'a &lt; b',
  '&unknownname;',
  'x < y',
  '100 % { ok }',
  '&#x1F600; smile',
  '“quoted”',
  'line\nbreak',
  ' spaced ',
  'é ü 漢字',
  '&',
  '}} stray',
  '$5',
)
const output = fc.constantFrom(
  '{{ row.city }}',
  '{{row.city}}',
  '{{- row["Opening hours"] -}}',
  '{{ row.price | number: "en", 2 }}',
  '{{ row.name | default_if_blank: "a }} b" | upcase }}',
  "{{ 'it''s' }}",
  '{{ row.text | raw }}',
  '{{ item }}',
)
const condition = fc.constantFrom(
  'row.city != blank',
  'row.a == "x" and row.b != \'y\'',
  'row.tags contains "{% x"',
  'row.n > 3',
  'a or b and c',
)
const attributes = fc.constantFrom(
  '',
  ' class="lead"',
  " id='a' data-x=1",
  ' style="color:red" ',
  ' title="a > b"',
  ' class="{{ row.kind | append: ">" }}"',
  ' {% if row.a %}hidden{% endif %}',
  ' href="{{ row.url }}" target=_blank',
  ' disabled',
  '\n  class="x"',
)

const statement = fc.constantFrom(
  '{% assign x = row.a | split: "," %}',
  '{% comment %} <p> {% if %} {% endcomment %}',
  '{%- # note -%}',
  '{% raw %}{{ not }}{% endraw %}',
  '<!-- {{ row.a }} -->',
  '{% capture c %}<b>x</b>{% endcapture %}',
  '{% echo row.a %}',
)

const tagged = (name: string, content: fc.Arbitrary<string>) =>
  fc.tuple(attributes, content).map(([attrs, inner]) => `<${name}${attrs}>${inner}</${name}>`)

const framed = (content: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.tuple(condition, content).map(([test, a]) => `{% if ${test} %}${a}{% endif %}`),
    fc
      .tuple(condition, content, content)
      .map(([test, a, b]) => `{%- if ${test} -%}${a}{%- else -%}${b}{% endif %}`),
    fc
      .tuple(condition, content, content)
      .map(([test, a, b]) => `{% unless ${test} %}${a}{% elsif q %}${b}{% endunless %}`),
    fc
      .tuple(gap, content, content)
      .map(([space, a, b]) => `{% case row.k %}${space}{% when "a", "b" %}${a}{% else %}${b}{% endcase %}`),
    content.map((a) => `{% for item in row.tags limit: 3 %}${a}{% endfor %}`),
  )

const { line } = fc.letrec<{ line: string; piece: string }>((tie) => ({
  line: fc.array(tie('piece'), { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join('')),
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    words,
    output,
    gap,
    fc.constantFrom(
      '<br>',
      '<br />',
      '<img src="a.jpg" alt=\'x\'>',
      '<img {% if a %}src=b{% endif %}/>',
      '<svg><path d="M0"/></svg>',
    ),
    statement,
    fc
      .constantFrom('b', 'strong', 'em', 'i', 'u', 'code', 's', 'a', 'span', 'sup', 'button')
      .chain((name) => tagged(name, tie('line'))),
    framed(tie('line')),
  ),
}))

const joined = (part: fc.Arbitrary<string>, maxLength = 4) =>
  fc
    .tuple(fc.array(fc.tuple(gap, part), { maxLength }), gap)
    .map(([parts, end]) => parts.map(([space, text]) => space + text).join('') + end)

const { blocks } = fc.letrec<{ blocks: string; block: string; item: string; row: string }>((tie) => ({
  blocks: joined(tie('block')),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('p', 'h1', 'h2', 'h3', 'P', 'figcaption').chain((name) => tagged(name, line)),
    line,
    statement,
    fc.constantFrom(
      '<hr>',
      '<hr class=x />',
      '<script type="application/ld+json">{"a": "{{ row.a }}", "b": "<p>"}</script>',
    ),
    fc.constantFrom(
      '<pre>\nx  y\n {{ row.a }}</pre>',
      '<pre><code class="js">a &lt; b\n</code></pre>',
      '<pre><b>x</b></pre>',
    ),
    fc
      .constantFrom('div', 'section', 'blockquote', 'figure', 'details')
      .chain((name) => tagged(name, tie('blocks'))),
    fc.constantFrom('ul', 'ol').chain((name) => tagged(name, joined(tie('item')))),
    tagged(
      'table',
      fc.oneof(
        joined(tie('row')),
        joined(fc.constantFrom('thead', 'tbody').chain((name) => tagged(name, joined(tie('row'))))),
      ),
    ),
    framed(tie('blocks')),
    fc.constantFrom(
      '<p>not closed',
      '</div>',
      '<p {% if a %}class="x">a{% else %}>b{% endif %}</p>',
      '<ul><li>a<li>b</ul>',
    ),
    fc.constantFrom(
      '<table>{% if a %}<tr><td>1{% endif %}</td></tr></table>',
      '{% if a %}<b>{% endif %}x{% if a %}</b>{% endif %}',
      '<iframe src=x></iframe>',
    ),
  ),
  item: fc.oneof(
    { depthSize: 'small' },
    tagged('li', line),
    tagged('li', tie('blocks')),
    framed(joined(tie('item'), 2)),
    statement,
  ),
  row: fc.oneof(
    { depthSize: 'small' },
    tagged(
      'tr',
      joined(
        fc.constantFrom('td', 'th').chain((name) => tagged(name, line)),
        3,
      ),
    ),
    framed(joined(tie('row'), 2)),
    statement,
    fc.constantFrom(
      '<caption>Facts</caption>',
      '<tr><td colspan="2">wide</td></tr>',
      '<tr>{% if a %}<td>x</td>{% endif %}</tr>',
    ),
  ),
}))

/** Nests, mostly. */
export const someTemplate: fc.Arbitrary<string> = blocks

const token = fc.constantFrom(
  '<p>',
  '</p>',
  '<div class="a">',
  '</div>',
  '<b>',
  '</b>',
  '<ul>',
  '<li>',
  '</li>',
  '</ul>',
  '<table>',
  '<tr>',
  '<td>',
  '</td>',
  '</tr>',
  '</table>',
  '<tbody>',
  '<h2>',
  '</h2>',
  '{% if a %}',
  '{% elsif b %}',
  '{% else %}',
  '{% endif %}',
  '{% for i in x %}',
  '{% endfor %}',
  '{% case x %}',
  '{% when 1 %}',
  '{% endcase %}',
  '{% unless c %}',
  '{% endunless %}',
  '{{ row.a }}',
  '{{',
  '}}',
  '{%',
  '%}',
  '<',
  '>',
  '"',
  "'",
  '<!--',
  '-->',
  '<a href="{% if a %}x',
  '">',
  '</a>',
  '<img src="{{ a }}">',
  '<p {% if a %}x{% endif %}>',
  '<p {% if a %}>',
  '<img {% endif %}>',
  '<br>',
  '<hr>',
  '<pre>',
  '</pre>',
  '<script>',
  '</script>',
  'text',
  ' ',
  '\n',
  '  \n',
  '&amp;',
  '&nbsp;',
  '&zzz;',
  '{% raw %}',
  '{% endraw %}',
  '{% comment %}',
  '{% endcomment %}',
  '{% capture c %}',
  '{% endcapture %}',
  '</',
  '<!doctype html>',
  '\u00a0',
  '\r\n',
  '😀',
  '{% tablerow a in b %}',
  '{% endtablerow %}',
)

/** Anything at all. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(token, { maxLength: 40 })
  .map((tokens) => tokens.join(''))
