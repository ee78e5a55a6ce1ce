// Numbers that stand in words: "twenty-three", "dreiundzwanzig", "deux mille". Pure.
import { plainName } from '../../readings/month-names.ts'
import { idioms, type NumberWords, numberWords } from './number-word-tables.ts'

export interface WrittenNumber {
  /** As it stands in the text. */
  text: string
  value: number
}

/** Of a text that is in none of these languages for sure, all are tried. */
export function languagesOf(text: string): string[] {
  const words = new Map<string, number>()
  for (const [word] of plainName(text).matchAll(/\p{L}+/gu)) words.set(word, (words.get(word) ?? 0) + 1)
  const scores = Object.entries(numberWords).map(([language, { stopWords }]) => ({
    language,
    score: stopWords.reduce((sum, word) => sum + (words.get(word) ?? 0), 0),
  }))
  const best = Math.max(...scores.map(({ score }) => score))
  if (best < 2) return scores.map(({ language }) => language)
  return scores.filter(({ score }) => score * 2 >= best).map(({ language }) => language)
}

/** Numbers in words, in these languages. */
export function writtenNumbers(text: string, languages: readonly string[]): WrittenNumber[] {
  return languages.flatMap((language) => ofLanguage(text, language))
}

interface Part {
  word: string
  value: number
  kind: 'value' | 'scale' | 'join'
}

interface Token {
  text: string
  start: number
  end: number
  parts: Part[]
}

function ofLanguage(text: string, language: string): WrittenNumber[] {
  const words = numberWords[language]!
  const plain = withoutIdioms(text, language)
  const found: WrittenNumber[] = []
  let group: Token[] = []
  const close = () => {
    while (group.at(-1)?.parts.every(({ kind }) => kind === 'join')) group.pop()
    if (group.length > 0) found.push(...valuesOf(text, group, language))
    group = []
  }
  for (const token of tokensOf(text, plain, words)) {
    const between = group.length > 0 ? text.slice(group.at(-1)!.end, token.start) : ''
    if (group.length > 0 && !/^[\s\u00ad\-\u2010\u2011]+$/.test(between)) close()
    const isJoin = token.parts.length > 0 && token.parts.every(({ kind }) => kind === 'join')
    if (token.parts.length === 0 || (isJoin && group.length === 0)) close()
    else group.push(token)
  }
  close()
  return found
}

/** The text in plain letters, as long as it was, with blanks where a word says no quantity. */
function withoutIdioms(text: string, language: string): string {
  const plain = [...text]
    .map((char) => {
      const one = plainName(char)
      return one.length === char.length
        ? one
        : char.toLowerCase().length === char.length
          ? char.toLowerCase()
          : char
    })
    .join('')
  return plain.replace(idioms[language] ?? /$^/g, (match) => ' '.repeat(match.length))
}

function* tokensOf(text: string, plain: string, words: NumberWords): Generator<Token> {
  for (const match of plain.matchAll(/[\p{L}\p{M}]+/gu)) {
    const start = match.index
    const end = start + match[0].length
    yield { text: text.slice(start, end), start, end, parts: partsOf(match[0].replaceAll('ß', 'ss'), words) }
  }
}

/** The parts a word is made of altogether; none where it is no number. */
function partsOf(word: string, words: NumberWords): Part[] {
  const whole = partOf(word, words)
  if (whole) return [whole]
  // "erster", "zweites", "dritten": endings of what is counted.
  const stem = words.isCompound ? partOf(word.replace(/[rsnm]$/, ''), words) : null
  if (stem && stem.kind === 'value' && word.length > 4) return [stem]
  const parts = words.isCompound && word.length <= longestWord ? (cut(word, words) ?? []) : []
  // "und" and "ein" stand at the beginning of many words.
  return parts.some(({ kind }) => kind !== 'join') ? parts : []
}

const longestWord = 60

function partOf(word: string, { values, scales, joins }: NumberWords): Part | null {
  if (Object.hasOwn(values, word)) return { word, value: values[word]!, kind: 'value' }
  if (Object.hasOwn(scales, word)) return { word, value: scales[word]!, kind: 'scale' }
  return joins.includes(word) ? { word, value: 0, kind: 'join' } : null
}

/** "dreihundertfunfundzwanzig" from its end to its beginning, the longest parts first. */
function cut(word: string, words: NumberWords): Part[] | null {
  if (word === '') return []
  for (let length = Math.min(word.length, 12); length >= 1; length--) {
    const part = partOf(word.slice(0, length), words)
    if (!part) continue
    const rest = cut(word.slice(length), words)
    if (rest !== null) return [part, ...rest]
  }
  // "zwanzigste", "twintigste": an ordinal.
  return /^(s?ten?|s?ter|s?tes|ste|de|esimo|esima)$/.test(word) ? [] : null
}

/** What the words come to. "one two" are two numbers, "twenty one" is one. */
function valuesOf(text: string, group: readonly Token[], language: string): WrittenNumber[] {
  const values: WrittenNumber[] = []
  let total = 0
  let current: number | null = null
  let last = Number.POSITIVE_INFINITY
  let start = group[0]!.start
  let end = group[0]!.end
  const end1 = () => {
    if (current !== null || total > 0)
      values.push({ text: text.slice(start, end), value: total + (current ?? 0) })
    total = 0
    current = null
    last = Number.POSITIVE_INFINITY
  }
  let isJoined = false
  for (const token of group) {
    for (const { value, kind, word } of token.parts) {
      if (kind === 'join') {
        isJoined = true
        continue
      }
      if (current === null && total === 0) start = token.start
      if (kind === 'scale') {
        if (value >= 1000) {
          total += (current ?? 1) * value
          current = null
        } else current = (current ?? 1) * value
        last = value
      } else {
        const isFourTwenties =
          language === 'fr' && word === 'vingt' && current !== null && current % 100 === 4
        const isUnitFirst = isJoined && current !== null && current % 100 < 10 && value >= 20 && value < 100
        if (isFourTwenties) current = current! - 4 + 80
        else if (current === null || isUnitFirst || fits(current, value, last))
          current = (current ?? 0) + value
        else {
          end1()
          start = token.start
          current = value
        }
        last = isFourTwenties ? 80 : value
      }
      end = token.end
      isJoined = false
    }
  }
  end1()
  return values
}

/** Whether a part may follow: smaller than the last one left room for. */
function fits(current: number, value: number, last: number): boolean {
  if (!Number.isInteger(value)) return false
  if (last >= 100) return value < 100 || (value < 1000 && last >= 1000)
  // "soixante dix", "quatre vingt dix neuf" count on beyond ten.
  return value < 20 && current % 10 === 0 && last >= 10 && value > 0 && (last > 10 || value < 10)
}
