import { expect, test } from 'vitest'
import { htmlToRicos } from '../../ricos/index.ts'
import { canonicalDocument, documentShape, documentWords, isEmptyDocument, nodeIds } from './document.ts'

const convert = (html: string, seed = 'seed') => htmlToRicos(html, { seed }).document

const article =
  '<h2>About</h2><p>See <a href="https://example.com/a">the <b>site</b></a>.</p><ul><li>One</li></ul>'

/** What Wix may do to a document without anyone having edited it. */
function asWixReturnsIt(document: unknown): unknown {
  const visit = (node: Record<string, unknown>): Record<string, unknown> => {
    const nodes = (node['nodes'] as Record<string, unknown>[] | undefined)?.map(visit) ?? []
    const { type, ...rest } = node
    return {
      ...rest,
      nodes,
      type,
      id: `wix-${Math.random()}`,
      style: {},
      ...(type === 'PARAGRAPH' && {
        paragraphData: {
          indentation: 0,
          textStyle: { lineHeight: '', textAlignment: 'AUTO' },
          ...(node['paragraphData'] as object),
        },
      }),
    }
  }
  const { nodes } = document as { nodes: Record<string, unknown>[] }
  return {
    documentStyle: {},
    metadata: { version: 1, id: 'x', createdTimestamp: '2026-01-01' },
    nodes: nodes.map(visit),
  }
}

test('what Wix adds by itself makes no difference', () => {
  const ours = convert(article)
  expect(canonicalDocument(asWixReturnsIt(ours))).toBe(canonicalDocument(ours))
})

test('the seed makes no difference', () => {
  expect(canonicalDocument(convert(article, 'a'))).toBe(canonicalDocument(convert(article, 'b')))
})

test('text cut into equally formatted runs is the same text', () => {
  const text = (parts: string[]) => ({
    nodes: [
      {
        type: 'PARAGRAPH',
        nodes: parts.map((part) => ({ type: 'TEXT', textData: { text: part, decorations: [] } })),
      },
    ],
  })
  expect(canonicalDocument(text(['He', 'llo', '']))).toBe(canonicalDocument(text(['Hello'])))
})

test.each([
  ['a word', '<p>one</p>', '<p>two</p>'],
  ['a space', '<p>a b</p>', '<p>ab</p>'],
  ['bold', '<p>one</p>', '<p><b>one</b></p>'],
  ['the end of bold', '<p><b>one two</b></p>', '<p><b>one</b> two</p>'],
  ['a link', '<p><a href="https://a.test/">x</a></p>', '<p><a href="https://b.test/">x</a></p>'],
  ['a heading level', '<h2>x</h2>', '<h3>x</h3>'],
  ['one paragraph or two', '<p>a</p><p>b</p>', '<p>a b</p>'],
  ['the kind of list', '<ul><li>x</li></ul>', '<ol><li>x</li></ol>'],
  ['nesting', '<ul><li>a</li><li>b</li></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
  ['the order of blocks', '<p>a</p><h2>b</h2>', '<h2>b</h2><p>a</p>'],
  [
    'where a cell is',
    '<table><tr><td>a</td><td>b</td></tr></table>',
    '<table><tr><td>a</td></tr><tr><td>b</td></tr></table>',
  ],
])('%s makes a difference', (_, before, after) => {
  expect(canonicalDocument(convert(before))).not.toBe(canonicalDocument(convert(after)))
})

test('a line of text cannot be mistaken for a block', () => {
  expect(canonicalDocument(convert('<p>x"\nHEADING {"headingData":{"level":2}}</p>'))).not.toContain(
    '\nHEADING',
  )
})

test('documents that are no documents are empty', () => {
  for (const nothing of [null, undefined, {}, { nodes: 'x' }, { nodes: [null, 3] }, 'text']) {
    expect(canonicalDocument(nothing)).toBe('')
    expect(isEmptyDocument(nothing)).toBe(true)
    expect([...nodeIds(nothing)]).toEqual([])
  }
  expect(isEmptyDocument(convert('<p> </p>'))).toBe(true)
  expect(isEmptyDocument(convert('<p>x</p>'))).toBe(false)
})

test('words can be read without the code blocks', () => {
  const document = convert('<p>text</p><pre><code>{{ code }}</code></pre>')
  expect(documentWords(document)).toContain('{{ code }}')
  expect(documentWords(document, ['CODE_BLOCK'])).not.toContain('code')
})

test('shapes tell documents apart by what they are built of', () => {
  expect(documentShape(convert('<p>a</p><p>b</p>'))).toBe(documentShape(convert('<p>c</p>')))
  expect(documentShape(convert('<p>a</p>'))).not.toBe(documentShape(convert('<p><b>a</b></p>')))
})
