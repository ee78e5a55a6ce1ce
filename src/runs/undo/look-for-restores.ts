// Settles lost answers of pages that are put back: by reading what is there, and by looking for those made again.
import type { Site } from '../../connections/site.ts'
import { isSnapshot, wayBackOf } from '../../targets/snapshot.ts'
import type { RemoteRef, RemoteState } from '../../targets/target.ts'
import { withFoundVisibility } from '../../targets/visibility.ts'
import { accepted, assetsOf, fieldsWith } from '../as-sent.ts'
import { isSteppingAside } from '../aside.ts'
import type { Destination } from '../held-run.ts'
import type { Look } from '../look.ts'
import type { ItemRow } from '../run-row.ts'
import { fromOf, restoreOf } from './send-restores.ts'

interface LookDeps {
  destination: Destination
  site: Pick<Site, 'wix'>
}

/** Whether sending it once more can make nothing twice: it is there, or in the trash. */
export function isRepeatable({ action, payload }: Pick<ItemRow, 'action' | 'payload'>): boolean {
  return action === 'restore' && isSnapshot(payload) && payload.from !== 'gone'
}

/** What is not as it should be is put back once more. */
export async function lookForPutBacks(
  { destination, site }: LookDeps,
  items: readonly ItemRow[],
): Promise<Map<string, Look>> {
  const { target, options } = destination
  const ids = items.map((item) => item.remote_id ?? '')
  const states = await target.read(site.wix, ids, 'full', options)
  const absent = items.filter(
    (item) => fromOf(states.get(item.remote_id ?? '')) === 'gone' && !isRepeatable(item),
  )
  const made =
    absent.length === 0
      ? new Map<string, RemoteRef[]>()
      : await wayBackOf(target).findRestored(
          site.wix,
          absent.flatMap((item) => restoreOf(destination, item)),
          options,
        )
  return new Map(
    items.map((item): [string, Look] => {
      const rowKey = item.row_key
      const [ref] = made.get(rowKey) ?? []
      if (ref) return [rowKey, { found: true, settlement: accepted(destination, item, { ref }) }]
      const state = withFoundVisibility(states.get(item.remote_id ?? ''), item.visibility, site.wix.now())
      if (!state || fromOf(state) !== 'there' || !isAsSent(destination, item, state))
        return [rowKey, { found: false }]
      const found = { rowKey, remoteId: state.remoteId, editedAt: state.editedAt }
      const settlement = accepted(destination, item, { ref: found, url: state.url })
      return [rowKey, { found: true, settlement }]
    }),
  )
}

/** To a page that comes back Wix may have given an address with a suffix: that is told when it is read back. */
function isAsSent(destination: Destination, item: ItemRow, state: RemoteState): boolean {
  if (isSteppingAside(item)) return state.slug === item.aside
  const ours = fieldsWith(destination.target, item, assetsOf(item, destination.assets))
  const cameBack = isSnapshot(item.payload) && item.payload.from !== 'there'
  return Object.keys(ours).every(
    (field) => (cameBack && field === 'slug') || (state.fields?.[field] ?? '') === (ours[field] ?? ''),
  )
}
