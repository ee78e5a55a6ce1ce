// Settles lost answers only by reading, never by sending again first.
import type { Site } from '../connections/site.ts'
import { readRemoteFields } from '../pages/read-ledger.ts'
import { isGone, isWrittenLater, type RemoteState } from '../targets/target.ts'
import { isAsWanted, withFoundVisibility } from '../targets/visibility.ts'
import { placeOf } from '../targets/way-back.ts'
import {
  accepted,
  assetsOf,
  fieldsWith,
  isHalfDone,
  isSentWhole,
  isStateAlone,
  sentBefore,
  writtenFields,
} from './as-sent.ts'
import { isSteppingAside } from './aside.ts'
import type { Circuit } from './circuit.ts'
import { writeDiary } from './diary.ts'
import { readDates } from './guard-dates.ts'
import { readForTakeDown } from './guard-way-back.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { recordLook } from './item-findings.ts'
import { type Settlement, settleItems } from './item-ledger.ts'
import { type DoubtRow, pickDoubtful } from './item-picks.ts'
import type { Look } from './look.ts'
import { addToRun } from './run-store.ts'
import { settleAbsent } from './settle-absent.ts'
import type { Timing } from './timing.ts'
import { isRepeatable, lookForPutBacks } from './undo/look-for-restores.ts'
import { isPutBack } from './undo/send-restores.ts'

export interface DoubtDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix'>
  circuit: Pick<Circuit, 'historyOf'>
  timing: Pick<Timing, 'doubtGapMs' | 'doubtLookEveryMs'>
}

