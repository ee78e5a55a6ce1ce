import { describe, expect, it } from 'vitest'
import { isStructured, structureLines } from './structure.ts'
import { structureDifference } from './structure-difference.ts'

/** Labels in brackets, words as they are. */
const read = (text: string) =>
  structureLines(text).map((line) =>
    line.tokens.map((token) => (token.kind === 'word' ? token.text : `[${token.text}]`)).join(''),
  )

const article = [
  'HEADING {"headingData":{"level":2}}',
  '  "About"',
  'PARAGRAPH',
  '  "See "',
  '  "the site" BOLD {"fontWeightValue":700} LINK {"linkData":{"link":{"url":"https://example.com/a"}}}',
  'BULLETED_LIST',
  '  LIST_ITEM',
  '    PARAGRAPH',
  '      "One"',
  'TABLE',
  '  TABLE_ROW',
  '    TABLE_CELL',
  '      PARAGRAPH',
  '        "a"',
].join('\n')

describe('rich content in words', () => {
  it('names blocks and marks, and leaves out what everything is made of', () => {
    expect(read(article)).toEqual([
      '[Heading 2]About',
      'See [bold][link][to https://example.com/a]the site',
      '[Bulleted list]',
      '[•]One',
      '[Table]',
      '[Row]',
      '[Cell]a',
    ])
  })

  it('keeps every setting, so that no difference is invisible', () => {
    expect(
      read('IMAGE {"imageData":{"altText":"A {b}","image":{"src":{"id":"x.png"},"width":300}}}'),
    ).toEqual(['[Image][alt text A {b}][id x.png][width 300]'])
    expect(read('PARAGRAPH {"paragraphData":{"textStyle":{"textAlignment":"CENTER"}}}\n  "x"')).toEqual([
      '[Paragraph][text alignment CENTER]x',
    ])
    expect(read('PARAGRAPH\n  "x" ITALIC {"italicData":true} UNDERLINE')).toEqual(['[italic][underline]x'])
    expect(read('X {"a":{"name":"p"},"b":{"name":"q"}}')).toEqual(['[X][name p][b name q]'])
  })

  it('reads line breaks, quotes and braces in texts and addresses', () => {
    expect(
      read(
        'PARAGRAPH\n  "a\\n\\"b\\"" LINK {"linkData":{"link":{"url":"https://e.test/?q=}\\" BOLD"}}} BOLD',
      ),
    ).toEqual(['[link][to https://e.test/?q=}" BOLD][bold]a\n"b"'])
  })

  it('shows what was cut short as it is', () => {
    expect(read('HEADING {"headingData":{"lev…')).toEqual(['HEADING {"headingData":{"lev…'])
    expect(read('PARAGRAPH\n  "cut sho…')).toEqual(['  "cut sho…'])
  })

  it('is told from what a person wrote', () => {
    expect(isStructured(article)).toBe(true)
    for (const text of ['', 'HEADINGS', 'About us', 'SALE', 'Paragraph', '<h2>PARAGRAPH</h2>'])
      expect(isStructured(text), text).toBe(false)
  })
})

describe('a difference in rich content', () => {
  const shown = (before: string, after: string) =>
    structureDifference(before, after).map((line) =>
      'equal' in line
        ? `= ${line.equal}`
        : line.pieces
            .map(({ kind, text, is }) => {
              const words = is === 'word' ? text : `[${text}]`
              return kind === 'same' ? words : kind === 'added' ? `+${words}+` : `-${words}-`
            })
            .join(''),
    )

  it('marks the changed word and counts what is equal', () => {
    const long = Array.from({ length: 8 }, (_, n) => `PARAGRAPH\n  "Line ${n}"`).join('\n')
    expect(shown(long, long.replace('Line 4', 'Row 4'))).toEqual([
      '= 3',
      'Line 3',
      '-Line-+Row+ 4',
      'Line 5',
      '= 2',
    ])
  })

  it('marks a changed heading level and a changed link', () => {
    expect(
      shown('HEADING {"headingData":{"level":2}}\n  "A"', 'HEADING {"headingData":{"level":3}}\n  "A"'),
    ).toEqual(['-[Heading 2]-+[Heading 3]+A'])
    const link = (url: string) => `PARAGRAPH\n  "x" LINK {"linkData":{"link":{"url":"${url}"}}}`
    expect(shown(link('https://a.test'), link('https://b.test'))).toEqual([
      '[link]-[to https://a.test]-+[to https://b.test]+x',
    ])
  })

  it('shows a paragraph that was split and one that was added', () => {
    expect(shown('PARAGRAPH\n  "a"', 'PARAGRAPH\n  "a"\nPARAGRAPH\n  "b"')).toEqual(['a', '+b+'])
    expect(shown('', 'PARAGRAPH\n  "a"')).toEqual(['+a+'])
  })

  it('leaves out settings that stay, and most of those of a block that comes', () => {
    const table = (widths: string) =>
      `TABLE {"tableData":{"colMin":[1,2],"colsWidth":[${widths}],"header":true,"x":1}}`
    expect(shown(table('120,120'), table('90,120'))).toEqual([
      '[Table]-[cols width 120 120]-+[cols width 90 120]+',
    ])
    expect(shown('PARAGRAPH\n  "a"', table('9'))).toEqual([
      '-a-+[Table]++[col min 1 2]++[cols width 9]++[header]+',
    ])
  })

  it('shows all of it where nothing differs', () => {
    expect(shown(article, article)).toHaveLength(7)
  })
})
