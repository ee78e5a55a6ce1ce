import { describe, expect, it } from 'vitest'
import type { Decoration } from './document.ts'
import { htmlToRicos, type Options } from './index.ts'

function convertedWord(html: string, options: Options = {}) {
  const { document, losses } = htmlToRicos(html, options)
  const decorations: Decoration[] = []
  for (const block of document.nodes) {
    if (block.type !== 'PARAGRAPH' && block.type !== 'HEADING') continue
    for (const { textData } of block.nodes) decorations.push(...textData.decorations)
  }
  return { decorations, losses: losses.map(({ code }) => code) }
}

describe('a style attribute that was read before', () => {
  it('means to each schema what that schema can hold', () => {
    const html = '<p><span style="font-family: Lato; text-decoration: line-through">a</span></p>'
    const published = { decorations: [], losses: ['mark-dropped', 'font-dropped'] }
    const api = {
      decorations: [
        { type: 'STRIKETHROUGH', strikethroughData: true },
        { type: 'FONT_FAMILY', fontFamilyData: { value: 'lato' } },
      ],
      losses: [],
    }
    expect(convertedWord(html)).toEqual(published)
    expect(convertedWord(html, { schema: 'api' })).toEqual(api)
    expect(convertedWord(html)).toEqual(published)
  })

  it('is a share of the size around it, whatever that was the first time', () => {
    const inner = '<span style="font-size: 50%">a</span>'
    const sized = (html: string) => convertedWord(html).decorations
    const size = (unit: 'PX' | 'EM', value: number) => [{ type: 'FONT_SIZE', fontSizeData: { unit, value } }]
    expect(sized(`<p>${inner}</p>`)).toEqual(size('EM', 0.5))
    expect(sized(`<p style="font-size: 30px">${inner}</p>`)).toEqual(size('PX', 15))
    expect(sized(`<p>${inner}</p>`)).toEqual(size('EM', 0.5))
  })

  it('colours the words of a line, and is reported on a block', () => {
    const style = 'style="background: #ff0000"'
    const inLine = { decorations: [{ type: 'COLOR', colorData: { background: '#ff0000' } }], losses: [] }
    const inBlock = { decorations: [], losses: ['background-dropped'] }
    expect(convertedWord(`<p><span ${style}>a</span></p>`)).toEqual(inLine)
    expect(convertedWord(`<p ${style}>a</p>`)).toEqual(inBlock)
    expect(convertedWord(`<p><span ${style}>a</span></p>`)).toEqual(inLine)
  })
})

describe('a property no browser knows', () => {
  it.each(['__proto__', 'constructor', 'toString'])('counts for nothing when it is called %s', (property) => {
    expect(convertedWord(`<p style="${property}: 1; color: red">a</p>`)).toEqual({
      decorations: [{ type: 'COLOR', colorData: { foreground: '#ff0000' } }],
      losses: [],
    })
  })
})
