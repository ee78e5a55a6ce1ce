// Greek letters that are written otherwise beside each other, by ELOT 743 (transcription). Pure.

const dialytika = '\u0308'
/** Before these, and before vowels, υ of αυ, ευ, ηυ is said as v, elsewhere as f. */
const voiced = /^[αεηιουωβγδζλμνρ]/u
/** A letter, then its marks (tonos, breathings, dialytika), as NFD has them. */
const letters = /(\p{Script=Greek})(\p{Mn}*)/gu

/**
 * Pairs of Greek letters in a lower-case NFD text as ASCII; single letters are left, without their marks.
 * γγ, γξ, γχ, μπ at the ends of a word, ου, and αυ, ευ, ηυ by what follows. Marks say when two vowels are no pair: an
 * accent on the first, or a dialytika on the second.
 */
export function greekPairs(text: string): string {
  return text.replace(/(?:\p{Script=Greek}\p{Mn}*)+/gu, (word) => {
    const parts = Array.from(word.matchAll(letters), ([, letter = '', marks = '']) => ({ letter, marks }))
    let ascii = ''
    for (let at = 0; at < parts.length; at++) {
      const pair = pairAt(parts, at)
      ascii += pair ?? parts[at]!.letter
      if (pair !== undefined) at++
    }
    return ascii
  })
}

interface Part {
  letter: string
  marks: string
}

function pairAt(parts: readonly Part[], at: number): string | undefined {
  const [first, second] = [parts[at], parts[at + 1]]
  if (!first || !second) return undefined
  const pair = first.letter + second.letter
  switch (pair) {
    case 'γγ':
      return 'ng'
    case 'γξ':
      return 'nx'
    case 'γχ':
      return 'nch'
    case 'μπ':
      return at === 0 || at + 2 === parts.length ? 'b' : 'mp'
    case 'ου':
      return isPair(first, second) ? 'ou' : undefined
    case 'αυ':
    case 'ευ':
    case 'ηυ': {
      if (!isPair(first, second)) return undefined
      const sound = voiced.test(parts[at + 2]?.letter ?? '') ? 'v' : 'f'
      return { α: 'a', ε: 'e', η: 'i' }[first.letter] + sound
    }
    default:
      return undefined
  }
}

function isPair(first: Part, second: Part): boolean {
  return first.marks === '' && !second.marks.includes(dialytika)
}