/** Looks for the doubtful items that are due. Returns how many were settled. */
export async function settleDoubtful(deps: DoubtDeps): Promise<number> {
  const { held, destination, circuit, timing } = deps
  const items = await pickDoubtful(held, timing.doubtGapMs, 100)
  if (items.length === 0) return 0

  const looks = await lookFor(deps, items)
  const createsAreRepeatable =
    items[0]?.action === 'create' && destination.target.createsAreRepeatable(destination.options)
  const settlements: Settlement[] = []
  const unseen: { rowKey: string; counts: boolean }[] = []
  let prevented = 0
  for (const item of items) {
    const look = looks.get(item.row_key) ?? { found: false }
    if (look.found) {
      settlements.push(look.settlement)
      if (look.settlement.state === 'accepted' && item.action === 'create') prevented += 1
    } else if (createsAreRepeatable || isRepeatable(item) || (item.is_over && item.was_absent)) {
      settlements.push(settleAbsent(item, held.run.restarts, circuit.historyOf(item.row_key)))
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

function lookFor(deps: DoubtDeps, items: DoubtRow[]): Promise<Map<string, Look>> {
  if (items[0] && isPutBack(items[0])) return lookForPutBacks(deps, items)
  switch (items[0]?.action) {
    case 'create':
      return lookForCreates(deps, items)
    case 'take_down':
      return lookForTakeDowns(deps, items)
    case 'restore':
      return lookForRestores(deps, items)
    default:
      return lookForChanges(deps, items)
  }
}

async function lookForTakeDowns(deps: DoubtDeps, items: DoubtRow[]): Promise<Map<string, Look>> {
  const states = await readForTakeDown(deps, items)
  return new Map(
    items.map((item): [string, Look] => {
      const state = states.get(item.remote_id ?? '')
      const isThere = item.visibility !== null && state !== undefined
      if (isThere && !isAsWanted(state, item.visibility!, deps.site.wix.now()))
        return [item.row_key, { found: false }]
      // Nobody knows whether somebody wrote into it since.
      const ref = { rowKey: item.row_key, remoteId: item.remote_id ?? '', editedAt: null }
      return [item.row_key, { found: true, settlement: accepted(deps.destination, item, { ref }) }]
    }),
  )
}

/** One that was made again has another id, and is looked for like a create. One half-way back goes on from there. */
async function lookForRestores(deps: DoubtDeps, items: DoubtRow[]): Promise<Map<string, Look>> {
  const states = await readInFull(deps, items)
  const changes = await judgeChanges(deps, items, states)
  const gone = items.filter(
    (item) => isSentWhole(item) && placeOf(states.get(item.remote_id ?? '')) === 'gone',
  )
  return gone.length === 0 ? changes : new Map([...changes, ...(await lookForCreates(deps, gone))])
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
  { held, destination, site }: DoubtDeps,
  items: DoubtRow[],
): Promise<Map<string, Look>> {
  if (held.isOfDates) return lookForDates({ destination, site }, items)
  return judgeChanges({ held, destination, site }, items, await readInFull({ destination, site }, items))
}

async function readInFull(
  { destination: { target, options }, site }: Pick<DoubtDeps, 'destination' | 'site'>,
  items: readonly DoubtRow[],
): Promise<ReadonlyMap<string, RemoteState>> {
  const ids = items.map((item) => item.remote_id ?? '')
  return target.read(site.wix, ids, 'full', options)
}

async function judgeChanges(
  { held, destination, site }: Pick<DoubtDeps, 'held' | 'destination' | 'site'>,
  items: DoubtRow[],
  states: ReadonlyMap<string, RemoteState>,
): Promise<Map<string, Look>> {
  const before = await readRemoteFields(held.database, held.run.project_id, sentBefore(items))
  return new Map(
    items.map((item) => {
      const wanted = item.visibility
      const found = withFoundVisibility(states.get(item.remote_id ?? ''), wanted, site.wix.now())
      return [item.row_key, judgeChange(destination, item, found, before.get(item.row_key))]
    }),
  )
}

/** A call of dates writes nothing but the state; the date itself comes with the last steps, which look for themselves. */
async function lookForDates(
  { destination, site }: Pick<DoubtDeps, 'destination' | 'site'>,
  items: DoubtRow[],
): Promise<Map<string, Look>> {
  const states = await readDates({ destination, site }, items)
  return new Map(
    items.map((item): [string, Look] => {
      const { row_key: rowKey } = item
      const remoteId = item.remote_id ?? ''
      const isThere = item.visibility?.state === 'dated' || states.get(remoteId)?.status === 'draft'
      if (!isThere) return [rowKey, { found: false }]
      const ref = { rowKey, remoteId, editedAt: null }
      return [rowKey, { found: true, settlement: accepted(destination, item, { ref }) }]
    }),
  )
}

/**
 * An update has arrived when Wix holds what we sent, a removal when the page is gone.
 * @param state with what the page is there among its fields
 */
function judgeChange(
  destination: Destination,
  item: DoubtRow,
  state: RemoteState | undefined,
  before: Record<string, string> | undefined,
): Look {
  const rowKey = item.row_key
  const isAway = !state || isGone(state)
  const ref = { rowKey, remoteId: item.remote_id ?? '', editedAt: state?.editedAt ?? null }
  if (item.action === 'remove') {
    return isAway ? { found: true, settlement: accepted(destination, item, { ref }) } : { found: false }
  }
  if (isAway && item.action === 'restore') return { found: false }
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
  if (isSteppingAside(item) && state.slug === item.aside)
    return { found: true, settlement: accepted(destination, item, { ref }) }
  const ours = fieldsWith(destination.target, item, assetsOf(item, destination.assets))
  const theirs = state.fields ?? {}
  // What the last steps write cannot be there yet, and they are repeated whatever becomes of this call.
  const isOurs =
    !isSteppingAside(item) &&
    fieldsOwed(destination, item, ours).every((field) => theirs[field] === ours[field])
  if (item.action === 'restore' && (isSentWhole(item) || isStateAlone(item)))
    return isOurs
      ? { found: true, settlement: accepted(destination, item, { ref, url: state.url }) }
      : { found: false }
  if (isOurs && (state.editedAt !== item.remote_edited_at || item.changed_fields.length > 0)) {
    return { found: true, settlement: accepted(destination, item, { ref, url: state.url }) }
  }
  if (state.editedAt !== item.remote_edited_at && !isHalfDone(destination, item, state, before)) {
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

/** What the call itself writes. */
function fieldsOwed(destination: Destination, item: DoubtRow, ours: Record<string, string>): string[] {
  if (!isSentWhole(item)) return writtenFields(destination, item)
  return Object.keys(ours).filter((field) => !isWrittenLater(destination.target.finish, item, field))
}
