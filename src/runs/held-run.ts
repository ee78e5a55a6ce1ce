// A run in the hands of a worker.
import type { Lease } from '../connections/lease.ts'
import type { Database } from '../db/types.ts'
import { type AssetIds, type OutgoingItem, pageSeed, type Target } from '../targets/target.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import type { ItemRow, RunRow } from './run-row.ts'

/** The run and the lease without which nothing of it may be written. */
export interface HeldRun {
  database: Database
  lease: Lease
  /** As it was when the worker took it. */
  run: RunRow
}

/** Where its pages go, and all that makes of a payload what is sent and compared. */
export interface Destination {
  target: Target
  options: unknown
  /** Ids of the site's categories, tags and pictures by asset key. */
  assets: AssetIds
  /** The connection may not import pictures, so that pages go without them. */
  withoutImages: boolean
}

/** The run cannot go on until somebody does something. `message` says what. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}

/** What the page of this item should be once it is sent. */
export function visibilityOf(
  { target, options }: Pick<Destination, 'target' | 'options'>,
  { visibility }: Pick<ItemRow, 'visibility'>,
): WantedVisibility {
  return visibility ?? target.visibility(options)
}

export function toOutgoing(
  { held, destination }: { held: HeldRun; destination: Pick<Destination, 'target' | 'options'> },
  item: Pick<ItemRow, 'row_key' | 'action' | 'remote_id' | 'payload' | 'changed_fields' | 'visibility'>,
): OutgoingItem<unknown> {
  return {
    rowKey: item.row_key,
    seed: pageSeed(held.run.project_id, item.row_key),
    remoteId: item.action === 'create' ? null : item.remote_id,
    payload: item.payload,
    visibility: visibilityOf(destination, item),
    changedFields: item.changed_fields,
  }
}
