// The last look before something is sent: did the site change since the plan? What changed is not sent but reported.
import type { Problem } from '../api/problem.ts'
import { isGone } from '../targets/target.ts'
import { accepted } from './accepted.ts'
import { type Settlement, settleItems, storeSnapshots } from './ledger.ts'
import { addToRun, type RunContext, toOutgoing } from './run-context.ts'
import type { ItemRow } from './run-row.ts'

/** Returns the items that may be sent. One read for up to a hundred items of one action. */
export async function guardItems(context: RunContext, items: ItemRow[]): Promise<ItemRow[]> {
  return items[0]?.action === 'create' ? guardCreates(context, items) : guardChanges(context, items)
}

/**
 * An address that is taken belongs to somebody else, or to a create of ours whose record was lost
 * (a restored backup, a disk that lied): the content's own marks tell.
 */
async function guardCreates(context: RunContext, items: ItemRow[]): Promise<ItemRow[]> {
  if (!context.target.takenSlugs) return items
  const slugs = items.map((item) => item.slug).filter((slug) => slug !== '')
  if (slugs.length === 0) return items
  const taken = await context.target.takenSlugs(context.wix, slugs, context.options)
  const suspects = items.filter((item) => taken.has(item.slug))
  if (suspects.length === 0) return items

  const outgoing = suspects.map((item) => toOutgoing(context, item))
  const found = await context.target.find(context.wix, outgoing, context.options)
  const settlements = suspects.map((item): Settlement => {
    const ref = found.get(item.row_key)?.[0]
    if (ref) return accepted(context, item, { ref })
    const owner = taken.get(item.slug)
    return { rowKey: item.row_key, state: 'held', problem: slugTaken(item.slug, owner?.title ?? '') }
  })
  await settleItems(context.database, context.lease, context.run, settlements)
  const prevented = settlements.filter((one) => one.state === 'accepted').length
  if (prevented > 0) await addToRun(context, 'duplicates_prevented', prevented)
  return items.filter((item) => !taken.has(item.slug))
}

async function guardChanges(context: RunContext, items: ItemRow[]): Promise<ItemRow[]> {
  const ids = items.map((item) => item.remote_id ?? '')
  const states = await context.target.read(context.wix, ids, 'full', context.options)
  const held: Settlement[] = []
  const allowed: ItemRow[] = []
  for (const item of items) {
    const state = states.get(item.remote_id ?? '')
    if (!state || isGone(state)) {
      held.push({ rowKey: item.row_key, state: 'held', problem: goneSincePlan() })
    } else if (item.remote_edited_at !== null && state.editedAt !== item.remote_edited_at) {
      held.push({ rowKey: item.row_key, state: 'held', problem: editedSincePlan(state.editedAt) })
    } else {
      allowed.push(item)
    }
  }
  await settleItems(context.database, context.lease, context.run, held)
  await storeSnapshots(
    context.database,
    context.lease,
    context.run,
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
