// Calls that take pages off the site and bring them back, as the destination has them.
import type { Site } from '../connections/site.ts'
import type { ItemOutcome, OutgoingItem } from '../targets/target.ts'
import { downHow, statusField } from '../targets/visibility.ts'
import { placeOf } from '../targets/way-back.ts'
import { outgoingNow } from './aside.ts'
import type { Destination } from './held-run.ts'
import type { ItemRow } from './run-row.ts'

interface CallDeps {
  destination: Destination
  site: Pick<Site, 'wix'>
}

/** Items of one way down. */
export async function callTakeDown(
  { destination, site }: CallDeps,
  items: ItemRow[],
): Promise<ItemOutcome[]> {
  const { target, options } = destination
  const asked = items.map(({ row_key: rowKey, remote_id: remoteId, visibility, outgoing: { found } }) => ({
    rowKey,
    remoteId: remoteId ?? '',
    how: downHow(visibility) ?? ('draft' as const),
    ...(found && { found }),
  }))
  return wayBackOf(target).takeDown(site.wix, asked, options)
}

/** Items of one place, with what their rows make of them today: changed there, taken out of the trash first, or made again. */
export async function callBringBack(
  { destination, site }: CallDeps,
  items: ItemRow[],
): Promise<ItemOutcome[]> {
  const { target, options, assets } = destination
  const outgoing = items.map((item) => outgoingNow(destination, item))
  const from = placeOf(outgoing[0]?.found)
  if (from === 'gone')
    return target.create(
      site.wix,
      outgoing.map((item) => ({ ...item, remoteId: null })),
      options,
      assets,
    )
  const shown = await show({ destination, site }, outgoing)
  const open = outgoing.flatMap((item, at) => (shown[at]?.kind === 'accepted' ? stillToSend(item) : []))
  if (open.length === 0) return shown
  const sent = await target.update(site.wix, open, options, assets)
  const byKey = new Map(sent.map((outcome) => [outcome.rowKey, outcome]))
  // Where no outcome came of the second call, nobody knows what became of it.
  const isOpen = new Set(open.map(({ rowKey }) => rowKey))
  return shown.flatMap((outcome) =>
    isOpen.has(outcome.rowKey) ? (byKey.get(outcome.rowKey) ?? []) : outcome,
  )
}

/** Out of the trash, and visible again where a destination says that apart from the content. Others are as they are. */
async function show(
  { destination: { target, options }, site }: CallDeps,
  outgoing: OutgoingItem<unknown>[],
): Promise<ItemOutcome[]> {
  const from = placeOf(outgoing[0]?.found)
  if (from === 'there' && outgoing[0]?.visibility !== null) return outgoing.map(unsent)
  const asked = outgoing.map(({ rowKey, seed, remoteId }) => ({
    rowKey,
    seed,
    remoteId: remoteId ?? '',
    snapshot: null,
    changedFields: [],
    from,
    visibility: { state: 'live' as const },
  }))
  return wayBackOf(target).restore(site.wix, asked, options)
}

function unsent({ rowKey, remoteId }: OutgoingItem<unknown>): ItemOutcome {
  const ref = { rowKey, remoteId: remoteId ?? '', editedAt: null }
  return { rowKey, kind: 'accepted', ref, url: null, requestId: null }
}

/** Where the state is no part of an update, it has been changed before. */
function stillToSend(item: OutgoingItem<unknown>): OutgoingItem<unknown>[] {
  if (item.visibility !== null || item.changedFields.length === 0) return [item]
  const changedFields = item.changedFields.filter((field) => field !== statusField)
  return changedFields.length > 0 ? [{ ...item, changedFields }] : []
}

function wayBackOf(target: Destination['target']) {
  if (!target.wayBack) throw new Error(`${target.id} cannot take pages down`)
  return target.wayBack
}
