// Whether words look like words of some language: what a wrong encoding makes of them does not. Pure.

const scripts: [name: string, letters: RegExp][] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['East Asian', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30fc\u3005]/u],
]
/** Signs that stand right before a word, right after it, or between letters. */
const opening =
  /[\u00a0\u00bf\u00a1\u201c\u201e\u00ab\u2039\u2018\u201a\u2019\u2013\u2014\u2026\u00a7\u00b7\u2022\u2116]/
const closing =
  /[\u00a0\u201d\u201c\u00bb\u203a\u2019\u2018\u2026\u2013\u2014\u00ae\u2122\u00aa\u00ba\u00b0\u00b2\u00b3\u00b7\u2030\u20ac]/
const joining = /[\u2019\u00b7\u00ad\u2013\u2014\u2010\u2011\u2026]/
/** Letters that no Serb or Macedonian writes, and letters that nobody else does. */
const russian = /[йьюящЙЬЮЯЩ]/
const serbian = /[ђѓјљњћќџѕЂЃЈЉЊЋЌЏЅ]/
const unusable = /[\p{Cc}\p{Co}\p{Cn}\ufffd]/u
const letter = /\p{L}/u
const mark = /\p{M}/u
const fullWidth = /[\u3000-\u303f\uff00-\uffef]/

/** How many of the characters that are not ASCII stand where a reader would expect them, 0 to 1. */
export function plausibility(text: string): number {
  const chars = [...text]
  const strangers = russian.test(text) ? serbian : /[^\s\S]/
  let all = 0
  let odd = 0
  for (const [at, char] of chars.entries()) {
    if (char < '\u0080') continue
    all++
    if (unusable.test(char)) odd += 3
    else if (strangers.test(char)) odd++
    else if (isOdd(char, chars[at - 1] ?? ' ', chars[at + 1] ?? ' ', chars[at + 2] ?? ' ')) odd++
  }
  return all === 0 ? 1 : Math.max(0, 1 - odd / all)
}

function isOdd(char: string, before: string, after: string, second: string): boolean {
  if (fullWidth.test(char)) return false
  if (mark.test(char)) return scriptOf(char) !== null && scriptOf(char) !== scriptOf(before)
  if (!letter.test(char)) return isOddSign(char, before, after)
  const script = scriptOf(char)
  // No alphabet in use: half-width forms, phonetic signs, letters like symbols.
  if (script === null || /[\uff61-\uff9f]/.test(char)) return true
  if (script === 'East Asian') return isGlued(before, after)
  const isMixed = (other: string) => letter.test(other) && scriptOf(other) !== script
  if (isMixed(before) || isMixed(after)) return true
  return isCapitalWithin(char, before, after) || isSmallBetween(char, before, after, second)
}

/** One East Asian character at or in a Latin word. */
function isGlued(before: string, after: string): boolean {
  const isAlone = scriptOf(before) !== 'East Asian' && scriptOf(after) !== 'East Asian'
  return isAlone && (/\p{Ll}/u.test(before) || /\p{Ll}/u.test(after))
}

/** A sign that no writing puts there: `\u00a3\u00f3d`, `\u00f3\u00b3w`. */
function isOddSign(char: string, before: string, after: string): boolean {
  const [isBefore, isAfter] = [letter.test(after), letter.test(before)]
  if (isBefore && isAfter) return !joining.test(char)
  return (isBefore && !opening.test(char)) || (isAfter && !closing.test(char))
}

/** A capital after a small letter, or a second one at the beginning of a word. */
function isCapitalWithin(char: string, before: string, after: string): boolean {
  if (!/\p{Lu}/u.test(char)) return false
  return /\p{Ll}/u.test(before) || (/\p{Lu}/u.test(before) && /\p{Ll}/u.test(after))
}

/** One small letter among capitals. */
function isSmallBetween(char: string, before: string, after: string, second: string): boolean {
  if (!/\p{Ll}/u.test(char) || !/\p{Lu}/u.test(after)) return false
  return /\p{Lu}/u.test(before) || (!letter.test(before) && /\p{Lu}/u.test(second))
}

function scriptOf(char: string): string | null {
  return scripts.find(([, letters]) => letters.test(char))?.[0] ?? null
}
