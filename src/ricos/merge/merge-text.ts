// The text of a block that changed on both sides. Other words on both sides are for people to decide. Where only one
// side has other words, marks that the other side set or removed are merged, as long as they lie where no word changed.
import { commonOf } from './common.ts'
import {
  type AnyNode,
  addRun,
  type Mark,
  marksMeaning,
  type Run,
  runsMeaning,
  runsOf,
  textOf,
} from './node.ts'

/** Words, and each character between them. */
const TOKEN = /[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]/gu

/** The runs of the merged text; null where people have to choose. */
export function mergeText(base: AnyNode, ours: AnyNode, theirs: AnyNode): Run[] | null {
  const [b, o, t] = [base, ours, theirs].map(runsOf) as [Run[], Run[], Run[]]
  const [inBase, inOurs, inTheirs] = [b, o, t].map(runsMeaning)
  if (inOurs === inTheirs || inTheirs === inBase) return o
  if (inOurs === inBase) return t
  const words = textOf(base)
  const [isOurs, isTheirs] = [textOf(ours) !== words, textOf(theirs) !== words]
  if (isOurs && isTheirs) return null
  return isOurs ? withMarks(b, o, t) : withMarks(b, t, o)
}

/** A text and the marks of each of its units. */
interface Spread {
  text: string
  marks: readonly (readonly Mark[])[]
}

function spread(runs: readonly Run[]): Spread {
  return {
    text: runs.map(({ text }) => text).join(''),
    marks: runs.flatMap(({ text, marks }) => Array<readonly Mark[]>(text.length).fill(marks)),
  }
}

/**
 * @param changed the side whose words may differ from the base's
 * @param marked the side that has other marks on the base's words
 */
function withMarks(base: Run[], changed: Run[], marked: Run[]): Run[] | null {
  const [b, c, m] = [spread(base), spread(changed), spread(marked)]
  const isMarked = (i: number) => marksMeaning(b.marks[i] ?? []) !== marksMeaning(m.marks[i] ?? [])
  const merge = rememberMerges()
  const runs: Run[] = []
  let [i, j] = [0, 0]
  for (const kept of keptStretches(b.text, c.text)) {
    // Words in a stretch with other marks: whether these are meant for the new words, nobody can tell.
    for (let k = i; k < kept.base; k++) if (isMarked(k)) return null
    if (j < kept.side && i === kept.base && i > 0 && i < b.text.length && isMarked(i - 1) && isMarked(i))
      return null
    for (; j < kept.side; j++) addRun(runs, c.text[j] as string, c.marks[j] as Mark[])
    i = kept.base
    for (let end = i + kept.length; i < end; i++, j++) {
      const marks = merge(b.marks[i] as Mark[], c.marks[j] as Mark[], m.marks[i] as Mark[])
      if (marks === null) return null
      addRun(runs, c.text[j] as string, marks)
    }
  }
  return runs
}

type MergeMarks = (
  base: readonly Mark[],
  left: readonly Mark[],
  right: readonly Mark[],
) => readonly Mark[] | null

/** A text has few different marks and many letters. */
function rememberMerges(): MergeMarks {
  let last: { base: readonly Mark[]; left: readonly Mark[]; right: readonly Mark[] } | undefined
  let result: readonly Mark[] | null = null
  return (base, left, right) => {
    if (last?.base !== base || last.left !== left || last.right !== right) {
      last = { base, left, right }
      result = mergeMarks(base, left, right)
    }
    return result
  }
}

/** Each kind of mark is a matter of its own: bold here and a link there are both. */
function mergeMarks(
  base: readonly Mark[],
  left: readonly Mark[],
  right: readonly Mark[],
): readonly Mark[] | null {
  const merged: Mark[] = []
  for (const type of new Set([...left, ...right].map((mark) => mark.type))) {
    const [b, l, r] = [base, left, right].map((marks) => marks.filter((mark) => mark.type === type))
    const [inBase, inLeft, inRight] = [b, l, r].map((marks) => marksMeaning(marks ?? []))
    if (inLeft === inRight || inRight === inBase) merged.push(...(l ?? []))
    else if (inLeft === inBase) merged.push(...(r ?? []))
    else return null
  }
  return merged
}

interface Stretch {
  base: number
  side: number
  length: number
}

/** Where words of the base still stand in the other text, in order; the last stretch is the end of both. */
function keptStretches(base: string, side: string): Stretch[] {
  const [left, right] = [tokensOf(base), tokensOf(side)]
  const [lefts, rights] = [startsOf(left), startsOf(right)]
  const stretches = commonOf(left, right, (a, b) => a === b).map(([a, b]) => ({
    base: lefts[a] as number,
    side: rights[b] as number,
    length: (left[a] as string).length,
  }))
  return [...stretches, { base: base.length, side: side.length, length: 0 }]
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? []
}

function startsOf(tokens: readonly string[]): number[] {
  let start = 0
  return tokens.map((token) => {
    start += token.length
    return start - token.length
  })
}
