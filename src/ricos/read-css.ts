// What declarations of CSS say of words, as far as Ricos has a word for it. Layout (margins, floats, sizes of boxes) has
// no place in a post and is not read here.
import { readColor } from './color.ts'
import { type Declarations, readPixels } from './css.ts'
import type { Alignment } from './document.ts'
import type { LossCode } from './losses.ts'
import type { FontSize, StyleChange } from './style.ts'

/** The same for every element that has the declarations; what an element or the words around it decide is left open. */
export interface CssReading {
  /** `undefined` where nothing changes. An alignment is one of blocks. */
  inLine: StyleChange | undefined
  /** A block's background is not that of its words. */
  inBlock: StyleChange | undefined
  /** The size of the font as a share of that around it; counts instead of the one in the changes. */
  share: number | undefined
  /** Reported on every such element. */
  losses: readonly (readonly [code: LossCode, detail: string])[]
  /** Whether there is a background that a reader sees behind a block. */
  hasBackground: boolean
  /** A mark or font that the published schema does not have. */
  hasLostMark: boolean
  lostFont: string | undefined
  direction: string | undefined
}

const WHITE = /^#f{6}$/

/** @param isPublished to be valid for the published schema, which knows no strikethrough, raised or lowered text, nor fonts */
export function readCss(css: Declarations, isPublished: boolean): CssReading {
  const patch: Patch = {}
  const losses: [LossCode, string][] = []
  for (const [property, value] of css) {
    const read = READERS.get(property)
    if (read !== undefined && !read(patch, value.toLowerCase()))
      losses.push(['style-unreadable', `${property}: ${value}`])
  }
  // A picture behind an element is one that a reader sees.
  for (const property of ['background-image', 'background']) {
    const value = css.get(property)
    if (value?.includes('url(')) losses.push(['background-dropped', value])
  }
  const { share, ...all } = patch
  const change = isPublished ? withoutUnpublished(all) : all
  const { alignment: _alignment, ...inLine } = change
  const { background, ...inBlock } = change
  const isSized = share !== undefined
  return {
    inLine: isSized || Object.keys(inLine).length > 0 ? inLine : undefined,
    inBlock: isSized || Object.keys(inBlock).length > 0 ? inBlock : undefined,
    share,
    losses,
    hasBackground: background !== undefined && !WHITE.test(background),
    hasLostMark: isPublished && (all.strike === true || (all.script !== undefined && all.script !== 'none')),
    lostFont: isPublished ? all.fontFamily : undefined,
    direction: css.get('direction'),
  }
}

function withoutUnpublished({
  strike: _strike,
  script: _script,
  fontFamily: _font,
  ...rest
}: StyleChange): StyleChange {
  return rest
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

type Patch = StyleChange & { share?: number | undefined }

/** Reads one property into the patch; false when the value cannot be read. */
type Reader = (patch: Patch, value: string) => boolean

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

const readFontSize: Reader = (patch, value) => {
  const share = readShare(value)
  const pixels = SIZE_WORDS[value] ?? readPixels(value)
  if (share === undefined && (pixels === undefined || !(pixels > 0)))
    return /^(inherit|initial|unset|revert|0\w*)$/.test(value)
  patch.share = share
  if (share === undefined && pixels !== undefined) patch.fontSize = { unit: 'PX', value: round(pixels) }
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
const readFontShorthand: Reader = (patch, value) => {
  const match = FONT.exec(value)
  if (match === null) return /^(inherit|initial|unset|revert)$/.test(value)
  for (const word of (match[1] ?? '').split(/\s+/)) {
    readWeight(patch, word)
    readSlant(patch, word)
  }
  readFont(patch, match[3] ?? '')
  return readFontSize(patch, match[2] ?? '')
}

const READERS: ReadonlyMap<string, Reader> = new Map(
  Object.entries<Reader>({
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
  }),
)
