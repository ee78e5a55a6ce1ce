// Which block of a version is which block of the base. By content first: ids of ours count nodes, so that one more
// paragraph gives every block after it the id of another. Where they say the same as the content does, as in a post that
// was edited in Wix, they tell apart blocks that are alike.
import type { Block } from './block.ts'
import { ALIKE, similarity, similarityToPart, tellingIn } from './similar.ts'
import { heaviestIncreasing } from './stable.ts'

export interface Alignment {
  /** Of each block of the base its place in the version; -1: it is gone. */
  toSide: Int32Array
  /** Of each block of the version its place in the base; -1: it is new. */
  toBase: Int32Array
  /** By the block's place in the base: it stands elsewhere among those that both have. */
  isMoved: Uint8Array
}

/** Base and version around blocks that both have in the same order: what lies between two of them. */
interface Gap {
  base: number[]
  side: number[]
}

/** What leaving a block unpaired costs; a pair costs at most twice that, so that a block rewritten in its place is one. */
const ALONE = 0.5
/** How much like each other an equal id makes two blocks. */
const SAME_ID = 0.4
/** Of blocks that are not where they were: below this they are others. */
const FAR = 0.6
/** Blocks of a long gap are compared with those around their place only, at least so many before and behind it. */
const BAND = 60
const MOST_FAR_PAIRS = 10_000

export function align<Node>(base: readonly Block<Node>[], side: readonly Block<Node>[]): Alignment {
  const found: Alignment = {
    toSide: new Int32Array(base.length).fill(-1),
    toBase: new Int32Array(side.length).fill(-1),
    isMoved: new Uint8Array(base.length),
  }
  const pair = (i: number, j: number) => {
    found.toSide[i] = j
    found.toBase[j] = i
  }
  const ids = idsOf(base, side)
  pairEnds(base, side, ids, pair)
  pairUnique(base, side, found, pair)
  const known: Known<Node> = {
    bySameId: idsHold(base, side, found, ids) ? (a, b) => a.id !== undefined && a.id === b.id : () => false,
    byRareWords: tellingIn(base, side),
  }
  // What is like another, near or far, comes before what only stands where another stood: an item that was moved and
  // added to is not the one that was taken away from its new place.
  for (const least of [ALIKE, 0]) {
    for (const gap of gapsOf(found, base, side)) pairGap(gap, base, side, known, least, pair)
    pairFar(base, side, found, known, pair)
  }
  const isStable = stableOf(found, base, side)
  for (let i = 0; i < base.length; i++)
    found.isMoved[i] = (found.toSide[i] as number) >= 0 && isStable[i] === 0 ? 1 : 0
  return found
}

/**
 * Which blocks kept their order. Of a block that says what it said and one that only is like another, the latter was
 * moved: taken away, perhaps, and another put elsewhere. Of two that say the same, one without words.
 */
function stableOf<Node>({ toSide }: Alignment, base: Blocks<Node>, side: Blocks<Node>): Uint8Array {
  const more = base.length + 1
  return heaviestIncreasing(toSide, (i) => {
    const block = base[i] as Block<Node>
    if (block.key !== side[toSide[i] as number]?.key) return 1
    return block.words().total === 0 ? more : more * more
  })
}

type Blocks<Node> = readonly Block<Node>[]
type Pair = (i: number, j: number) => void

/** What speaks for two blocks being the same beside how much alike they are. */
interface Known<Node> {
  bySameId(a: Block<Node>, b: Block<Node>): boolean
  byRareWords(a: Block<Node>, b: Block<Node>): boolean
}

interface Ids {
  inBase: ReadonlySet<string | undefined>
  inSide: ReadonlySet<string | undefined>
}

function idsOf<Node>(base: Blocks<Node>, side: Blocks<Node>): Ids {
  const setOf = (blocks: Blocks<Node>) => new Set(blocks.map(({ id }) => id))
  return { inBase: setOf(base), inSide: setOf(side) }
}

/** Whether one has the id that the other version gives to another block. */
function isContradicted<Node>(a: Block<Node>, b: Block<Node>, { inBase, inSide }: Ids): boolean {
  return a.id !== b.id && (inSide.has(a.id) || inBase.has(b.id))
}

/** Most of a document is as it was: what is equal from its start and from its end needs no search. */
function pairEnds<Node>(base: Blocks<Node>, side: Blocks<Node>, ids: Ids, pair: Pair): void {
  const shorter = Math.min(base.length, side.length)
  const isSame = (i: number, j: number) => {
    const [a, b] = [base[i] as Block<Node>, side[j] as Block<Node>]
    return a.key === b.key && !isContradicted(a, b, ids)
  }
  let start = 0
  while (start < shorter && isSame(start, start)) pair(start, start++)
  let end = 1
  while (end <= shorter - start && isSame(base.length - end, side.length - end)) {
    pair(base.length - end, side.length - end)
    end++
  }
}

/** What either version has once is the same block, wherever it stands. */
function pairUnique<Node>(base: Blocks<Node>, side: Blocks<Node>, found: Alignment, pair: Pair): void {
  const places = placesOfUnique(side)
  for (const [key, i] of placesOfUnique(base)) {
    const j = places.get(key) ?? -1
    if (i >= 0 && j >= 0 && (found.toSide[i] as number) < 0 && (found.toBase[j] as number) < 0) pair(i, j)
  }
}

/** -1 for what occurs again. */
function placesOfUnique<Node>(blocks: Blocks<Node>): Map<number, number> {
  const places = new Map<number, number>()
  for (const [place, { key }] of blocks.entries()) places.set(key, places.has(key) ? -1 : place)
  return places
}

