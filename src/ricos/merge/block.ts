// What the merge knows of a document: a tree of blocks, of Ricos or of HTML alike.

/** A block of one of the three versions. */
export interface Block<Node> {
  node: Node
  /** Equal for blocks that say the same: ids, and how they are written, aside. */
  key: number
  /** Only blocks of one kind can be the same block in two versions. */
  kind: string
  type: string
  /** Where it may tell which block this was. */
  id: string | undefined
  /** What it is like others by: its words, or the address of a picture. */
  words(): Words
  /** Null for a block that is merged as a whole or not at all. */
  children: readonly Block<Node>[] | null
}

export interface Words {
  counts: ReadonlyMap<string, number>
  total: number
}

export type Side = 'ours' | 'theirs'

/** A place where both sides changed the same, and what stands there in each version: nothing where it was removed. */
export interface Clash<Node> {
  base: readonly Block<Node>[]
  ours: readonly Block<Node>[]
  theirs: readonly Block<Node>[]
}

/** A block as it is in each version. */
export interface Versions<Node> {
  base: Block<Node>
  ours: Block<Node>
  theirs: Block<Node>
}

/** A part of the merged document. */
export type Entry<Node> =
  /** `from` where every version has it. */
  | { is: 'whole'; block: Block<Node>; side: Side; from?: Versions<Node> }
  /** Without children, made of both. */
  | { is: 'made'; node: Node }
  /** With children that were merged one by one. */
  | { is: 'opened'; node: Node; from: Versions<Node>; entries: readonly Entry<Node>[] }
  | { is: 'clash'; clash: Clash<Node> }

/** What is particular to Ricos or to HTML. All of it pure. */
export interface Grammar<Node> {
  /** One block that was changed on both sides, as a whole; null where people have to choose. */
  mergeLeaf(base: Block<Node>, ours: Block<Node>, theirs: Block<Node>): Node | null
  /** The block apart from its children; null where these cannot be merged one by one. */
  mergeShell(base: Block<Node>, ours: Block<Node>, theirs: Block<Node>): Node | null
  /** Whether children belong together by their place: cells of a row, title and body. All three have as many. */
  isByPlace(base: Block<Node>): boolean
  /** Whether the block may have these children, whatever is chosen where they clash. */
  isSound(node: Node, entries: readonly Entry<Node>[]): boolean
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu

export function wordsOf(text: string): Words {
  const counts = new Map<string, number>()
  let total = 0
  for (const [word] of text.matchAll(WORD)) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
    total++
  }
  return { counts, total }
}

/** Words of several blocks together. */
export function sumOfWords(parts: readonly Words[]): Words {
  const counts = new Map<string, number>()
  let total = 0
  for (const part of parts) {
    total += part.total
    for (const [word, count] of part.counts) counts.set(word, (counts.get(word) ?? 0) + count)
  }
  return { counts, total }
}

/** A function that is called once. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Numbers for texts, the same for equal ones: cheap to compare, and to build others from. */
export function keysOfTexts(): (text: string) => number {
  const keys = new Map<string, number>()
  return (text) => {
    const known = keys.get(text)
    if (known !== undefined) return known
    keys.set(text, keys.size)
    return keys.size - 1
  }
}
