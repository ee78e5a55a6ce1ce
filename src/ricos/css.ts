// Reads the declarations of a style attribute, and the lengths in them.
import { isDisplay, VISIBILITY } from './display.ts'

export type Declarations = ReadonlyMap<string, string>

export const NO_DECLARATIONS: Declarations = new Map()
/** What makes a style attribute more than names, colons, values and semicolons. */
const NEEDS_TOKENS = /[\\"'([{}\])!]|\/\*/

/**
 * Declarations by lower-case property name, as CSS reads a style attribute: comments, escapes, strings and brackets
 * are what they are, the last declaration of a property wins unless an earlier one is `!important`, and a `display` or
 * `visibility` that browsers do not know counts for nothing.
 */
export function readDeclarations(style: string): Declarations {
  if (style === '') return NO_DECLARATIONS
  const isPlain = !NEEDS_TOKENS.test(style)
  const declarations = new Map<string, string>()
  let important: Set<string> | undefined
  for (const declaration of isPlain ? style.split(';') : splitDeclarations(style)) {
    const colon = declaration.indexOf(':')
    if (colon === -1) continue
    const name = readName(declaration.slice(0, colon))
    let value = declaration.slice(colon + 1).trim()
    const isImportant = !isPlain && IMPORTANT.test(value)
    if (isImportant) value = value.replace(IMPORTANT, '')
    if (value === '' || (important?.has(name) && !isImportant) || !isKnown(name, value)) continue
    if (isImportant) important = (important ?? new Set()).add(name)
    declarations.set(name, value)
  }
  return declarations
}

const IMPORTANT = /\s*!\s*important$/i

function readName(text: string): string {
  const name = text.trim().toLowerCase()
  return name.includes('\\') ? withoutEscapes(name) : name
}

/** Where a value decides whether words are shown at all, one that no browser takes must not replace one that it does. */
function isKnown(name: string, value: string): boolean {
  if (name === 'display') return isDisplay(keywordOf(value))
  return name !== 'visibility' || VISIBILITY.has(keywordOf(value))
}

/** A value that is a keyword or a few, as they are compared. */
export function keywordOf(value: string): string {
  const text = value.includes('\\') ? withoutEscapes(value) : value
  return text.toLowerCase().replace(/\s+/g, ' ')
}

const ESCAPE = /\\(?:([0-9a-f]{1,6})\s?|([^\n\r\f]))/gi

function withoutEscapes(text: string): string {
  return text.replace(ESCAPE, (_, hex: string | undefined, char: string | undefined) => {
    const code = hex === undefined ? 0 : Number.parseInt(hex, 16)
    return char ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')
  })
}

/** The text between semicolons that end a declaration; comments are blanks in it. */
function splitDeclarations(text: string): string[] {
  const parts: string[] = []
  let before = ''
  let start = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '\\':
        i++
        break
      case '"':
      case "'":
        i = endOfQuoted(text, i)
        break
      case '/':
        if (text[i + 1] !== '*') break
        before += `${text.slice(start, i)} `
        i = endOfComment(text, i)
        start = i + 1
        break
      case '(':
        if (isAddress(text, i)) i = endOfAddress(text, i)
        else depth++
        break
      case '[':
      case '{':
        depth++
        break
      case ')':
      case ']':
      case '}':
        depth = Math.max(0, depth - 1)
        break
      case ';':
        if (depth > 0) break
        parts.push(before + text.slice(start, i))
        before = ''
        start = i + 1
    }
  }
  parts.push(before + text.slice(start))
  return parts
}

/** The last character of a comment; one without an end reaches to the end of the attribute. */
function endOfComment(text: string, start: number): number {
  const at = text.indexOf('*/', start + 2)
  return at === -1 ? text.length : at + 1
}

/** The closing quote of a string; one without ends with its line. */
function endOfQuoted(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === text[start]) return i
    else if (text[i] === '\n') return i
  }
  return text.length
}

/** Whether the bracket opens an address without quotes, in which semicolons and quotes mean nothing. */
function isAddress(text: string, bracket: number): boolean {
  return (
    /(?<![\w-])url$/i.test(text.slice(Math.max(0, bracket - 4), bracket)) &&
    /^\(\s*[^"'\s]/.test(text.slice(bracket, bracket + 9))
  )
}

function endOfAddress(text: string, bracket: number): number {
  for (let i = bracket + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === ')') return i
  }
  return text.length
}

const PX_PER_UNIT: Record<string, number> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  rem: 16,
  q: 96 / 101.6,
}

/** What the width and height of nearly every image are. */
const DIGITS = /^\d+$/
const LENGTH = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]*)\s*$/i

/** A length in CSS pixels (`em` counts 16), or `undefined` for percentages and anything else. */
export function readPixels(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (DIGITS.test(value)) return Number(value)
  const match = LENGTH.exec(value)
  if (match === null) return undefined
  const unit = (match[2] ?? '').toLowerCase()
  const factor = unit === 'em' ? 16 : PX_PER_UNIT[unit]
  return factor === undefined ? undefined : Number(match[1]) * factor
}

/** A whole, positive number of pixels, as the width and height of media are. */
export function readSize(value: string | undefined): number | undefined {
  const pixels = readPixels(value)
  if (pixels === undefined) return undefined
  const size = Math.round(pixels)
  return size >= 1 && size <= 100_000 ? size : undefined
}
