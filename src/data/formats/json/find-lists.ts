// Which lists a JSON document holds, and which of them is likely meant.

import { longestPath } from '../records/config.ts'
import type { FoundList } from '../records/decisions.ts'
import type { JsonHandlers } from './json-events.ts'
import { joinPath, wholeFile } from './list-walker.ts'

const mostLists = 100

interface List {
  count: number
  /** Of these, objects. */
  objects: number
  depth: number
}

/** Lists within lists belong to the records of the outer one. */
export class ListFinder implements JsonHandlers {
  readonly #lists = new Map<string, List>()
  readonly #keys: string[] = []
  #level = 0
  #documents = 0
  /** The list that is being walked, and the level it stands on. */
  #list: List | null = null
  #listLevel = 0

  key(name: string): void {
    this.#keys[this.#level - 1] = name
  }

  begin(kind: 'object' | 'list'): void {
    this.#count(kind === 'object')
    if (!this.#list && kind === 'list') this.#enter()
    this.#level++
  }

  value(): void {
    this.#count(false)
  }

  end(): void {
    this.#level--
    if (this.#list && this.#level === this.#listLevel) this.#list = null
  }

  #count(isObject: boolean): void {
    if (this.#level === 0) this.#documents++
    if (!this.#list || this.#level !== this.#listLevel + 1) return
    this.#list.count++
    if (isObject) this.#list.objects++
  }

  #enter(): void {
    const path = joinPath(this.#keys.slice(0, this.#level))
    const list = this.#lists.get(path) ?? { count: 0, objects: 0, depth: this.#level }
    if (this.#lists.size < mostLists && path.length <= longestPath) this.#lists.set(path, list)
    this.#list = list
    this.#listLevel = this.#level
  }

  /** A list of objects was met, so that what follows can hardly be a better one. */
  get isFound(): boolean {
    return this.#documents > 1 || [...this.#lists.values()].some(({ objects }) => objects > 0)
  }

  /** The likeliest first: several documents behind each other, else lists of objects, the longest. */
  get lists(): FoundList[] {
    const ranked = [...this.#lists]
      .map(([path, list]) => ({ path, ...list }))
      .toSorted(
        (a, b) => Number(b.objects > 0) - Number(a.objects > 0) || b.count - a.count || a.depth - b.depth,
      )
    const whole = { path: wholeFile, count: this.#documents }
    if (this.#documents > 1) return [whole, ...ranked.filter(({ path }) => path !== wholeFile)]
    if (ranked.some(({ path }) => path === wholeFile)) return ranked
    return ranked[0] && ranked[0].objects > 0 ? [...ranked, whole] : [whole, ...ranked]
  }
}
