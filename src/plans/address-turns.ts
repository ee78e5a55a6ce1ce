// Pages of one project that take each other's addresses: who goes first, who makes way, and who cannot go. Pure.
//
// A page that has a free address to go to, or is removed, goes first. All others of a chain or a circle go second, after
// those whose own address is wanted as well have stepped aside: two turns, however long the chain.
import type { PlanAction } from '../api/plan.ts'

export interface AddressRow {
  rowKey: string
  slug: string
  action: PlanAction
  /** Null for what is created. */
  remoteId: string | null
}

/** Whose page has the address that a row needs. */
export interface Owner {
  remoteId: string
  title: string
}

export interface Turn {
  rowKey: string
  /** The row whose page has the address now. */
  addressOf: string
  /** The address becomes free only when pages without a row are removed. */
  needsRemoval: boolean
  /** Its own address is wanted too. */
  stepsAside: boolean
}

export interface Turns {
  /** Rows that go second. */
  turns: Turn[]
  /** Rows whose address nobody gives up, and who has it. */
  blocked: Map<string, Owner>
}

/**
 * @param rows all of the plan that have an address, pages to be removed among them
 * @param taken by row key, who has the address that the row is to get
 * @param held rows that do not go for other reasons
 */
export function takeTurns(
  rows: readonly AddressRow[],
  taken: ReadonlyMap<string, Owner>,
  held: ReadonlySet<string>,
): Turns {
  const byRemoteId = new Map(rows.flatMap((row) => (row.remoteId === null ? [] : [[row.remoteId, row]])))
  const slugs = new Map(rows.map(({ rowKey, slug }) => [rowKey, slug]))
  const holders = new Map<string, AddressRow>()
  const blocked = new Map<string, Owner>()
  for (const [rowKey, owner] of taken) {
    const holder = byRemoteId.get(owner.remoteId)
    if (holder && gives(holder, slugs.get(rowKey)) && !held.has(holder.rowKey)) holders.set(rowKey, holder)
    else blocked.set(rowKey, owner)
  }
  blockFollowers(holders, taken, blocked)
  const wanted = new Set([...holders.values()].map(({ rowKey }) => rowKey))
  const turns = [...holders].map(([rowKey, holder]) => ({
    rowKey,
    addressOf: holder.rowKey,
    needsRemoval: endsAtRemoval(rowKey, holders),
    stepsAside: wanted.has(rowKey),
  }))
  return { turns, blocked }
}

/** One that is put back under the address that is wanted keeps it. */
function gives({ action, slug }: AddressRow, wanted: string | undefined): boolean {
  if (action === 'restore') return slug !== wanted
  return action === 'move' || action === 'remove' || action === 'take_down'
}

/** Whoever waits for a page that cannot go cannot go either. */
function blockFollowers(
  holders: Map<string, AddressRow>,
  taken: ReadonlyMap<string, Owner>,
  blocked: Map<string, Owner>,
): void {
  const followers = Map.groupBy(holders, ([, holder]) => holder.rowKey)
  const open = [...blocked.keys()]
  for (let rowKey = open.pop(); rowKey !== undefined; rowKey = open.pop()) {
    for (const [follower] of followers.get(rowKey) ?? []) {
      if (!holders.delete(follower)) continue
      blocked.set(follower, taken.get(follower)!)
      open.push(follower)
    }
  }
}

function endsAtRemoval(rowKey: string, holders: ReadonlyMap<string, AddressRow>): boolean {
  const seen = new Set<string>()
  let holder = holders.get(rowKey)
  while (holder && !seen.has(holder.rowKey)) {
    if (holder.action === 'remove') return true
    seen.add(holder.rowKey)
    holder = holders.get(holder.rowKey)
  }
  return false
}
