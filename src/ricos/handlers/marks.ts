// Formatting inside a line.

import { attributeOf } from '../parse.ts'
import { scale } from '../read-css.ts'
import type { StyleChange } from '../style.ts'
import { type Handler, type Handlers, same } from './handler.ts'

/** A mark the published schema does not have: carried only for `schema: 'api'`. */
function apiMark(change: StyleChange, loss: 'mark-dropped' | 'code-inline'): Handler {
  return {
    display: 'inline',
    enter(_element, conversion) {
      if (conversion.settings.schema === 'api') conversion.style = conversion.style.with(change)
      else if (conversion.scope.block.kind !== 'code' || loss === 'mark-dropped') conversion.loss(loss)
      return undefined
    },
  }
}

/** Text of another size than the text around it. */
function sized(share: number): Handler {
  return {
    display: 'inline',
    enter(_element, conversion) {
      conversion.style = conversion.style.with({ fontSize: scale(conversion.style.fontSize, share) })
      return undefined
    },
  }
}

const FONT_SIZES = [10, 13, 16, 18, 24, 32, 48]

const font: Handler = {
  display: 'inline',
  enter(element, conversion) {
    const size = Number(attributeOf(element, 'size')?.trim())
    const value = FONT_SIZES[size - 1]
    if (value !== undefined) conversion.style = conversion.style.with({ fontSize: { unit: 'PX', value } })
    return undefined
  },
}

/** Visible text with a longer form that only shows under the mouse. */
const abbreviation: Handler = {
  display: 'inline',
  enter(element, conversion) {
    const title = attributeOf(element, 'title')
    if (title !== undefined && title.trim() !== '') conversion.loss('tooltip-dropped', title.trim())
    return undefined
  },
}

const quotation: Handler = {
  display: 'inline',
  // Browsers draw the quotation marks, so they are part of what a reader sees.
  enter(element, conversion) {
    conversion.text(isInner(element) ? '‘' : '“')
    return undefined
  },
  leave(element, conversion) {
    conversion.text(isInner(element) ? '’' : '”')
  },
}

function isInner(element: { parentNode: unknown }): boolean {
  const parent = element.parentNode
  return typeof parent === 'object' && parent !== null && 'tagName' in parent && parent.tagName === 'q'
}

export const marks: Handlers = {
  ...same('b strong', { display: 'inline', style: { bold: true } }),
  ...same('i em cite var dfn', { display: 'inline', style: { italic: true } }),
  ...same('u ins', { display: 'inline', style: { underline: true } }),
  ...same('s strike del', apiMark({ strike: true }, 'mark-dropped')),
  ...same('code kbd samp tt', apiMark({ fontFamily: 'monospace' }, 'code-inline')),
  ...same('span bdi bdo data time label output nobr blink slot font', { display: 'inline' }),
  ...same('abbr acronym', abbreviation),
  sub: apiMark({ script: 'sub' }, 'mark-dropped'),
  sup: apiMark({ script: 'super' }, 'mark-dropped'),
  mark: { display: 'inline', style: { background: '#ffff00' } },
  small: sized(0.83),
  big: sized(1.2),
  font,
  q: quotation,
}
