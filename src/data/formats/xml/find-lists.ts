// Which elements of an XML document repeat, and which of them are likely the records.
import { longestPath } from '../records/config.ts'
import type { FoundList } from '../records/decisions.ts'
import type { XmlHandlers } from '../xml-events.ts'

const mostLists = 100

/** What everybody agrees on: by its root, the path of the records. */
const known = new Map([
  ['rss', 'rss/channel/item'],
  ['rdf:RDF', 'rdf:RDF/item'],
  ['feed', 'feed/entry'],
  ['urlset', 'urlset/url'],
  ['sitemapindex', 'sitemapindex/sitemap'],
])

interface Element {
  count: number
  /** The most of them within one parent. */
  together: number
  /** With attributes or elements of their own. */
  hasParts: boolean
  depth: number
}

interface Level {
  path: string
  children: Map<string, number>
}

export class RepeatFinder implements XmlHandlers {
  readonly #elements = new Map<string, Element>()
  readonly #levels: Level[] = []
  #root = ''

  open(name: string, attributes: Record<string, string>): void {
    const parent = this.#levels.at(-1)
    const path = parent ? `${parent.path}/${name}` : name
    this.#root ||= name
    const element = this.#elements.get(path) ?? {
      count: 0,
      together: 0,
      hasParts: false,
      depth: this.#levels.length,
    }
    element.count++
    if (Object.keys(attributes).length > 0) element.hasParts = true
    if (this.#elements.size < 10 * mostLists && path.length <= longestPath) this.#elements.set(path, element)
    if (parent) {
      const together = (parent.children.get(name) ?? 0) + 1
      parent.children.set(name, together)
      element.together = Math.max(element.together, together)
      const above = this.#elements.get(parent.path)
      if (above) above.hasParts = true
    }
    this.#levels.push({ path, children: new Map() })
  }

  text(): void {}

  close(): void {
    this.#levels.pop()
  }

  /** The root, by its name. */
  get root(): string {
    return this.#root
  }

  get isFound(): boolean {
    return this.#knownPath !== null || [...this.#elements.values()].some(({ together }) => together > 1)
  }

  get #knownPath(): string | null {
    const path = known.get(this.#root)
    return path !== undefined && this.#elements.has(path) ? path : null
  }

  /** The likeliest first: what its kind of document calls so, else what stands together in the greatest number. */
  get lists(): FoundList[] {
    const repeated = [...this.#elements]
      .filter(([, { together }]) => together > 1)
      .toSorted(
        ([, a], [, b]) =>
          Number(b.hasParts) - Number(a.hasParts) || b.together - a.together || a.depth - b.depth,
      )
      .slice(0, mostLists)
      .map(([path, { count }]) => ({ path, count }))
    const first = this.#knownPath ?? repeated[0]?.path ?? this.#onlyRecord()
    const count = this.#elements.get(first)?.count ?? 0
    return [{ path: first, count }, ...repeated.filter(({ path }) => path !== first)]
  }

  /** Where nothing repeats: the first element with parts below the root, or the root. */
  #onlyRecord(): string {
    const below = [...this.#elements].find(([, { depth, hasParts }]) => depth === 1 && hasParts)
    return below?.[0] ?? this.#root
  }
}
