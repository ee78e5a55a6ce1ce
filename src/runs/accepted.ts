// What is recorded of a page that Wix certainly has, however that became known.
import { imageKind, type RemoteRef } from '../targets/target.ts'
import { statusField, withVisibility } from '../targets/visibility.ts'
import type { Destination } from './held-run.ts'
import type { Settlement } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'

export function accepted(
  destination: Destination,
  item: ItemRow,
  known: { ref: RemoteRef; url?: string | null; requestId?: string | null },
): Settlement {
  const { target, assets, withoutImages } = destination
  if (item.action === 'remove') return { rowKey: item.row_key, state: 'accepted', ...known, status: 'live' }
  const changed = item.action === 'create' ? null : item.changed_fields
  const { visibility } = item
  const sent = withVisibility(target.payloadFields(item.payload, assets), visibility)
  return {
    rowKey: item.row_key,
    state: 'accepted',
    ...known,
    status: (sent[statusField] ?? 'live') === 'live' ? 'live' : 'draft',
    visibility,
    lacksImages: withoutImages && target.needs(item.payload).some((need) => need.kind === imageKind),
    isUnfinished: target.finish?.isDue(item.payload, changed) ?? false,
  }
}
