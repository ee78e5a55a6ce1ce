// Drawings and formulas: Ricos has neither, so their words stay.
import type { Conversion } from '../conversion.ts'
import type { SourceElement } from '../parse.ts'
import { complete, type Handler, type Handlers } from './handler.ts'

/** Parts of a drawing or formula that are not drawn, or not words. */
const NOT_DRAWN = new Set(
  'style script title desc metadata defs lineargradient radialgradient clippath mask pattern symbol filter marker annotation annotation-xml'.split(
    ' ',
  ),
)
/** Parts placed on their own, whose words must not touch the next ones. */
const PLACED = new Set(['text', 'foreignobject'])

const hidden = complete({ display: 'none' })
const part = complete({ display: 'inline' })
const placed = complete({ display: 'inline', enter: setApart, leave: setApart })

function setApart(_element: SourceElement, conversion: Conversion): undefined {
  conversion.blank()
}

/** The handler of an element inside a drawing or formula. */
export function foreignPart(element: SourceElement): Handler {
  const name = element.tagName.toLowerCase()
  if (NOT_DRAWN.has(name)) return hidden
  return PLACED.has(name) ? placed : part
}

export const foreign: Handlers = {
  svg: { ...placed, loss: 'drawing-dropped' },
  math: { display: 'inline', loss: 'formula-flattened' },
}
