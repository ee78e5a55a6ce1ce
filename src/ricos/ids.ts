// Node ids: a short mark of the seed, then the node's position. The same document of the same row always has the
// same ids, and a post read back from Wix can be recognised by them.
import type { RicosDocument, RicosNode } from './document.ts'
import { childrenOf } from './document.ts'

const MARK_LENGTH = 8
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
const RADIX = DIGITS.length

/**
 * The mark every node id of a document made with this seed starts with: a letter and seven characters of base 36.
 */
export function documentSeedMark(seed: string): string {
  // cyrb53 (public domain): 53 bits, well spread even for seeds that differ in one character.
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let i = 0; i < seed.length; i++) {
    const unit = seed.charCodeAt(i)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  const hash = 4294967296 * (2097151 & low) + (high >>> 0)
  // Ids start with a letter because Wix asks for it.
  return `r${hash
    .toString(36)
    .padStart(MARK_LENGTH, '0')
    .slice(1 - MARK_LENGTH)}`
}

/** Whether a node id was made by this library from this seed. */
export function isOurNodeId(id: string, seed: string): boolean {
  return id.length > MARK_LENGTH && id.startsWith(documentSeedMark(seed)) && /^[0-9a-z]+$/.test(id)
}

/** Gives every node its id, in reading order. */
export function assignIds(document: RicosDocument, seed: string): void {
  const mark = documentSeedMark(seed)
  let next = 0
  /** The mark and all digits of `next` but the last, which change once in 36 nodes. */
  let start = mark
  // The document's depth is capped by the converter, so this may recurse.
  const visit = (nodes: readonly RicosNode[]) => {
    for (const node of nodes) {
      const digit = next % RADIX
      if (digit === 0 && next > 0) start = mark + (next / RADIX).toString(RADIX)
      node.id = start + DIGITS[digit]
      next++
      const children = childrenOf(node)
      if (children.length > 0) visit(children)
    }
  }
  visit(document.nodes)
}
