// Reads the declarations of a style attribute, and the lengths in them.

export type Declarations = ReadonlyMap<string, string>

const EMPTY: Declarations = new Map()
const COMMENT = /\/\*[\s\S]*?\*\//g

/** Declarations by lower-case property name; the last one wins, as in CSS. */
export function readDeclarations(style: string): Declarations {
  if (style === '') return EMPTY
  const text = style.includes('/*') ? style.replace(COMMENT, '') : style
  const declarations = new Map<string, string>()
  for (const declaration of splitOutsideBrackets(text)) {
    const colon = declaration.indexOf(':')
    if (colon === -1) continue
    const value = declaration
      .slice(colon + 1)
      .replace(/\s*!\s*important\s*$/i, '')
      .trim()
    if (value !== '') declarations.set(declaration.slice(0, colon).trim().toLowerCase(), value)
  }
  return declarations
}

/** A semicolon inside `url(data:...;base64,...)` or a quoted font name ends nothing. */
function splitOutsideBrackets(text: string): string[] {
  if (!/[("']/.test(text)) return text.split(';')
  const parts: string[] = []
  let start = 0
  let depth = 0
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (char === ';' && depth === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  parts.push(text.slice(start))
  return parts
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

const LENGTH = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]*)\s*$/i

/** A length in CSS pixels (`em` counts 16), or `undefined` for percentages and anything else. */
export function readPixels(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
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
