import { type Handlers, SKIP } from './handler.ts'

export const breaks: Handlers = {
  br: {
    display: 'inline',
    enter(element, conversion) {
      // What a clipboard puts behind its last block to keep it apart.
      if (element.classes !== 'Apple-interchange-newline') conversion.lineBreak()
      return SKIP
    },
  },
  // A place where a browser may break a word; it shows nothing.
  wbr: { display: 'inline' },
  hr: {
    display: 'block',
    enter(_element, conversion) {
      conversion.endText()
      const dividerData = { lineStyle: 'SINGLE', width: 'LARGE', alignment: 'CENTER' } as const
      conversion.place({ type: 'DIVIDER', id: '', nodes: [], dividerData })
      return SKIP
    },
  },
}
