// Quotes. A Ricos quote holds one paragraph; deeper quotes are indented.

import { PARAGRAPH } from '../text-block.ts'
import type { Handlers } from './handler.ts'

export const quotes: Handlers = {
  blockquote: {
    display: 'block',
    enter(_element, conversion) {
      conversion.leaveHeading()
      const depth = conversion.scope.quotes + 1
      if (depth > 5) conversion.loss('quote-too-deep')
      conversion.enter({ quotes: depth, block: PARAGRAPH })
      return conversion.scope.frame.nodes.length
    },
    leave(_element, conversion, mark) {
      conversion.endText()
      const { frame, quotes: depth } = conversion.scope
      const own = frame.nodes.slice(mark).filter((node) => {
        return node.type === 'BLOCKQUOTE' && node.blockquoteData.indentation === Math.min(4, depth - 1)
      })
      if (own.length > 1) conversion.loss('quote-split', `${own.length} paragraphs`)
    },
  },
}
