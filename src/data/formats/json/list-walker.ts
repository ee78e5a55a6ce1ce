// Follows a JSON document down to a list, and tells the values of its records.
import type { RecordHandlers } from '../records/columns.ts'
import type { JsonHandlers } from './json-events.ts'

/** The file itself: its outermost list, or the documents it consists of, one a line. */
export const wholeFile = '$'

/** Keys on the way to a list, as text; a dot within a key has a backslash before it. */
export function joinPath(keys: readonly string[]): string {
  return keys.length === 0 ? wholeFile : keys.map((key) => key.replace(/[\\.]/g, '\\$&')).join('.')
}

interface Level {
  kind: 'object' | 'list'
  /** Of an object, the key whose value is due. */
  key: string
  /** Values it has had, those within them not counted. */
  count: number
}

/** Walks one list, the one at `path`. */
export class ListWalker implements JsonHandlers {
  readonly #path: string
  readonly #handlers: RecordHandlers
  readonly #levels: Level[] = []
  /** How many levels are above the records; null while the walk is elsewhere. */
  #base: number | null
  /** Paths within the record, of the levels from it down. */
  readonly #prefixes: string[] = []

  constructor(path: string, handlers: RecordHandlers) {
    this.#path = path
    this.#handlers = handlers
    this.#base = path === wholeFile ? 0 : null
  }

  key(name: string): void {
    this.#levels.at(-1)!.key = name
  }

  begin(kind: 'object' | 'list'): void {
    const depth = this.#levels.length
    if (kind === 'list' && this.#isList(depth)) this.#base = depth + 1
    else if (this.#isInside()) this.#prefixes.push(this.#pathHere())
    this.#count()
    this.#levels.push({ kind, key: '', count: 0 })
  }

  value(text: string): void {
    const path = this.#isInside() ? this.#pathHere() : null
    this.#count()
    if (path === null) return
    this.#handlers.value(path, text)
    if (this.#levels.length === this.#base) this.#handlers.record()
  }

  end(): void {
    this.#levels.pop()
    const depth = this.#levels.length
    if (this.#isInside()) {
      this.#prefixes.pop()
      if (depth === this.#base) this.#handlers.record()
    } else if (this.#base !== null && depth === this.#base - 1) {
      this.#base = this.#path === wholeFile ? 0 : null
    }
  }

  /** What begins or ends here is a record or a part of one. */
  #isInside(): boolean {
    return this.#base !== null && this.#levels.length >= this.#base
  }

  /** Whether the list that begins here is the one. */
  #isList(depth: number): boolean {
    if (this.#path === wholeFile) return depth === 0
    if (this.#base !== null || depth === 0 || this.#levels.some(({ kind }) => kind === 'list')) return false
    return joinPath(this.#levels.map(({ key }) => key)) === this.#path
  }

  #count(): void {
    const level = this.#levels.at(-1)
    if (level) level.count++
  }

  /** The path, within its record, of what begins here. */
  #pathHere(): string {
    const depth = this.#levels.length
    if (depth === this.#base) return ''
    const level = this.#levels[depth - 1]!
    const prefix = this.#prefixes.at(-1)!
    // A record that is a list itself has numbered columns; what lists further in hold is joined.
    if (level.kind === 'list' && depth - 1 !== this.#base) return prefix
    const step = level.kind === 'list' ? String(level.count + 1) : level.key
    return prefix === '' ? step : `${prefix}.${step}`
  }
}
