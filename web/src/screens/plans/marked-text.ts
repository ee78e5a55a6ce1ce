// Where the words of a rendered text differ from those it had before. Pure.
import { difference } from '../../../../src/api/difference.ts'

/** A stretch of a text, or words that stood before its next stretch and are gone. */
export interface Mark {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** A text as it stands in a document; `ends`: the line ends behind it. */
export interface Stretch {
  text: string
  ends: boolean
}

const END = '\n'

/**
 * The marks of each of these texts, in order; words that are gone stand in the text that they were last in front of.
 * A word never runs over the end of a line.
 */
export function markedTexts(before: readonly Stretch[], after: readonly Stretch[]): Mark[][] {
  const marked: Mark[][] = after.map(() => [])
  const rests = after.map(({ text, ends }) => (ends ? text + END : text))
  let at = 0
  const put = (kind: Mark['kind'], text: string) => {
    const mark: Mark = { kind: kind === 'added' && text.trim() === '' ? 'same' : kind, text }
    if (text !== '') marked[Math.min(at, marked.length - 1)]?.push(mark)
  }
  for (const { kind, text } of difference(wholeOf(before), wholeOf(after))) {
    if (kind === 'removed') {
      if (text.trim() !== '') put(kind, text.replaceAll(END, ' '))
      continue
    }
    for (let rest = text; rest !== '' && at < rests.length; ) {
      const left = rests[at] ?? ''
      const piece = rest.slice(0, left.length)
      rest = rest.slice(piece.length)
      rests[at] = left.slice(piece.length)
      const isLast = rests[at] === ''
      put(kind, isLast && after[at]?.ends ? piece.slice(0, -1) : piece)
      if (isLast) at++
    }
  }
  return marked
}

function wholeOf(texts: readonly Stretch[]): string {
  return texts.map(({ text, ends }) => (ends ? text + END : text)).join('')
}
