// What is recorded of a page that Wix certainly has, however that became known.
import { imageKind, type RemoteRef } from '../targets/target.ts'
import type { Destination } from './held-run.ts'
import type { Settlement } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'

export function accepted(
  { target, assets, withoutImages }: Destination,
  item: ItemRow,
  known: { ref: RemoteRef; url?: string | null; requestId?: string | null },
): Settlement {
  if (item.action === 'remove') return { rowKey: item.row_key, state: 'accepted', ...known, status: 'live' }
  const changed = item.action === 'create' ? null : item.changed_fields
  return {
    rowKey: item.row_key,
    state: 'accepted',
    ...known,
    status: target.payloadFields(item.payload, assets)['status'] === 'draft' ? 'draft' : 'live',
    lacksImages: withoutImages && target.needs(item.payload).some((need) => need.kind === imageKind),
    isUnfinished: target.finish?.isDue(item.payload, changed) ?? false,
  }
}
