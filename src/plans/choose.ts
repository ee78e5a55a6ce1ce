// What of some items of a plan a run takes: those that go, with whatever frees the address they get. Pure.
import type { PlanItemFate } from '../api/plan-actions.ts'

export interface Choosable {
  rowKey: string
  fate: PlanItemFate
  /** The row whose page has the address now; null: nobody of the project has it. */
  addressOf: string | null
}

/** An item whose page has an address that another is to get. */
export interface Holder extends Choosable {
  /** Another run took it, so that this one neither can nor has to. */
  isTaken: boolean
}

export interface Chosen<Item> {
  chosen: Item[]
  /** They do not go as things are decided. */
  waiting: Item[]
  /** Their address belongs to a page that cannot go. */
  leftOut: Item[]
  /** Keys of holders that come along and are not among those chosen here. */
  brought: string[]
}

/**
 * @param items in the order of the plan
 * @param holders of the addresses that they get, of those these get, and so on
 * @param room how many may be chosen; what is brought along does not count
 */
export function choose<Item extends Choosable>(
  items: readonly Item[],
  holders: ReadonlyMap<string, Holder>,
  room: number,
): Chosen<Item> {
  const found: Chosen<Item> = { chosen: [], waiting: [], leftOut: [], brought: [] }
  const isFree = freedBy(holders)
  for (const item of items) {
    if (item.fate === 'waits' || item.fate === 'stays') found.waiting.push(item)
    else if (item.addressOf !== null && !isFree(item.addressOf)) found.leftOut.push(item)
    else if (found.chosen.length < room) found.chosen.push(item)
  }
  const own = new Set(found.chosen.map(({ rowKey }) => rowKey))
  const brought = new Set<string>()
  for (const { addressOf } of found.chosen)
    for (const key of chainOf(addressOf, holders, brought)) brought.add(key)
  found.brought = [...brought].filter((key) => !own.has(key))
  return found
}

/** Whether the page of a row gives its address up: it goes, and so does whoever holds what it gets in turn. */
function freedBy(holders: ReadonlyMap<string, Holder>): (rowKey: string) => boolean {
  const known = new Map<string, boolean>()
  return (rowKey) => {
    const path = new Set<string>()
    let at: string | null = rowKey
    let isFree = true
    while (at !== null && !path.has(at)) {
      const told = known.get(at)
      const holder = holders.get(at)
      if (told !== undefined || holder?.isTaken) {
        isFree = told ?? true
        break
      }
      path.add(at)
      isFree = holder?.fate === 'goes'
      if (!isFree || !holder) break
      at = holder.addressOf
    }
    for (const key of path) known.set(key, isFree)
    return isFree
  }
}

function* chainOf(
  first: string | null,
  holders: ReadonlyMap<string, Holder>,
  seen: ReadonlySet<string>,
): Generator<string> {
  for (let at = first; at !== null && !seen.has(at); ) {
    const holder = holders.get(at)
    if (!holder || holder.isTaken) return
    yield at
    at = holder.addressOf
  }
}
