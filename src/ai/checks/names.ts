// Names in an answer that stand nowhere in the row. Pure.
import { cleanText, textOfHtml } from './clean-text.ts'

/** Nouns begin with a capital there, so capitals tell nothing. */
const capitalNouns = new Set(['de'])

/** Words that begin with a capital wherever they stand, and are no names of anybody. */
const common = new Set(
  'i i’m i’ll i’d i’ve ok english german french spanish italian portuguese dutch european monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december internet'.split(
    ' ',
  ),
)
const mostNames = 20

/** Each once, in their order. Only words inside a sentence: what it begins with is large anyway. */
export function unknownNames(
  answer: string,
  given: readonly string[],
  languages: readonly string[],
): string[] {
  if (languages.length === 1 && capitalNouns.has(languages[0]!)) return []
  const text = cleanText(textOfHtml(answer) ?? answer)
  const known = new Set(given.flatMap((one) => wordsOf(textOfHtml(one) ?? one)))
  const names = new Set<string>()
  for (const match of text.matchAll(/(?<=[\p{L}\p{N},;'"()%] ["'(“‘«]?)\p{Lu}[\p{L}\p{M}\p{N}'-]*/gu)) {
    const word = match[0].replace(/'s$/, '')
    const plain = word.toLowerCase()
    if (known.has(plain) || common.has(plain) || plain.split('-').every((part) => known.has(part))) continue
    names.add(word)
    if (names.size === mostNames) break
  }
  return [...names]
}

function wordsOf(text: string): string[] {
  const words =
    cleanText(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? []
  return words.flatMap((word) => [word, word.replace(/'s$/, ''), ...word.split('-')])
}
