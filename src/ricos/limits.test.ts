import { describe, expect, it } from 'vitest'
import { htmlToRicos, markdownToRicos, RicosLimitError, ricosToHtml, ricosToText } from './index.ts'
import { findViolations } from './rules.ts'

function codeOf(convert: () => unknown): string {
  try {
    convert()
  } catch (error) {
    if (error instanceof RicosLimitError) return error.code
    throw error
  }
  return 'none'
}

const times = (text: string, count: number) => Array.from({ length: count }, () => text).join('')

describe('deep markup', () => {
  it('converts 100,000 nested divs without overflowing the stack', () => {
    const { document } = htmlToRicos(`${times('<div>', 100_000)}deep`)
    expect(ricosToText(document)).toBe('deep')
  })

  it.each([
    ['lists', '<ul><li>a'],
    ['quotes', '<blockquote>a'],
    ['tables', '<table border="1"><tr><td>a'],
    ['collapsible lists', '<details><summary>a</summary>b'],
    ['definitions', '<dl><dd>a'],
    ['bold text', '<b>a'],
    ['drawings', '<svg><text>a'],
    ['headings in links', '<a href="/x"><h2>a</h2>'],
  ])('keeps documents made of 2,000 nested %s shallow enough for any reader', (_name, html) => {
    const { document } = htmlToRicos(times(html, 2000))
    expect(findViolations(document)).toEqual([])
    expect(ricosToText(document).match(/a/g)).toHaveLength(2000)
    expect(depthOf(document.nodes)).toBeLessThan(70)
    expect(ricosToHtml(document).length).toBeGreaterThan(2000)
  })

  it('refuses more open elements than the limit', () => {
    expect(codeOf(() => htmlToRicos(times('<div>', 50), { limits: { maxDepth: 20 } }))).toBe('too-deep')
  })

  it('refuses to render a document from elsewhere that is nested without end', () => {
    const { document } = htmlToRicos('<ul><li>a</li></ul>')
    let [node] = document.nodes
    for (let i = 0; i < 1000 && node !== undefined; i++)
      node = { ...node, nodes: [{ ...node }] } as typeof node
    expect(
      codeOf(() => ricosToHtml({ nodes: node === undefined ? [] : [node], metadata: { version: 1 } })),
    ).toBe('too-deep')
  })
})

describe('large input', () => {
  it('refuses more bytes than the limit, counted in UTF-8', () => {
    const limits = { maxBytes: 9 }
    expect(codeOf(() => htmlToRicos('éééé', { limits }))).toBe('none')
    expect(codeOf(() => htmlToRicos('ééééé', { limits }))).toBe('too-large')
    expect(codeOf(() => markdownToRicos('ééééé', { limits }))).toBe('too-large')
  })

  it('converts 5 MB of paragraphs', () => {
    const html = times('<p>some words in here</p>\n', 200_000)
    expect(htmlToRicos(html, { limits: { maxMs: 60_000 } }).document.nodes).toHaveLength(200_000)
  })

  it('refuses a table whose merged cells multiply', () => {
    const html = `<table border="1">${times('<tr><td rowspan="65534" colspan="1000">a</td></tr>', 200)}</table>`
    expect(codeOf(() => htmlToRicos(html))).toBe('too-many-cells')
  })

  it('gives up when the time is over', () => {
    expect(codeOf(() => htmlToRicos(times('<p>a</p>', 5000), { limits: { maxMs: -1 } }))).toBe('too-slow')
  })
})

it('says in every refusal what the limit was and what to do', () => {
  expect(() => htmlToRicos('too long', { limits: { maxBytes: 3 } })).toThrow(
    /8 bytes, and 3 is the limit. .*limits.maxBytes/,
  )
})

interface Nested {
  nodes: readonly Nested[]
}

function depthOf(nodes: readonly Nested[]): number {
  return nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map((node) => depthOf(node.nodes)))
}
