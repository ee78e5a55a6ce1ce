// Settles lost answers only by reading, never by sending again first.
import type { Site } from '../connections/site.ts'
import { isGone, type RemoteState } from '../targets/target.ts'
import { withFoundVisibility, withVisibility } from '../targets/visibility.ts'
import { accepted } from './accepted.ts'
import { writeDiary } from './diary.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { recordLook } from './item-findings.ts'
import { type Settlement, settleItems } from './item-ledger.ts'
import { type DoubtRow, pickDoubtful } from './item-picks.ts'
import { addToRun } from './run-store.ts'
import type { Timing } from './timing.ts'

export interface DoubtDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix'>
  timing: Pick<Timing, 'doubtGapMs' | 'doubtLookEveryMs'>
}

/** After so many lost or failed sends of one page it is set aside with its reason. */
const maxAttempts = 4
/**
 * Each death of ours may have cost a page one attempt that never left. Not without end: a page that takes the
 * process down each time must be set aside too.
 */
const mostDeathsForgiven = 10

type Look = { found: true; settlement: Settlement } | { found: false }

/** Looks for the doubtful items that are due. Returns how many were settled. */
export async function settleDoubtful(deps: DoubtDeps): Promise<number> {
  const { held, destination, timing } = deps
  const items = await pickDoubtful(held, timing.doubtGapMs, 100)
  if (items.length === 0) return 0

  const looks =
    items[0]?.action === 'create' ? await lookForCreates(deps, items) : await lookForChanges(deps, items)
  const isRepeatable =
    items[0]?.action === 'create' && destination.target.createsAreRepeatable(destination.options)
  const settlements: Settlement[] = []
  const unseen: { rowKey: string; counts: boolean }[] = []
  let prevented = 0
  for (const item of items) {
    const look = looks.get(item.row_key) ?? { found: false }
    if (look.found) {
      settlements.push(look.settlement)
      if (look.settlement.state === 'accepted' && item.action === 'create') prevented += 1
    } else if (isRepeatable || (item.is_over && item.was_absent)) {
      settlements.push(settleAbsent(item, held.run.restarts))
    } else {
      unseen.push({ rowKey: item.row_key, counts: item.is_over })
    }
  }
  await settleItems(held, settlements)
  await recordLook(held, unseen, timing.doubtLookEveryMs)
  if (prevented > 0) {
    await addToRun(held, { duplicates_prevented: prevented })
    await writeDiary(
      held.database,
      held.run.id,
      'found',
      `${prevented} pages whose answer was lost had arrived; they were not sent again.`,
    )
  }
  return settlements.length
}

async function lookForCreates(
  { destination, site }: DoubtDeps,
  items: DoubtRow[],
): Promise<Map<string, Look>> {
  const outgoing = items.map((item) => item.outgoing)
  const found = await destination.target.find(site.wix, outgoing, destination.options)
  return new Map(
    items.map((item): [string, Look] => {
      const ref = found.get(item.row_key)?.[0]
      if (!ref) return [item.row_key, { found: false }]
      const settlement = accepted(destination, item, { ref })
      return [item.row_key, { found: true, settlement }]
    }),
  )
}

async function lookForChanges(
  { destination, site }: DoubtDeps,
  items: DoubtRow[],
): Promise<Map<string, Look>> {
  const ids = items.map((item) => item.remote_id ?? '')
  const states = await destination.target.read(site.wix, ids, 'full', destination.options)
  return new Map(
    items.map((item) => {
      const wanted = item.visibility
      const found = withFoundVisibility(states.get(item.remote_id ?? ''), wanted, site.wix.now())
      return [item.row_key, judgeChange(destination, item, found)]
    }),
  )
}

/**
 * An update has arrived when Wix holds what we sent, a removal when the page is gone.
 * @param state with what the page is there among its fields
 */
function judgeChange(destination: Destination, item: DoubtRow, state: RemoteState | undefined): Look {
  const rowKey = item.row_key
  const isAway = !state || isGone(state)
  const ref = { rowKey, remoteId: item.remote_id ?? '', editedAt: state?.editedAt ?? null }
  if (item.action === 'remove') {
    return isAway ? { found: true, settlement: accepted(destination, item, { ref }) } : { found: false }
  }
  if (isAway) {
    const message = 'It was deleted in Wix while we were updating it. Plan again to decide.'
    return {
      found: true,
      settlement: {
        rowKey,
        state: 'rejected',
        problem: { code: 'gone_since_plan', severity: 'warning', message },
      },
    }
  }
  const { target, assets } = destination
  const ours = withVisibility(target.payloadFields(item.payload, assets), item.visibility)
  const theirs = state.fields ?? {}
  // What the last steps write cannot be there yet, and they are repeated whatever becomes of this call.
  const isOurs = item.changed_fields
    .filter((field) => !target.finish?.isDue(item.payload, [field]))
    .every((field) => theirs[field] === ours[field])
  if (isOurs && (state.editedAt !== item.remote_edited_at || item.changed_fields.length > 0)) {
    return { found: true, settlement: accepted(destination, item, { ref, url: state.url }) }
  }
  if (state.editedAt !== item.remote_edited_at) {
    const message = 'It was edited in Wix while we were updating it. Plan again to see both versions.'
    return {
      found: true,
      settlement: {
        rowKey,
        state: 'rejected',
        problem: { code: 'edited_since_plan', severity: 'warning', message },
      },
    }
  }
  return { found: false }
}

/** What becomes of a page that is certainly not in Wix. Pure. */
export function settleAbsent(item: Pick<DoubtRow, 'row_key' | 'attempts'>, restarts: number): Settlement {
  if (item.attempts < maxAttempts + Math.min(restarts, mostDeathsForgiven))
    return { rowKey: item.row_key, state: 'ready' }
  return {
    rowKey: item.row_key,
    state: 'rejected',
    problem: {
      code: 'never_arrived',
      severity: 'error',
      message: `This page was sent ${item.attempts} times: each time no answer came, and it was not in Wix afterwards. Try it again in a new plan; if it keeps happening, Wix may not accept its content.`,
    },
  }
}
