// Which row is the row of which page, where that is not what their keys say: by address, then by title, and only where
// nobody else has the same. Pure.

/** Of a row, or of the page that was made of one. */
export interface Named {
  rowKey: string
  title: string
  slug: string
}

export interface KnownPage extends Named {
  /** The data has no row of its key any more, or one that says something else. */
  isFree: boolean
  /** Keys of rows that are not this page, as their owner said. */
  otherRows: readonly string[]
}

export type Sign = 'address' | 'title'

export interface KeyPair {
  rowKey: string
  formerKey: string
  by: Sign
  /** Their owner said that they are not the same. */
  isOther: boolean
}

/** Rows and pages that share address or title, and none of them with one alone. */
export interface Unclear {
  by: Sign
  rowKeys: string[]
  formerKeys: string[]
}

export interface Pairing {
  pairs: KeyPair[]
  unclear: Unclear[]
}

/**
 * @param rows that have no page under their key, or one that says something else
 * @param pages all that share address or title with one of the rows, free or not
 */
export function pairKeys(rows: readonly Named[], pages: readonly KnownPage[]): Pairing {
  const found: Pairing = { pairs: [], unclear: [] }
  const paired = new Set<string>()
  const taken = new Set<string>()
  for (const by of ['address', 'title'] as const) {
    const pagesBySign = groupBySign(pages, by)
    for (const [sign, same] of groupBySign(rows, by)) {
      const like = pagesBySign.get(sign) ?? []
      const open = same.filter(({ rowKey }) => !paired.has(rowKey))
      const free = like.filter(({ rowKey, isFree }) => isFree && !taken.has(rowKey))
      if (open.length === 0 || free.length === 0) continue
      if (same.length > 1 || like.length > 1) {
        found.unclear.push({ by, rowKeys: keysOf(open), formerKeys: keysOf(free) })
        continue
      }
      const [{ rowKey }, { rowKey: formerKey, otherRows }] = [open[0]!, free[0]!]
      found.pairs.push({ rowKey, formerKey, by, isOther: otherRows.includes(rowKey) })
      paired.add(rowKey)
      taken.add(formerKey)
    }
  }
  // What is told apart by its title after all is clear.
  found.unclear = found.unclear.flatMap(({ by, rowKeys, formerKeys }) => {
    const rest = rowKeys.filter((key) => !paired.has(key))
    return rest.length === 0 ? [] : [{ by, rowKeys: rest, formerKeys }]
  })
  return found
}

/**
 * Of a numbering that overlaps with the one before (1 to 9 became 4 to 12) the pairs are links of chains: 10 was 7, which
 * was 4, which was 1. Only what leads from a row without a page to a page without a row is a key that changed: keys that
 * go round in a circle, or end in between, change hands.
 */
export function wholeChains(
  { pairs, unclear }: Pairing,
  isNew: (rowKey: string) => boolean,
  isLost: (rowKey: string) => boolean,
): Pairing {
  const byRow = new Map(pairs.map((pair) => [pair.rowKey, pair]))
  const chains = pairs.filter(({ rowKey }) => isNew(rowKey)).map((first) => chainFrom(first, byRow))
  return {
    pairs: chains.filter((chain) => isLost(chain.at(-1)!.formerKey)).flat(),
    unclear: unclear.flatMap(({ by, ...keys }) => {
      const rowKeys = keys.rowKeys.filter(isNew)
      const formerKeys = keys.formerKeys.filter(isLost)
      return rowKeys.length > 0 && formerKeys.length > 0 ? [{ by, rowKeys, formerKeys }] : []
    }),
  }
}

/** In the order in which they can be moved: each gets a key that is free by then. Circles are left out. */
export function inMovingOrder<Link extends Pick<KeyPair, 'rowKey' | 'formerKey'>>(
  links: readonly Link[],
): Link[] {
  return chainsOf(links).flat()
}

/** Links that hang together, each beginning with a row whose key nobody had before. Circles are left out. */
export function chainsOf<Link extends Pick<KeyPair, 'rowKey' | 'formerKey'>>(
  links: readonly Link[],
): Link[][] {
  const byRow = new Map(links.map((link) => [link.rowKey, link]))
  const leaving = new Set(links.map((link) => link.formerKey))
  return links.filter(({ rowKey }) => !leaving.has(rowKey)).map((first) => chainFrom(first, byRow))
}

/** These links and all that hang together with them: a key is given only once whoever has it has moved. */
export function withChains<Link extends Pick<KeyPair, 'rowKey' | 'formerKey'>>(
  all: readonly Link[],
  some: readonly Link[],
): Link[] {
  const byRow = new Map(all.map((link) => [link.rowKey, link]))
  const byFormer = new Map(all.map((link) => [link.formerKey, link]))
  const chosen = new Set<Link>()
  const open = [...some]
  for (let link = open.pop(); link; link = open.pop()) {
    if (chosen.has(link)) continue
    chosen.add(link)
    for (const next of [byRow.get(link.formerKey), byFormer.get(link.rowKey)]) if (next) open.push(next)
  }
  return all.filter((link) => chosen.has(link))
}

function chainFrom<Link extends Pick<KeyPair, 'rowKey' | 'formerKey'>>(
  first: Link,
  byRow: ReadonlyMap<string, Link>,
): Link[] {
  const chain: Link[] = []
  for (let link: Link | undefined = first; link; link = byRow.get(link.formerKey)) chain.push(link)
  return chain
}

/** What two of them have in common; blank: nothing that says anything. */
export function signOf({ slug, title }: Pick<Named, 'slug' | 'title'>, by: Sign): string {
  return (by === 'address' ? slug : title).normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
}

function groupBySign<One extends Named>(all: readonly One[], by: Sign): Map<string, One[]> {
  return Map.groupBy(
    all.filter((one) => signOf(one, by) !== ''),
    (one) => signOf(one, by),
  )
}

function keysOf(some: readonly Named[]): string[] {
  return some.map(({ rowKey }) => rowKey)
}
