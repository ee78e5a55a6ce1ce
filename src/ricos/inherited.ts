// What an element's own attributes change for the text inside it: CSS that Ricos has a word for. Layout (margins,
// floats, sizes of boxes) has no place in a post and is not read here.

import { readColor } from './color.ts'
import type { Conversion } from './conversion.ts'
import { type Declarations, readDeclarations, readPixels } from './css.ts'
import type { Alignment } from './document.ts'
import { attributeOf, isElement, type SourceElement } from './parse.ts'
import type { FontSize, Style, StyleChange } from './style.ts'

/** Blocks whose background is carried by the block itself. */
const OWN_BACKGROUND = new Set(['td', 'th', 'tr', 'table', 'tbody', 'thead', 'tfoot', 'col', 'colgroup'])
const WHITE = /^#f{6}$/

export function declarationsOf(element: SourceElement): Declarations {
  element.declarations ??= readDeclarations(element.style ?? '')
  return element.declarations
}

export function isHidden(element: SourceElement): boolean {
  if (element.style !== undefined && NO_DISPLAY.test(element.style)) return true
  const hidden = attributeOf(element, 'hidden')
  return hidden !== undefined && hidden !== 'until-found'
}

const NO_DISPLAY = /display\s*:\s*none/i

const BLOCK_DISPLAY = /display\s*:\s*(?:block|flex|grid|table|list-item|flow-root)\b(?!-)/i

/** Whether an element that is usually part of a line was made a block by its author. */
export function isBlockByStyle(element: SourceElement): boolean {
  return element.style !== undefined && BLOCK_DISPLAY.test(element.style)
}

/** Applies `style`, `align`, `dir`, `color` and their like to the conversion's style. */
export function applyInherited(element: SourceElement, conversion: Conversion, isBlock: boolean): void {
  for (const { name, value } of element.attrs) {
    if (name === 'style') applyCss(declarationsOf(element), element, conversion, isBlock)
    else if (name === 'align' && isBlock) change(conversion, { alignment: readAlignment(value) })
    else if (name === 'class' && isBlock) applyClass(value, conversion)
    else if (name === 'dir') checkDirection(value, element, conversion)
    else if (name === 'face' && element.tagName === 'font')
      applyCss(new Map([['font-family', value]]), element, conversion, false)
    else if (name === 'color' && element.tagName === 'font')
      applyCss(new Map([['color', value]]), element, conversion, false)
  }
}

const ALIGNMENT_CLASS = /(?:^|\s)(?:has-text-align|ql-align|text)-(left|center|right|justify)(?:\s|$)/

/** WordPress, Quill and the common style sheets name the alignment in the class. */
function applyClass(classes: string, conversion: Conversion): void {
  if (!classes.includes('-')) return
  const alignment = readAlignment(ALIGNMENT_CLASS.exec(classes)?.[1])
  if (alignment !== undefined) change(conversion, { alignment })
}

export function readAlignment(value: string | undefined): Alignment | undefined {
  switch (value?.trim().toLowerCase()) {
    case 'left':
      return 'LEFT'
    case 'center':
    case 'middle':
    case '-webkit-center':
      return 'CENTER'
    case 'right':
      return 'RIGHT'
    case 'justify':
      return 'JUSTIFY'
    default:
      return undefined
  }
}

function change(conversion: Conversion, patch: StyleChange): void {
  conversion.style = conversion.style.with(patch)
}

function applyCss(css: Declarations, element: SourceElement, conversion: Conversion, isBlock: boolean): void {
  const patch: StyleChange = {}
  for (const [property, value] of css) {
    const read = READERS[property]
    if (read !== undefined && !read(patch, value.toLowerCase(), conversion.style)) {
      conversion.loss('style-unreadable', `${property}: ${value}`)
    }
  }
  if (!isBlock) delete patch.alignment
  if (isBlock && patch.background !== undefined) {
    if (!OWN_BACKGROUND.has(element.tagName) && !WHITE.test(patch.background))
      conversion.loss('background-dropped')
    delete patch.background
  }
  if (conversion.settings.schema === 'published') dropUnpublished(patch, conversion)
  const direction = css.get('direction')
  if (direction !== undefined) checkDirection(direction, element, conversion)
  if (Object.keys(patch).length > 0) change(conversion, patch)
}

/** The published schema knows no strikethrough, raised or lowered text, nor fonts. */
function dropUnpublished(patch: StyleChange, conversion: Conversion): void {
  if (patch.strike === true || (patch.script !== undefined && patch.script !== 'none'))
    conversion.loss('mark-dropped')
  delete patch.strike
  delete patch.script
  if (patch.fontFamily !== undefined) conversion.lossOnce('font-dropped', patch.fontFamily)
  delete patch.fontFamily
}

