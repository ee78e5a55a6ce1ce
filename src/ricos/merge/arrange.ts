// The order of the merged blocks: the base's, with what each side put or moved somewhere behind the block it followed.
import type { Alignment } from './align.ts'
import type { Block } from './block.ts'
import { commonOf } from './common.ts'

/** A block by its place in each version, -1 where it is not there. */
export interface Place {
  base: number
  ours: number
  theirs: number
}

/** What a side has behind a block of the base: new blocks, and at the end a block that it moved there. */
interface Chain {
  fresh: number[]
  moved: number
}
type Chains = Map<number, Chain>

const START = -1
const NONE: Chain = { fresh: [], moved: START }

/**
 * All blocks of all versions in the order of the merge; equal ones that both sides put at one place are one.
 * New blocks of theirs stand before new ones of ours at the same place, so that what somebody wrote stays next to what
 * it was written behind. A block that both moved stands where theirs has it, and where moves contradict each other
 * ours are left out.
 */
export function arrange<Node>(
  base: readonly Block<Node>[],
  ours: readonly Block<Node>[],
  theirs: readonly Block<Node>[],
  inOurs: Alignment,
  inTheirs: Alignment,
): Place[] {
  const isEqual = (i: number, j: number) => ours[i]?.key === theirs[j]?.key
  const run = (isMovedByOurs: Uint8Array) => {
    const mover = (i: number) => (inTheirs.isMoved[i] ? inTheirs : isMovedByOurs[i] ? inOurs : null)
    const [ourChains, theirChains] = [inOurs, inTheirs].map((side) => chainsOf(side, mover))
    return walk(base.length, mover, ourChains as Chains, theirChains as Chains, inOurs, inTheirs, isEqual)
  }
  return run(inOurs.isMoved) ?? run(new Uint8Array(base.length)) ?? []
}

function chainsOf(side: Alignment, mover: (i: number) => Alignment | null): Chains {
  const chains: Chains = new Map()
  let open: Chain = { fresh: [], moved: START }
  chains.set(START, open)
  for (const [j, i] of side.toBase.entries()) {
    if (i < 0) open.fresh.push(j)
    else {
      if (mover(i) === side) open.moved = i
      open = { fresh: [], moved: START }
      chains.set(i, open)
    }
  }
  return chains
}

/** Null where a block was moved behind one that was moved behind it. */
function walk(
  count: number,
  mover: (i: number) => unknown,
  ourChains: Chains,
  theirChains: Chains,
  inOurs: Alignment,
  inTheirs: Alignment,
  isEqual: (i: number, j: number) => boolean,
): Place[] | null {
  const places: Place[] = []
  let seen = 0
  const follow = (start: number) => {
    const open = [start]
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      if (i !== START) {
        places.push({ base: i, ours: inOurs.toSide[i] ?? -1, theirs: inTheirs.toSide[i] ?? -1 })
        seen++
      }
      const [our, their] = [ourChains.get(i) ?? NONE, theirChains.get(i) ?? NONE]
      places.push(...zip(our.fresh, their.fresh, isEqual))
      if (our.moved !== START) open.push(our.moved)
      if (their.moved !== START) open.push(their.moved)
    }
  }
  follow(START)
  for (let i = 0; i < count; i++) if (mover(i) === null) follow(i)
  return seen === count ? places : null
}

/** New blocks at one place: equal ones once, between them theirs and then ours. */
function zip(ours: number[], theirs: number[], isEqual: (i: number, j: number) => boolean): Place[] {
  const places: Place[] = []
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...commonOf(ours, theirs, isEqual), [ours.length, theirs.length] as const]) {
    for (; j < nextJ; j++) places.push({ base: -1, ours: -1, theirs: theirs[j] as number })
    for (; i < nextI; i++) places.push({ base: -1, ours: ours[i] as number, theirs: -1 })
    if (i < ours.length && j < theirs.length)
      places.push({ base: -1, ours: ours[i++] as number, theirs: theirs[j++] as number })
  }
  return places
}
