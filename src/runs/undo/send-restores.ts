// One call that puts pages back as they stood before the run that is undone.
import type { Site } from '../../connections/site.ts'
import { isSnapshot, toRestore, wayBackOf } from '../../targets/snapshot.ts'
import { type ItemOutcome, isGone, type RemoteState } from '../../targets/target.ts'
import type { From, RestoreItem } from '../../targets/way-back.ts'
import { outgoingNow } from '../aside.ts'
import type { Destination } from '../held-run.ts'
import type { ItemRow } from '../run-row.ts'

/** Whether a run puts this page back from what was stored of it, and not from what its row makes. */
export function isPutBack({ action, payload }: Pick<ItemRow, 'action' | 'payload'>): boolean {
  return action === 'restore' && isSnapshot(payload)
}

/** One outcome for each. Can be repeated, but for pages that are made again: see `WayBack.restore`. */
export async function sendRestores(
  { destination, site }: { destination: Destination; site: Pick<Site, 'wix'> },
  items: readonly ItemRow[],
): Promise<ItemOutcome[]> {
  const { target, options } = destination
  return wayBackOf(target).restore(
    site.wix,
    items.flatMap((item) => restoreOf(destination, item)),
    options,
  )
}

/** As it goes now; none where its payload is no snapshot. */
export function restoreOf(destination: Destination, item: ItemRow): RestoreItem[] {
  const { payload, ...outgoing } = outgoingNow(destination, item)
  if (!isSnapshot(payload)) return []
  const { found } = outgoing
  const from = found === undefined ? payload.from : fromOf({ exists: true, ...found })
  return [{ ...toRestore({ ...outgoing, payload }, destination.assets), from }]
}

/** Where a look found it. */
export function fromOf(state: Pick<RemoteState, 'exists' | 'status'> | undefined): From {
  if (state?.status === 'trashed') return 'trashed'
  return !state || isGone(state as RemoteState) ? 'gone' : 'there'
}
