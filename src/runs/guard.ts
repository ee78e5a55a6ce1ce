// The last look before something is sent: did the site change since the plan? What changed is not sent but reported.
import type { Problem } from '../api/problem.ts'
import type { Site } from '../connections/site.ts'
import { isGone } from '../targets/target.ts'
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

/** Returns the items that may be sent. One read for up to a hundred items of one action. */
export async function guardItems(deps: GuardDeps, items: ItemRow[]): Promise<ItemRow[]> {
  return items[0]?.action === 'create' ? guardCreates(deps, items) : guardChanges(deps, items)
}

/**
 * An address that is taken belongs to somebody else, or to a create of ours whose record was lost
 * (a restored backup, a disk that lied): the content's own marks tell.
 */
async function guardCreates({ held, destination, site }: GuardDeps, items: ItemRow[]): Promise<ItemRow[]> {
  const { target, options } = destination
  if (!target.takenSlugs) return items
  const slugs = items.map((item) => item.slug).filter((slug) => slug !== '')
  if (slugs.length === 0) return items
  const taken = await target.takenSlugs(site.wix, slugs, options)
  const suspects = items.filter((item) => taken.has(item.slug))
  if (suspects.length === 0) return items

  const outgoing = suspects.map((item) => item.outgoing)
  const found = await target.find(site.wix, outgoing, options)
  const settlements = suspects.map((item): Settlement => {
    const ref = found.get(item.row_key)?.[0]
    if (ref) return accepted(destination, item, { ref })
    const owner = taken.get(item.slug)
    return { rowKey: item.row_key, state: 'held', problem: slugTaken(item.slug, owner?.title ?? '') }
  })
  await settleItems(held, settlements)
  const prevented = settlements.filter((one) => one.state === 'accepted').length
  await addToRun(held, { duplicates_prevented: prevented })
  return items.filter((item) => !taken.has(item.slug))
}

async function guardChanges({ held, destination, site }: GuardDeps, items: ItemRow[]): Promise<ItemRow[]> {
  const ids = items.map((item) => item.remote_id ?? '')
  const states = await destination.target.read(site.wix, ids, 'full', destination.options)
  const refused: Settlement[] = []
  const allowed: ItemRow[] = []
  for (const item of items) {
    const state = states.get(item.remote_id ?? '')
    if (!state || isGone(state)) {
      refused.push({ rowKey: item.row_key, state: 'held', problem: goneSincePlan() })
    } else if (item.remote_edited_at !== null && state.editedAt !== item.remote_edited_at) {
      refused.push({ rowKey: item.row_key, state: 'held', problem: editedSincePlan(state.editedAt) })
    } else {
      allowed.push(item)
    }
  }
  await settleItems(held, refused)
  await storeSnapshots(
    held,
    allowed.map((item) => {
      const state = states.get(item.remote_id ?? '')
      return { rowKey: item.row_key, editedAt: state?.editedAt ?? null, raw: state?.raw ?? null }
    }),
  )
  return allowed
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
    message: 'It was deleted in Wix after the plan was made, so it was not sent. Plan again to decide.',
  }
}

function editedSincePlan(at: string | null): Problem {
  return {
    code: 'edited_since_plan',
    severity: 'warning',
    // Not every destination has a date for it.
    message: `Somebody edited it in Wix${at && !Number.isNaN(Date.parse(at)) ? ` at ${at}` : ''}, after the plan was made, so it was not sent. Plan again to see both versions.`,
  }
}
