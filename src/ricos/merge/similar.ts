// How much alike two blocks are, by their words.
import type { Block } from './block.ts'

/** What two blocks without a word have in common: that they have none. */
const WORDLESS = 0.5

/** Fewer words than this are in many texts. */
const TELLING = 3
/** How much alike a text and a part of it are. */
const PART = 0.8

/** 0 for nothing in common, 1 for the same words. */
export function similarity<Node>(a: Block<Node>, b: Block<Node>): number {
  const total = a.words().total + b.words().total
  return total === 0 ? WORDLESS : (2 * sharedWords(a, b)) / total
}

/** The same, but much alike are also a text and most of its words: a list that lost half its items. */
export function similarityToPart<Node>(a: Block<Node>, b: Block<Node>): number {
  const fewer = Math.min(a.words().total, b.words().total)
  const alike = similarity(a, b)
  return fewer < TELLING ? alike : Math.max(alike, (PART * sharedWords(a, b)) / fewer)
}

function sharedWords<Node>(a: Block<Node>, b: Block<Node>): number {
  const [left, right] = [a.words(), b.words()]
  const [few, many] = left.counts.size < right.counts.size ? [left, right] : [right, left]
  let shared = 0
  for (const [word, count] of few.counts) shared += Math.min(count, many.counts.get(word) ?? 0)
  return shared
}

export function isAlike(alike: number): boolean {
  return alike >= WORDLESS
}
