// What a merge gives back, of documents and of HTML alike.
import { documentSeedMark } from '../ids.ts'
import type { Block, Clash, Entry, Side } from './block.ts'

/** A block that both sides changed, for people to decide. */
export interface Collision<Fragment> {
  /** Of what the three versions say, so that a choice made for one collision never counts for another. */
  id: string
  /** Empty on the side that removed the block. */
  base: Fragment
  ours: Fragment
  theirs: Fragment
  /** Where theirs stands in the merge, or would: the place in each list of blocks, from the outside in. */
  at: number[]
}

export interface Merge<Whole, Fragment> {
  /** With theirs at every collision. */
  merged: Whole
  /** In reading order. */
  collisions: Collision<Fragment>[]
  /** How many blocks one side alone put in, changed, moved or removed. */
  taken: { ours: number; theirs: number }
  /** The merge with these sides at its collisions, by their ids; theirs at those left out. */
  withChoices(choices: Readonly<Record<string, Side>>): Whole
}

type Choices = Readonly<Record<string, Side>>

interface Parts<Node, Whole, Fragment> {
  entries: readonly Entry<Node>[]
  taken: { ours: number; theirs: number }
  /** @param sideOf which side stands at the nth clash */
  write(sideOf: (clash: number) => Side): { whole: Whole; at: number[][] }
  fragment(blocks: readonly Block<Node>[]): Fragment
  /** All that a node says, ids aside. */
  wording(node: Node): string
}

export function toMerge<Node, Whole, Fragment>(parts: Parts<Node, Whole, Fragment>): Merge<Whole, Fragment> {
  const { entries, taken, fragment, wording } = parts
  const clashes = [...clashesIn(entries)]
  const ids = collisionIds(clashes, wording)
  const write = (choices: Choices) => parts.write((clash) => choices[ids[clash] as string] ?? 'theirs')
  const { whole, at } = write({})
  return {
    merged: whole,
    collisions: clashes.map(({ base, ours, theirs }, i) => ({
      id: ids[i] as string,
      base: fragment(base),
      ours: fragment(ours),
      theirs: fragment(theirs),
      at: at[i] as number[],
    })),
    taken,
    withChoices: (choices) => write(choices).whole,
  }
}

/** In reading order. */
export function* clashesIn<Node>(entries: readonly Entry<Node>[]): Generator<Clash<Node>> {
  for (const entry of entries) {
    if (entry.is === 'clash') yield entry.clash
    else if (entry.is === 'opened') yield* clashesIn(entry.entries)
  }
}

/** A second collision of the same three texts has a number. */
function collisionIds<Node>(clashes: readonly Clash<Node>[], wording: (node: Node) => string): string[] {
  const seen = new Map<string, number>()
  return clashes.map(({ base, ours, theirs }) => {
    const texts = [base, ours, theirs].map((blocks) => blocks.map(({ node }) => wording(node)))
    const id = documentSeedMark(JSON.stringify(texts)).slice(1)
    const count = (seen.get(id) ?? 0) + 1
    seen.set(id, count)
    return count === 1 ? id : `${id}-${count}`
  })
}

/** Whether two versions say the same, block for block. */
export function isSame<Node>(a: readonly Block<Node>[], b: readonly Block<Node>[]): boolean {
  return a.length === b.length && a.every(({ key }, i) => key === b[i]?.key)
}
