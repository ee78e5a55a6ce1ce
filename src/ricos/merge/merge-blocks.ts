// Three versions of a list of blocks as one, with a clash wherever both sides changed the same.
import { align } from './align.ts'
import { arrange } from './arrange.ts'
import type { Block, Clash, Entry, Grammar, Side } from './block.ts'

type Blocks<Node> = readonly Block<Node>[]

export interface Merged<Node> {
  entries: Entry<Node>[]
  /** How many blocks each side alone put in, changed, moved or took away. */
  taken: { ours: number; theirs: number }
}

/**
 * Merges blocks: what one side alone changed, put in, took away or moved is taken; what both changed alike is taken
 * once. A clash is what both changed otherwise, and what one took away and the other changed.
 */
export function mergeBlocks<Node>(
  base: Blocks<Node>,
  ours: Blocks<Node>,
  theirs: Blocks<Node>,
  grammar: Grammar<Node>,
): Merged<Node> {
  const taken = { ours: 0, theirs: 0 }
  return { entries: listMerge(grammar, taken)(base, ours, theirs), taken }
}

function listMerge<Node>(grammar: Grammar<Node>, taken: Merged<Node>['taken']) {
  function mergeLists(base: Blocks<Node>, ours: Blocks<Node>, theirs: Blocks<Node>): Entry<Node>[] {
    const [inOurs, inTheirs] = [align(base, ours), align(base, theirs)]
    return arrange(base, ours, theirs, inOurs, inTheirs).flatMap((place) => {
      const [b, o, t] = [base[place.base], ours[place.ours], theirs[place.theirs]]
      if (b === undefined) return mergeFresh(o, t)
      if (o && t) {
        if (inOurs.isMoved[place.base]) taken.ours++
        if (inTheirs.isMoved[place.base]) taken.theirs++
        return [mergeBlock(b, o, t)]
      }
      if (t) return mergeGone(b, t, 'ours')
      if (o) return mergeGone(b, o, 'theirs')
      return []
    })
  }

  function mergeFresh(ours: Block<Node> | undefined, theirs: Block<Node> | undefined): Entry<Node>[] {
    if (ours) {
      if (!theirs) taken.ours++
      return [{ is: 'whole', block: ours, side: 'ours' }]
    }
    taken.theirs++
    return theirs ? [{ is: 'whole', block: theirs, side: 'theirs' }] : []
  }

  /** A block that `remover` took away, and that is `left` on the other side. That it was moved there does not keep it. */
  function mergeGone(base: Block<Node>, left: Block<Node>, remover: Side): Entry<Node>[] {
    if (left.key === base.key) {
      taken[remover]++
      return []
    }
    const [ours, theirs] = remover === 'ours' ? [[], [left]] : [[left], []]
    return [{ is: 'clash', clash: { base: [base], ours, theirs } }]
  }

  function mergeBlock(base: Block<Node>, ours: Block<Node>, theirs: Block<Node>): Entry<Node> {
    if (theirs.key === base.key || ours.key === theirs.key) {
      if (ours.key !== base.key && ours.key !== theirs.key) taken.ours++
      return { is: 'whole', block: ours, side: 'ours', from: { base, ours, theirs } }
    }
    return openBlock(base, ours, theirs) ?? asWhole(base, ours, theirs)
  }

  function openBlock(base: Block<Node>, ours: Block<Node>, theirs: Block<Node>): Entry<Node> | null {
    if (!base.children || !ours.children || !theirs.children) return null
    const node = grammar.mergeShell(base, ours, theirs)
    if (node === null) return null
    const before = { ...taken }
    const merge = grammar.isByPlace(base) ? mergeByPlace : mergeLists
    const entries = merge(base.children, ours.children, theirs.children)
    if (grammar.isSound(node, entries)) return { is: 'opened', node, from: { base, ours, theirs }, entries }
    Object.assign(taken, before)
    return null
  }

  function mergeByPlace(base: Blocks<Node>, ours: Blocks<Node>, theirs: Blocks<Node>): Entry<Node>[] {
    return base.map((block, place) =>
      mergeBlock(block, ours[place] as Block<Node>, theirs[place] as Block<Node>),
    )
  }

  function asWhole(base: Block<Node>, ours: Block<Node>, theirs: Block<Node>): Entry<Node> {
    const isLeaf = base.children === null && ours.children === null && theirs.children === null
    const node = isLeaf ? grammar.mergeLeaf(base, ours, theirs) : null
    if (node === null && ours.key !== base.key) return { is: 'clash', clash: clashOf(base, ours, theirs) }
    taken.theirs++
    if (ours.key !== base.key) taken.ours++
    return node === null ? { is: 'whole', block: theirs, side: 'theirs' } : { is: 'made', node }
  }

  return mergeLists
}

function clashOf<Node>(base: Block<Node>, ours: Block<Node>, theirs: Block<Node>): Clash<Node> {
  return { base: [base], ours: [ours], theirs: [theirs] }
}
