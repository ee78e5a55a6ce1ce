// What the operations of a destination cost in requests: the contract of a target's `costs`, and how to write one.
import type { FieldChange } from '../api/plan.ts'
import type { WantedVisibility } from './visibility.ts'

/** Requests, where Wix answers each and nobody writes at the same time. */
export interface Calls {
  reads: number
  writes: number
}

/** What one page adds to the calls it travels in: all that `OperationCosts` needs to know of it. Small, and JSON. */
export interface PageLoad {
  /** Summed over the pages of a call: info sections, links, pictures. */
  counts: Record<string, number>
  /** One write for each different one among the pages of a call: categories that pages are put into together. */
  groups: string[]
}

export type Moment = 'before' | 'after'

export type ChangedField = Pick<FieldChange, 'field' | 'before' | 'after'>

/**
 * How many requests one use of each method makes for these pages, as many as the run gives it at once. Pure. Without
 * retries: what Wix refuses, loses or shows late costs more.
 */
export interface OperationCosts<Options, Payload> {
  /**
   * @param changes null: the page is created, or is removed and was last sent so. None: all fields are sent.
   * @param assets ids as far as the site has them, by which `changes` names things too
   * @param visibility what the page should be afterwards
   */
  loadOf(
    payload: Payload,
    changes: readonly ChangedField[] | null,
    assets: ReadonlyMap<string, string>,
    visibility: WantedVisibility,
  ): PageLoad
  /** Absent where the target has no facts. */
  facts?(options: Options): Calls
  /** One `createAssets` of so many of a kind, with the looks until they are ready. */
  assets(kind: string, count: number): Calls
  /** One `assetNames` of so many of a kind. Absent where the target has none. */
  names?(kind: string, count: number): Calls
  /** Absent where the target has no `takenSlugs`; for addresses that are free. */
  takenSlugs?(count: number, options: Options): Calls
  /**
   * Before their changes are sent or after that, in full but for those that count as `light`, which are read apart.
   * `gone`: how many are no longer there.
   */
  read(there: readonly PageLoad[], gone: number, options: Options, moment: Moment): Calls
  create(pages: readonly PageLoad[], options: Options): Calls
  update(pages: readonly PageLoad[], options: Options): Calls
  /** One `finish.run`. Absent where the target has no last steps. */
  finish?(pages: readonly PageLoad[], options: Options): Calls
  remove(pages: readonly PageLoad[], options: Options): Calls
}

export const noCalls: Calls = { reads: 0, writes: 0 }

export function addCalls(...all: readonly Calls[]): Calls {
  return all.reduce(
    (sum, one) => ({ reads: sum.reads + one.reads, writes: sum.writes + one.writes }),
    noCalls,
  )
}

/** Calls for `count` things of which one takes `size`. */
export function callsFor(count: number, size: number): number {
  return Math.ceil(count / size)
}

/** How often `name` is counted over these pages. */
export function countOf(pages: readonly PageLoad[], name: string): number {
  return pages.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0)
}

/** Those of which the state alone is read, and those that are read in full. */
export function byDepth(pages: readonly PageLoad[]): { light: PageLoad[]; full: PageLoad[] } {
  const { light = [], full = [] } = Object.groupBy(pages, ({ counts }) =>
    counts['light'] ? 'light' : 'full',
  )
  return { light, full }
}

export function distinctGroups(pages: readonly PageLoad[]): number {
  return new Set(pages.flatMap(({ groups }) => groups)).size
}
