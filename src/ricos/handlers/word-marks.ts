// The typed marks of Word's lists: which number they stand for, and whether Ricos writes them the same way.

export interface Mark {
  isOrdered: boolean
  /** Undefined for a bullet, and for a mark of words. */
  number: number | undefined
  /** How it is written; Ricos writes all but the plain ones another way. */
  kind: 'plain' | 'parts' | 'letters' | 'words'
}

const BULLET: Mark = { isOrdered: false, number: undefined, kind: 'plain' }

const PARTS = /^[([]?(.+?)[.)\]:-]*$/
const NUMBERS = /^(?:\d+[.-])*(\d{1,6})$/
const ROMAN = /^(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/i
const LETTERS = /^([a-z])\1{0,3}$/i

/**
 * @param mark the text Word wrote in front of the item
 * @param next the number the item would have by its place, which decides between letters and Roman numerals
 */
export function readMark(mark: string, next: number): Mark {
  const bare = PARTS.exec(mark)?.[1] ?? ''
  const number = NUMBERS.exec(bare)?.[1]
  if (number !== undefined)
    return { isOrdered: true, number: Number(number), kind: number === bare ? 'plain' : 'parts' }
  // A letter alone is a bullet: Word's hollow one is an o.
  const letters = bare === mark ? undefined : readLetters(bare, next)
  if (letters !== undefined) return { isOrdered: true, number: letters, kind: 'letters' }
  // Fonts of symbols draw their bullets by a single letter. Anything longer, and every other script, says something.
  const isBullet = /^[\0-\xff]?$/.test(bare) || !/[\p{L}\p{N}]/u.test(bare)
  return isBullet ? BULLET : { ...BULLET, kind: 'words' }
}

function readLetters(text: string, next: number): number | undefined {
  const roman = ROMAN.test(text) ? romanNumber(text.toLowerCase()) : undefined
  const [letter] = LETTERS.exec(text)?.[1]?.toLowerCase() ?? ''
  // a to z, and then aa, bb, as Word goes on.
  const place = letter === undefined ? undefined : letter.charCodeAt(0) - 96 + 26 * (text.length - 1)
  if (roman === undefined || place === next) return place ?? roman
  return roman === next || roman === 1 || text.length > 1 ? roman : (place ?? roman)
}

const VALUES: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

function romanNumber(text: string): number {
  const values = [...text].map((char) => VALUES[char] ?? 0)
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0)
}
