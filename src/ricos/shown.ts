// Whether and how a browser shows an element, by its own style and the `hidden` attribute.
import type { Display } from './display.ts'
import { isElement, type SourceElement, styleTextOf } from './parse.ts'

/** What the element's author says of its display; `undefined` where that is left to the element. */
export function readDisplay(element: SourceElement): Display | undefined {
  const declared = styleTextOf(element)?.display
  if (declared !== undefined) return declared
  const hidden = element.hidden
  return hidden === undefined || hidden === 'until-found' ? undefined : NONE
}

const NONE: Display = { outside: 'none', inside: 'flow' }

/** Whether the element stands beside its neighbours as a box of its own: their words do not touch. */
export function isFlexItem(element: SourceElement): boolean {
  const parent = element.parentNode
  return parent !== null && isElement(parent) && styleTextOf(parent)?.display?.inside === 'flex'
}

export type Visibility = 'visible' | 'hidden' | 'collapsed'

/** What the element's author says of its visibility; `undefined` where it is as around it. */
export function readVisibility(element: SourceElement): Visibility | undefined {
  switch (styleTextOf(element)?.visibility) {
    case 'visible':
    case 'initial':
      return 'visible'
    case 'hidden':
      return isAwaited(element) ? undefined : 'hidden'
    case 'collapse':
      return ROWS.has(element.tagName) ? 'collapsed' : 'hidden'
    default:
      return undefined
  }
}

const ROWS = new Set(['tr', 'tbody', 'thead', 'tfoot'])

/** WOW.js hides what it will move into view once a reader scrolls there. */
function isAwaited(element: SourceElement): boolean {
  return /(?:^|\s)wow(?:\s|$)/.test(element.classes ?? '')
}

/** Parts of a structure that would fall apart without them: they stay, empty. */
const STRUCTURE = new Set(['td', 'th', 'tr', 'tbody', 'thead', 'tfoot', 'li', 'dt', 'dd', 'summary'])

/** Whether a hidden element is gone as a whole: no part of it is shown again, and its place is not needed. */
export function isAllHidden(element: SourceElement): boolean {
  if (STRUCTURE.has(element.tagName)) return false
  const open = [...element.childNodes]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isElement(node)) continue
    if (readVisibility(node) === 'visible') return false
    for (const child of node.childNodes) open.push(child)
  }
  return true
}
