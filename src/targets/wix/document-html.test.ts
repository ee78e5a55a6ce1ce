import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { htmlToRicos, ricosToHtml, ricosToText } from '../../ricos/index.ts'
import { canonicalDocument } from './document.ts'
import { documentHtml } from './document-html.ts'

const fixtures = join(import.meta.dirname, '../../ricos/fixtures')
const inputs = readdirSync(fixtures).flatMap((name) => {
  try {
    return [[name, readFileSync(join(fixtures, name, 'input.html'), 'utf8')] as const]
  } catch {
    return []
  }
})
const documentOf = (html: string) => htmlToRicos(html, { seed: 'a', schema: 'api' }).document

test('a canonical text reads as the document it was made of', () => {
  const html =
    '<h2>Hours</h2><p>See <a href="https://a.test/x">the <b>{"site"}</b></a>.</p><ul><li><p>One</p></li></ul>'
  const document = documentOf(html)
  expect(documentHtml(canonicalDocument(document))).toBe(ricosToHtml(document))
})

describe('every fixture keeps its words', () => {
  test.each(inputs)('%s', (_, input) => {
    const document = documentOf(input)
    const html = documentHtml(canonicalDocument(document))
    const words = (text: string) => text.replace(/\s+/g, ' ').trim()
    if (html === null) expect(words(ricosToText(document))).toBe('')
    else expect(words(ricosToText(documentOf(html)))).toBe(words(ricosToText(document)))
  })
})

test.each([
  ['a title', 'Vienna in spring'],
  ['a title in capitals', 'PARAGRAPH'],
  ['text that begins like a document', 'PARAGRAPH {"a":1}\nand goes on as a sentence'],
  ['broken data', 'IMAGE {"imageData":}'],
  ['words outside of any block', '"alone"'],
  ['a depth without a parent', 'PARAGRAPH\n      "deep"'],
])('%s is plain text', (_, text) => {
  expect(documentHtml(text)).toBeNull()
})

test('what an editor of Wix made is shown by its words, and never as code', () => {
  const html = documentHtml(
    'PARAGRAPH\n  "<script>alert(1)</script>" LINK {"linkData":{"link":{"url":"javascript:alert(1)"}}}\nPOLL {"pollData":{"x":{}}}\n  PARAGRAPH\n    "Which?"',
  )
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toMatch(/<script|javascript:/)
  expect(html).toContain('Which?')
})