/** Reads one property into the patch; false when the value cannot be read. */
type Reader = (patch: StyleChange, value: string, style: Style) => boolean

const readForeground: Reader = (patch, value) => {
  const color = readColor(value)
  if (color !== undefined) patch.foreground = color === 'none' ? patch.foreground : color
  return color !== undefined
}

const readBackground: Reader = (patch, value) => {
  // The shorthand may hold an image, a position and more besides the colour.
  const colors = value.split(/\s+(?![^(]*\))/).map(readColor)
  const color = colors.find((found) => found !== undefined)
  if (color !== undefined && color !== 'none') patch.background = color
  return true
}

const readWeight: Reader = (patch, value) => {
  const weight = Number(value)
  if (value === 'bold' || value === 'bolder' || weight >= 600) patch.bold = true
  else if (value === 'normal' || value === 'lighter' || weight > 0) patch.bold = false
  return true
}

const readSlant: Reader = (patch, value) => {
  if (value.startsWith('italic') || value.startsWith('oblique')) patch.italic = true
  else if (value === 'normal') patch.italic = false
  return true
}

const readLines: Reader = (patch, value) => {
  if (/\bunderline\b/.test(value)) patch.underline = true
  if (/\bline-through\b/.test(value)) patch.strike = true
  if (/\bnone\b/.test(value)) {
    patch.underline = false
    patch.strike = false
  }
  return true
}

const readRaise: Reader = (patch, value) => {
  if (value === 'sub' || value === 'super') patch.script = value
  return true
}

const SIZE_WORDS: Record<string, number> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
  'xxx-large': 48,
}

const readFontSize: Reader = (patch, value, style) => {
  const share = readShare(value)
  const pixels = SIZE_WORDS[value] ?? readPixels(value)
  if (share !== undefined) patch.fontSize = scale(style.fontSize, share)
  else if (pixels !== undefined && pixels > 0) patch.fontSize = { unit: 'PX', value: round(pixels) }
  else return /^(inherit|initial|unset|revert|0\w*)$/.test(value)
  return true
}

function readShare(value: string): number | undefined {
  if (value === 'smaller') return 0.83
  if (value === 'larger') return 1.2
  const match = /^(\d+\.?\d*|\.\d+)\s*(em|%)$/.exec(value)
  if (match === null || Number(match[1]) === 0) return undefined
  return match[2] === '%' ? Number(match[1]) / 100 : Number(match[1])
}

/** A share of the size around it. */
export function scale(outer: FontSize | undefined, share: number): FontSize | undefined {
  const size: FontSize = { unit: outer?.unit ?? 'EM', value: round((outer?.value ?? 1) * share) }
  return size.unit === 'EM' && size.value === 1 ? undefined : size
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

const readSpace: Reader = (patch, value) => {
  if (value === 'pre' || value === 'pre-wrap' || value === 'break-spaces') patch.whiteSpace = 'pre'
  else if (value === 'pre-line') patch.whiteSpace = 'pre-line'
  else if (value === 'normal' || value === 'nowrap') patch.whiteSpace = 'normal'
  return true
}

const readFont: Reader = (patch, value) => {
  const family = value.replace(/[^\w ,-]/g, '').trim()
  if (/\b(mono(space)?|courier|consolas|menlo)\b/.test(family)) patch.fontFamily = 'monospace'
  else if (family !== '' && !/^(inherit|initial|unset|revert)$/.test(family)) patch.fontFamily = family
  return true
}

const FONT =
  /^(.*?)(?:^|\s)((?:xx?-)?(?:small|large)|medium|smaller|larger|[\d.]+(?:[a-z]+|%))(?:\s*\/\s*\S+)?\s+(.+)$/

/** The shorthand: style and weight in any order, size, family. */
const readFontShorthand: Reader = (patch, value, style) => {
  const match = FONT.exec(value)
  if (match === null) return /^(inherit|initial|unset|revert)$/.test(value)
  for (const word of (match[1] ?? '').split(/\s+/)) {
    readWeight(patch, word, style)
    readSlant(patch, word, style)
  }
  readFont(patch, match[3] ?? '', style)
  return readFontSize(patch, match[2] ?? '', style)
}

const READERS: Record<string, Reader> = {
  color: readForeground,
  background: readBackground,
  'background-color': readBackground,
  'font-weight': readWeight,
  'font-style': readSlant,
  'text-decoration': readLines,
  'text-decoration-line': readLines,
  'vertical-align': readRaise,
  'font-size': readFontSize,
  font: readFontShorthand,
  'font-family': readFont,
  'text-transform': (_patch, value) => /^(none|inherit|initial|unset|revert)$/.test(value),
  'white-space': readSpace,
  'text-align': (patch, value) => {
    const alignment = readAlignment(value)
    if (alignment !== undefined || value === 'start' || value === 'initial') patch.alignment = alignment
    return true
  },
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
