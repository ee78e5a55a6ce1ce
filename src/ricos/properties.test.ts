import { createRequire } from 'node:module'
import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { htmlToRicos, markdownToRicos, ricosToHtml, ricosToText } from './index.ts'
import { findViolations } from './rules.ts'
import { visibleWords } from './visible-words.ts'

const { validateRicosDocument } = createRequire(import.meta.url)('ricos-schema/next')

const CONTAINERS = [
  'p div span b i u s sub sup mark small code kbd q em strong a h1 h3 h6 section article ul ol li dl dt dd blockquote',
  'pre table tbody thead tr td th caption figure figcaption details summary button label form select option',
  'center font abbr time cite del ins address main x-own svg ruby rt textarea fieldset legend',
].flatMap((line) => line.split(' '))

const ATTRIBUTES: Record<string, string[]> = {
  a: [
    'href="https://a.example/x"',
    'href="#t1"',
    'href="javascript:x"',
    'class="btn" href="/buy"',
    'name="t2"',
  ],
  td: ['colspan="2"', 'rowspan="3"', 'rowspan="0"', 'style="background:red"'],
  th: ['colspan="3"', 'width="50"'],
  ol: ['start="7"', 'type="a"', 'reversed'],
  li: ['value="4"', 'style="text-align:right"'],
  p: [
    'style="text-align:center"',
    'style="margin-left:80px"',
    'id="t1"',
    'style="white-space:pre-wrap"',
    'dir="rtl"',
  ],
  span: [
    'style="color:#123456"',
    'style="font-size:20px;font-weight:bold"',
    'style="background:yellow"',
    'style="display:block"',
    'style="display:table-cell"',
    'style="*display:none;--display:none"',
    'style="display:none!important;display:block"',
    'style="display:none;display:inline"',
    'style="visibility:hidden"',
    'style="visibility:visible"',
  ],
  q: ['style="display:block"', 'style="display:table-cell"'],
  b: ['hidden', 'hidden style="display:inline"', 'style="visibility:visible"'],
  section: ['style="visibility:hidden"', 'style="display:flex"', 'style="display: inline grid"'],
  div: ['style="text-align:justify"', 'id="t1"', 'style="font-size:80%"'],
  details: ['open', 'name="x"'],
  figcaption: ['style="white-space:pre-wrap"', 'id="t1"'],
  table: ['border="1"', 'role="presentation"'],
  code: ['class="language-js"'],
}

const VOIDS = [
  '<br>',
  '<hr>',
  '<wbr>',
  '<img src="https://a.example/i.png" width="10" height="20">',
  '<img src="/i.png" alt="i">',
  '<!-- c -->',
  '<input type="checkbox">',
  '<input value="v">',
  '<input type="time" value="7:00">',
  '<input type="range" value="7">',
  '<iframe src="https://a.example/f"></iframe>',
  '<video src="https://a.example/v.mp4"></video>',
  '<iframe src="https://www.youtube.com/embed/abcdefgh"></iframe>',
]

let words = 0
const word = fc
  .constantFrom('ab', 'ü', 'x&amp;y', '日本', '&lt;i&gt;', 'a&nbsp;b', '😀', "it's", 'ש')
  .map((text) => `${text}${words++}`)
const blank = fc.constantFrom('', ' ', '\n  ', '\t', '  ')
const text = fc
  .tuple(blank, fc.array(word, { maxLength: 3 }), blank)
  .map(([a, list, b]) => a + list.join(' ') + b)

const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constantFrom(...VOIDS),
    fc
      .tuple(
        fc
          .constantFrom(...CONTAINERS)
          .chain((tag) => fc.tuple(fc.constant(tag), fc.constantFrom('', ...(ATTRIBUTES[tag] ?? [])))),
        fc.array(tie('tree'), { maxLength: 5 }),
      )
      .map(
        ([[tag, attribute], children]) =>
          `<${tag}${attribute === '' ? '' : ` ${attribute}`}>${children.join('')}</${tag}>`,
      ),
  ),
}))
const page = fc.array(tree, { maxLength: 6 }).map((parts) => parts.join(''))

const RUNS = 1000

describe('any tree of elements', () => {
  it('keeps its words in order, and none of them glued or split', () => {
    fc.assert(
      fc.property(page, (html) => {
        const { document } = htmlToRicos(html)
        const found = ricosToText(document)
          .split(/[ \t\n\r\f]+/)
          .filter((part) => part !== '')
        expect(found).toEqual(visibleWords(parseFragment(html)))
      }),
      { numRuns: RUNS },
    )
  })

  it.each(['published', 'api'] as const)('makes a sound %s document', (schema) => {
    fc.assert(
      fc.property(page, (html) => {
        const { document } = htmlToRicos(html, { seed: 'x', schema })
        expect(findViolations(document)).toEqual([])
        if (schema === 'published') expect(validateRicosDocument(document).errors ?? []).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  it.each(['published', 'api'] as const)('comes back the same from the HTML of its %s document', (schema) => {
    fc.assert(
      fc.property(page, (html) => {
        const options = { seed: 'row 1', schema }
        const { document } = htmlToRicos(html, options)
        expect(htmlToRicos(ricosToHtml(document), options).document).toEqual(document)
      }),
      { numRuns: RUNS },
    )
  })

  it('gives the same bytes for the same input', () => {
    fc.assert(
      fc.property(page, fc.string(), (html, seed) => {
        expect(JSON.stringify(htmlToRicos(html, { seed }))).toBe(JSON.stringify(htmlToRicos(html, { seed })))
      }),
      { numRuns: 200 },
    )
  })
})

describe('any string at all', () => {
  it('converts, as HTML and as Markdown, to a sound document', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (input) => {
        for (const convert of [htmlToRicos, markdownToRicos]) {
          const { document } = convert(input)
          expect(findViolations(document)).toEqual([])
          expect(validateRicosDocument(document).errors ?? []).toEqual([])
        }
      }),
      { numRuns: 1000 },
    )
  })
})