/** No block that is surely the same has an id that is another's in the other version. */
function idsHold<Node>(base: Blocks<Node>, side: Blocks<Node>, { toSide }: Alignment, ids: Ids): boolean {
  return base.every((block, i) => {
    const same = side[toSide[i] as number]
    return same === undefined || !isContradicted(block, same, ids)
  })
}

function gapsOf<Node>(found: Alignment, base: Blocks<Node>, side: Blocks<Node>): Gap[] {
  const { toSide, toBase } = found
  const isStable = stableOf(found, base, side)
  const gaps: Gap[] = []
  let [i, j] = [0, 0]
  while (i <= toSide.length) {
    const gap: Gap = { base: [], side: [] }
    for (; i < toSide.length && isStable[i] === 0; i++) if ((toSide[i] as number) < 0) gap.base.push(i)
    const end = i < toSide.length ? (toSide[i] as number) : toBase.length
    for (; j < end; j++) if ((toBase[j] as number) < 0) gap.side.push(j)
    if (gap.base.length > 0 && gap.side.length > 0) gaps.push(gap)
    i++
    j++
  }
  return gaps
}

/**
 * The cheapest way to pair the blocks of a gap in their order, as far as they are `least` alike. Of equally cheap ones
 * that which pairs the first: who writes a paragraph anew and goes on writing does so behind it.
 */
function pairGap<Node>(
  gap: Gap,
  base: Blocks<Node>,
  side: Blocks<Node>,
  known: Known<Node>,
  least: number,
  pair: Pair,
): void {
  const [rows, columns] = [gap.base.length, gap.side.length]
  const place = (row: number) => Math.round((row * columns) / rows)
  // Columns around one row reach to those around the next, or there were no way through.
  const band = Math.max(BAND, Math.ceil(columns / rows))
  const firstOf = (row: number) => Math.max(0, place(row) - band)
  /** Of each row the least that all from here on costs, for the columns around its place. */
  const costs: Float64Array[] = Array.from({ length: rows + 1 })
  const at = (row: number, column: number) => costs[row]?.[column - firstOf(row)] ?? Number.POSITIVE_INFINITY
  const asPair = (row: number, column: number) => {
    const [a, b] = [base[gap.base[row] as number], side[gap.side[column] as number]]
    return a && b ? at(row + 1, column + 1) + costOf(a, b, known, least) : Number.POSITIVE_INFINITY
  }
  const alone = (row: number, column: number) => Math.min(at(row + 1, column), at(row, column + 1)) + ALONE
  for (let row = rows; row >= 0; row--) {
    const first = firstOf(row)
    const line = new Float64Array(Math.min(columns, place(row) + band) - first + 1).fill(
      Number.POSITIVE_INFINITY,
    )
    costs[row] = line
    for (let column = first + line.length - 1; column >= first; column--)
      line[column - first] =
        row === rows && column === columns ? 0 : Math.min(asPair(row, column), alone(row, column))
  }
  let [row, column] = [0, 0]
  while (row < rows && column < columns) {
    if (asPair(row, column) <= alone(row, column))
      pair(gap.base[row++] as number, gap.side[column++] as number)
    else if (at(row + 1, column) < at(row, column + 1)) row++
    else column++
  }
}

function costOf<Node>(a: Block<Node>, b: Block<Node>, known: Known<Node>, least: number): number {
  const hasSameId = known.bySameId(a, b)
  if (a.key === b.key) return hasSameId ? 0 : 0.01
  if (a.kind !== b.kind) return Number.POSITIVE_INFINITY
  const words = similarity(a, b)
  // A heading is no paragraph any more, unless it says the same.
  if (a.type !== b.type && !hasSameId && words < ALIKE) return Number.POSITIVE_INFINITY
  const alike = withRareWords(words, a, b, known)
  if (alike < least && !hasSameId) return Number.POSITIVE_INFINITY
  return Math.max(0.02, 1 - alike - (hasSameId ? SAME_ID : 0))
}

/** How much alike two blocks are whose words are `alike`, where the few that they share are in no other block. */
function withRareWords<Node>(alike: number, a: Block<Node>, b: Block<Node>, known: Known<Node>): number {
  return alike > 0 && alike < FAR && known.byRareWords(a, b) ? FAR : alike
}

/** Blocks that were moved and changed, or moved and are there more than once. */
function pairFar<Node>(
  base: Blocks<Node>,
  side: Blocks<Node>,
  { toSide, toBase }: Alignment,
  known: Known<Node>,
  pair: Pair,
): void {
  const gone = [...base.keys()].filter((i) => (toSide[i] as number) < 0)
  const fresh = [...side.keys()].filter((j) => (toBase[j] as number) < 0)
  if (gone.length * fresh.length > MOST_FAR_PAIRS) return
  const pairs = gone.flatMap((i) =>
    fresh.flatMap((j) => {
      const [a, b] = [base[i] as Block<Node>, side[j] as Block<Node>]
      if (a.kind !== b.kind) return []
      const words = similarityToPart(a, b)
      const alike = withRareWords(words, a, b, known) + (known.bySameId(a, b) ? FAR : 0)
      return alike >= FAR ? [{ i, j, alike }] : []
    }),
  )
  for (const { i, j } of pairs.sort((a, b) => b.alike - a.alike))
    if ((toSide[i] as number) < 0 && (toBase[j] as number) < 0) pair(i, j)
}
