// The last look before something is sent: did the site change since the plan? What changed is not sent but reported.
import type { Problem } from '../api/problem.ts'
import type { Site } from '../connections/site.ts'
import { isGone, type RemoteState } from '../targets/target.ts'
import { accepted } from './accepted.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { storeSnapshots } from './item-findings.ts'
import { type Settlement, settleItems } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'
import { addToRun } from './run-store.ts'

export interface GuardDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix'>
}

/** What the last look found of some items of one action. */
interface Look {
  /** May be sent. */
  allowed: ItemRow[]
  settlements: Settlement[]
  /** What stands in Wix before the change, by row key. */
  states: ReadonlyMap<string, RemoteState>
}

/** Returns the items that may be sent. One read for up to a hundred items of one action. */
export async function guardItems(deps: GuardDeps, items: ItemRow[]): Promise<ItemRow[]> {
  const isNew = items[0]?.action === 'create'
  const { allowed, settlements, states } = await (isNew ? lookAtCreates : lookAtChanges)(deps, items)
  await settleItems(deps.held, settlements)
  const prevented = settlements.filter((one) => one.state === 'accepted').length
  if (prevented > 0) await addToRun(deps.held, { duplicates_prevented: prevented })
  const before = [...states].map(([rowKey, { editedAt, raw }]) => ({ rowKey, editedAt, raw }))
  await storeSnapshots(deps.held, before)
  return allowed
}

/**
 * An address that is taken belongs to someone else, or to a create of ours whose record was lost
 * (a restored backup, a disk that lied): the content's own marks tell.
 */
async function lookAtCreates({ destination, site }: GuardDeps, items: ItemRow[]): Promise<Look> {
  const { target, options } = destination
  const all: Look = { allowed: items, settlements: [], states: new Map() }
  const slugs = items.map((item) => item.slug).filter((slug) => slug !== '')
  if (!target.takenSlugs || slugs.length === 0) return all
  const taken = await target.takenSlugs(site.wix, slugs, options)
  const suspects = items.filter((item) => taken.has(item.slug))
  if (suspects.length === 0) return all
  const outgoing = suspects.map((item) => item.outgoing)
  const found = await target.find(site.wix, outgoing, options)
  const settlements = suspects.map((item): Settlement => {
    const ref = found.get(item.row_key)?.[0]
    if (ref) return accepted(destination, item, { ref })
    const owner = taken.get(item.slug)
    return { rowKey: item.row_key, state: 'held', problem: slugTaken(item.slug, owner?.title ?? '') }
  })
  return { ...all, allowed: items.filter((item) => !taken.has(item.slug)), settlements }
}

async function lookAtChanges({ destination, site }: GuardDeps, items: ItemRow[]): Promise<Look> {
  const ids = items.map((item) => item.remote_id ?? '')
  const read = await destination.target.read(site.wix, ids, 'full', destination.options)
  const states = new Map<string, RemoteState>()
  const settlements: Settlement[] = []
  for (const item of items) {
    const state = read.get(item.remote_id ?? '')
    const problem =
      !state || isGone(state)
        ? goneSincePlan()
        : item.remote_edited_at !== null && state.editedAt !== item.remote_edited_at
          ? editedSincePlan(state.editedAt)
          : null
    if (problem) settlements.push({ rowKey: item.row_key, state: 'held', problem })
    else states.set(item.row_key, state!)
  }
  return { allowed: items.filter((item) => states.has(item.row_key)), settlements, states }
}

function slugTaken(slug: string, title: string): Problem {
  return {
    code: 'slug_taken',
    severity: 'error',
    field: 'slug',
    message: `The address "${slug}" has been taken on the site since the plan${title ? ` by "${title}"` : ''}. It was not sent. Choose another slug, or remove that post in Wix, and plan again.`,
  }
}

function goneSincePlan(): Problem {
  return {
    code: 'gone_since_plan',
    severity: 'warning',
    message: 'It was deleted in Wix after the plan was created, so it was not sent. Plan again to decide.',
  }
}

function editedSincePlan(at: string | null): Problem {
  return {
    code: 'edited_since_plan',
    severity: 'warning',
    // Not every destination has a date for it.
    message: `It was edited in Wix${at && !Number.isNaN(Date.parse(at)) ? ` at ${at}` : ''}, after the plan was created, so it was not sent. Plan again to see both versions.`,
  }
}
