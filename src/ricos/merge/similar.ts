// How much alike two blocks are, by their words.
import { type Block, once, type Words } from './block.ts'

/** From here on two blocks say the same; so do two without a word. */
export const ALIKE = 0.5

/** Fewer words than this are in many texts. */
const TELLING = 3
/** How much alike a text and a part of it are. */
const PART = 0.8
/** How many of its words a text has to keep to be known by them. */
const KEPT = 0.6

/** 0 for nothing in common, 1 for the same words. */
export function similarity<Node>(a: Block<Node>, b: Block<Node>): number {
  const total = a.words().total + b.words().total
  return total === 0 ? ALIKE : (2 * sharedWords(a, b)) / total
}

/** The same, but much alike are also a text and most of its words: a list that lost half its items. */
export function similarityToPart<Node>(a: Block<Node>, b: Block<Node>): number {
  const fewer = Math.min(a.words().total, b.words().total)
  const alike = similarity(a, b)
  return fewer < TELLING ? alike : Math.max(alike, (PART * sharedWords(a, b)) / fewer)
}

/**
 * Whether two blocks are known by what no other block says: most words of the shorter are in the longer, and in no third
 * one of either version. So is an item of one word that became a sentence.
 */
export function tellingIn<Node>(
  base: readonly Block<Node>[],
  side: readonly Block<Node>[],
): (a: Block<Node>, b: Block<Node>) => boolean {
  const counts = once(() => [base, side].map(countBlocks))
  const isRare = (word: string) => counts().every((blocks) => blocks.get(word) === 1)
  return (a, b) => {
    const enough = KEPT * Math.min(a.words().total, b.words().total)
    return enough > 0 && sharedWords(a, b) >= enough && sharedWords(a, b, isRare) >= enough
  }
}

/** Of each word in how many blocks it is. */
function countBlocks(blocks: readonly { words(): Words }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const block of blocks)
    for (const word of block.words().counts.keys()) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function sharedWords<Node>(
  a: Block<Node>,
  b: Block<Node>,
  counts: (word: string) => boolean = () => true,
): number {
  const [left, right] = [a.words(), b.words()]
  const [few, many] = left.counts.size < right.counts.size ? [left, right] : [right, left]
  let shared = 0
  for (const [word, count] of few.counts)
    if (counts(word)) shared += Math.min(count, many.counts.get(word) ?? 0)
  return shared
}
