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
  // The last seven digits of base 36, three and four at a time: of small whole numbers they are quickly written.
  const rest = hash % RADIX ** (MARK_LENGTH - 1)
  const first = Math.floor(rest / RADIX ** 4)
  const last = rest - first * RADIX ** 4
  // Ids start with a letter because Wix asks for it.
  return `r${first.toString(RADIX).padStart(3, '0')}${last.toString(RADIX).padStart(4, '0')}`
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
  const nextId = () => {
    const digit = next % RADIX
    if (digit === 0 && next > 0) start = mark + (next / RADIX).toString(RADIX)
    next++
    return start + DIGITS[digit]
  }
  // The document's depth is capped by the converter, so this may recurse.
  const visit = (nodes: readonly RicosNode[]) => {
    for (const node of nodes) {
      node.id = nextId()
      // Most nodes are texts: in a loop of their own they are objects all alike, which are written to fast.
      if (node.type === 'PARAGRAPH' || node.type === 'HEADING')
        for (const text of node.nodes) text.id = nextId()
      else visit(childrenOf(node))
    }
  }
  visit(document.nodes)
}
