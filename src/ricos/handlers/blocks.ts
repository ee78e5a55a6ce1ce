// Blocks without a meaning of their own in Ricos, paragraphs and headings.
import { readPixels } from '../css.ts'
import { declarationsOf, type SourceElement } from '../parse.ts'
import { PARAGRAPH } from '../text-block.ts'
import { type Handler, type Handlers, same } from './handler.ts'

/** How far editors indent per step, and how a browser indents a list or quote. */
const PX_PER_STEP = 40

/** Steps of indentation an element asks for by its margin (or, but for lists, its padding), 0 to 4. */
export function indentationOf(element: SourceElement, hasOwnPadding = false): number {
  if (element.attrs.length === 0) return 0
  const css = declarationsOf(element)
  const margin =
    readPixels(css.get('margin-left')) ??
    readPixels(css.get('margin-inline-start')) ??
    (hasOwnPadding ? undefined : readPixels(css.get('padding-left')))
  return Math.min(4, Math.max(0, Math.floor((margin ?? 0) / PX_PER_STEP + 0.25)))
}

const paragraph: Handler = {
  display: 'block',
  enter(element, conversion) {
    const indentation = indentationOf(element)
    const { block } = conversion.scope
    // Only broken markup has a paragraph inside a heading or code, and those matter more.
    if (block.kind !== 'paragraph') return undefined
    if (block !== PARAGRAPH || indentation > 0) conversion.enterBlock({ ...PARAGRAPH, indentation })
    return undefined
  },
}

function heading(level: number): Handler {
  return {
    display: 'block',
    enter(element, conversion) {
      conversion.endText()
      conversion.enterBlock({ kind: 'heading', level, indentation: indentationOf(element) })
      return undefined
    },
    leave(_element, conversion) {
      conversion.endText()
    },
  }
}

export const blocks: Handlers = {
  ...same(
    'div section article main header footer aside nav hgroup search body html address frameset marquee noindex',
    { display: 'block' },
  ),
  address: { display: 'block', style: { italic: true } },
  center: { display: 'block', style: { alignment: 'CENTER' } },
  p: paragraph,
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
}
