// Drawings and formulas: Ricos has neither, so their words stay.
import { type Handler, type Handlers, same } from './handler.ts'

/** Parts of a drawing that are not drawn, or not words. */
const NOT_DRAWN =
  'svg:style defs desc metadata lineargradient radialgradient clippath mask pattern symbol filter marker'

const shape: Handler = { display: 'inline' }

export const foreign: Handlers = {
  svg: {
    display: 'inline',
    loss: 'drawing-dropped',
    enter(_element, conversion) {
      conversion.blank()
      return undefined
    },
    leave(_element, conversion) {
      conversion.blank()
    },
  },
  ...same(NOT_DRAWN, { display: 'none' }),
  ...same(
    'g path rect circle ellipse line polyline polygon use tspan textPath switch animate stop view',
    shape,
  ),
  // Each text is placed on its own, so its words must not touch the next ones.
  ...same('text foreignObject', {
    display: 'inline',
    enter(_element, conversion) {
      conversion.blank()
      return undefined
    },
    leave(_element, conversion) {
      conversion.blank()
    },
  }),
  math: { display: 'inline', loss: 'formula-flattened' },
  ...same(
    'mrow mi mn mo ms mtext mfrac msqrt mroot msup msub msubsup munder mover munderover mstyle mspace',
    shape,
  ),
  ...same(
    'mtable mtr mtd semantics mpadded mphantom menclose merror mfenced mmultiscripts mprescripts none',
    shape,
  ),
  // The source of the formula, which browsers do not show.
  ...same('annotation annotation-xml', { display: 'none' }),
}
