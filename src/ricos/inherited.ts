// What an element's own attributes change for the text inside it.
import type { Conversion } from './conversion.ts'
import { isElement, type SourceElement, styleTextOf } from './parse.ts'
import { readAlignment, scale } from './read-css.ts'
import type { StyleChange } from './style.ts'
import { createStyleText, readingOf, type StyleText } from './style-text.ts'

/** Blocks whose background is carried by the block itself. */
const OWN_BACKGROUND = new Set(['td', 'th', 'tr', 'table', 'tbody', 'thead', 'tfoot', 'col', 'colgroup'])

/** Applies `style`, `align`, `dir`, `color` and their like to the conversion's style. */
export function applyInherited(element: SourceElement, conversion: Conversion, isBlock: boolean): void {
  for (const { name, value } of element.attrs) {
    if (name === 'style') applyCss(styleTextOf(element), element, conversion, isBlock)
    else if (name === 'align' && isBlock) change(conversion, { alignment: readAlignment(value) })
    else if (name === 'class' && isBlock) applyClass(value, conversion)
    else if (element.hasData && BACKGROUND_DATA.test(name)) conversion.loss('background-dropped', value)
    else if (name === 'dir') checkDirection(value, element, conversion)
    else if (name === 'face' && element.tagName === 'font')
      applyCss(styleOf('font-family', value), element, conversion, false)
    else if (name === 'color' && element.tagName === 'font')
      applyCss(styleOf('color', value), element, conversion, false)
  }
}

function styleOf(property: string, value: string): StyleText {
  return createStyleText(new Map([[property, value]]))
}

/** Where scripts that load late find the picture behind an element. */
const BACKGROUND_DATA = /^data-(?:lazy-)?(?:bg|bgset|background|background-(?:image|src|url))$/

const ALIGNMENT_CLASS = /(?:^|\s)(?:has-text-align|ql-align|text)-(left|center|right|justify)(?:\s|$)/

/** WordPress, Quill and the common style sheets name the alignment in the class. */
function applyClass(classes: string, conversion: Conversion): void {
  if (!classes.includes('-')) return
  const alignment = readAlignment(ALIGNMENT_CLASS.exec(classes)?.[1])
  if (alignment !== undefined) change(conversion, { alignment })
}

function change(conversion: Conversion, patch: StyleChange): void {
  conversion.style = conversion.style.with(patch)
}

function applyCss(
  text: StyleText | undefined,
  element: SourceElement,
  conversion: Conversion,
  isBlock: boolean,
): void {
  if (text === undefined) return
  const css = readingOf(text, conversion.settings.schema)
  for (const [code, detail] of css.losses) conversion.loss(code, detail)
  if (isBlock && css.hasBackground && !OWN_BACKGROUND.has(element.tagName))
    conversion.loss('background-dropped')
  if (css.hasLostMark) conversion.loss('mark-dropped')
  if (css.lostFont !== undefined) conversion.lossOnce('font-dropped', css.lostFont)
  if (css.direction !== undefined) checkDirection(css.direction, element, conversion)
  const found = isBlock ? css.inBlock : css.inLine
  if (found === undefined) return
  const { share } = css
  if (share === undefined) change(conversion, found)
  else change(conversion, { ...found, fontSize: scale(conversion.style.fontSize, share) })
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const LEFT_TO_RIGHT = /[A-Za-z\u00aa-\u02b8\u0370-\u058f\u0900-\u1fff\u2c00-\ud7ff]/

/** Wix takes the direction from the first letter; only a direction that says otherwise is a loss. */
function checkDirection(value: string, element: SourceElement, conversion: Conversion): void {
  const wanted = value.trim().toLowerCase()
  if (wanted !== 'rtl' && wanted !== 'ltr') return
  const found = firstDirection(element)
  if (found !== undefined && found !== wanted) conversion.loss('direction-changed', wanted)
}

function firstDirection(element: SourceElement): 'rtl' | 'ltr' | undefined {
  const open = [...element.childNodes].reverse()
  for (let looked = 0; looked < 200; looked++) {
    const node = open.pop()
    if (node === undefined) return undefined
    if (isElement(node)) open.push(...node.childNodes.slice(0, 50).reverse())
    else if ('value' in node) {
      const rtl = node.value.search(RIGHT_TO_LEFT)
      const ltr = node.value.search(LEFT_TO_RIGHT)
      if (rtl !== -1 && (ltr === -1 || rtl < ltr)) return 'rtl'
      if (ltr !== -1) return 'ltr'
    }
  }
  return undefined
}
