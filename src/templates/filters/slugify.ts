// A text as the last part of an address: lower-case ASCII for the Latin, Greek and Cyrillic scripts, the letters of
// other scripts as they are, hyphens between words.
import { toText } from './filter.ts'
import { greekPairs } from './greek.ts'
import { asciiOf } from './letters.ts'

/** Signs that are said as words, and those that are part of no word. Before compatibility forms are taken apart. */
const signs: Record<string, string> = {
  '&': ' and ',
  '@': ' at ',
  '№': 'no',
  '™': '',
  '®': '',
  '©': '',
  '℠': '',
}
const anySign = /[&@№™®©℠]/gu
/** Of other scripts they are vowels (Hindi, Thai) or voicing (Japanese) and stay. */
const accents = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}])\p{M}+/gu
const strayMarks = /(?<![\p{L}\p{N}\p{M}])\p{M}+/gu
/** What nobody sees (soft hyphens, joiners, direction marks, variation selectors) parts no word. */
const invisible = /[\p{DI}\p{Cf}]/gu
/** Apostrophes, primes, okina and ayin in all their spellings, geresh and gershayim: within words, not between them. */
const apostrophes = /['’‘‛`´ʹʺʻʼʽʾʿˈ′ˊˋ˴՚׳״ꞌ]/gu

/** Empty for a text without a letter or digit. The result of one text never changes from release to release. */
export function slugify(value: unknown): string {
  const text = toText(value)
    .replace(invisible, '')
    .replace(anySign, (sign) => signs[sign] ?? '')
    .normalize('NFKC')
    .toLowerCase()
    // Catalan writes a long l with a point.
    .replace(/l·l/g, 'll')
    .replace(apostrophes, '')
  return romanise(text)
    .replace(strayMarks, '')
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}

/** й and ё have entries of their own, so letters are looked up before their marks are dropped, and once more after. */
function romanise(text: string): string {
  const composed = Array.from(
    greekPairs(text.normalize('NFD')).normalize('NFC'),
    (char) => asciiOf(char) ?? char,
  )
  const bare = composed.join('').normalize('NFD').replace(accents, '$1')
  return Array.from(bare, (char) => asciiOf(char) ?? char).join('')
}
