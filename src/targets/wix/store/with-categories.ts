// A product never leaves before all its categories have an id; pictures may lack one.
import { type AssetIds, assetKey, type ItemOutcome, imageKind, type OutgoingItem } from '../../target.ts'
import { withAssets } from '../with-assets.ts'
import type { StorePayload } from './catalog.ts'
import { needsOf } from './payload.ts'

type Item = OutgoingItem<StorePayload>

/** One outcome for each item, in their order. */
export function withCategories(
  items: Item[],
  assets: AssetIds,
  send: (ready: Item[]) => Promise<ItemOutcome[]>,
): Promise<ItemOutcome[]> {
  const missingOf = ({ payload }: Item) =>
    needsOf(payload).filter((need) => need.kind !== imageKind && !assets.has(assetKey(need)))
  return withAssets(
    items,
    missingOf,
    ({ name }) =>
      `The category "${name}" could not be created in Wix, so the product was not sent. See the run for the reason.`,
    send,
  )
}
