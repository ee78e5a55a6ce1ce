// Definition lists: bold terms, indented definitions.
import { MAX_INDENTATION } from '../frames.ts'
import { PARAGRAPH } from '../text-block.ts'
import type { Handlers } from './handler.ts'

export const definitions: Handlers = {
  dl: {
    display: 'block',
    loss: 'definition-list',
    enter(_element, conversion) {
      conversion.leaveHeading()
      return undefined
    },
  },
  dt: {
    display: 'block',
    style: { bold: true },
    enter(_element, conversion) {
      conversion.enterBlock(PARAGRAPH)
      return undefined
    },
  },
  dd: {
    display: 'block',
    enter(_element, conversion) {
      const indentation = Math.min(MAX_INDENTATION, conversion.scope.indentation + 1)
      conversion.enter({ block: PARAGRAPH, indentation })
      return undefined
    },
  },
}
