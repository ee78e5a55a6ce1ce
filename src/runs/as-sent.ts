// A page as it was sent: the ids it went with, its fields, what it lacks, and what is recorded of it once Wix
// certainly has it. What the site calls its categories and pictures may change between a page's sending and its
// reading back: another plan looked them up, somebody renamed or deleted one, the process died. Pure.
import type { NamedId } from '../connections/asset-ledger.ts'
import {
  type AssetIds,
  type AssetNeed,
  assetKey,
  imageKind,
  isWrittenLater,
  type RemoteRef,
  type RemoteState,
  type Target,
} from '../targets/target.ts'
import { statusField, withVisibility } from '../targets/visibility.ts'
import { isSteppingAside } from './aside.ts'
import type { Destination } from './held-run.ts'
import type { Settlement } from './item-ledger.ts'
import type { ItemRow, SentIds } from './run-row.ts'

/** What it goes with, given what is known of the site. */
export function idsFor(target: Pick<Target, 'needs'>, payload: unknown, assets: AssetIds): SentIds {
  if (payload === null || payload === undefined) return {}
  return Object.fromEntries(
    target.needs(payload).flatMap((need): [string, string][] => {
      const id = assets.get(assetKey(need))
      return id === undefined ? [] : [[assetKey(need), id]]
    }),
  )
}

/** Those of a page that was not recorded so (by an earlier version, or found on the site) are the ones known now. */
export function assetsOf({ sent_ids }: Pick<ItemRow, 'sent_ids'>, assets: AssetIds): AssetIds {
  return sent_ids === null ? assets : new Map(Object.entries(sent_ids))
}

/** Its fields with these ids, and what it is to be among them, as the site holds them: some as somebody left them. */
export function fieldsWith(
  target: Pick<Target, 'payloadFields'>,
  { payload, visibility, kept }: Pick<ItemRow, 'payload' | 'visibility' | 'kept'>,
  ids: AssetIds,
): Record<string, string> {
  return { ...withVisibility(target.payloadFields(payload, ids), visibility), ...kept }
}

/** What the call itself writes: the last steps come later, and are repeated whatever becomes of it. */
export function writtenFields({ target }: Destination, item: ItemRow): string[] {
  return item.changed_fields.filter((field) => !isWrittenLater(target.finish, item, field))
}

/** Pictures that the page went without, because the connection may not import them. */
export function missingImages(
  { target, assets, withoutImages }: Pick<Destination, 'target' | 'assets' | 'withoutImages'>,
  item: Pick<ItemRow, 'payload' | 'sent_ids'>,
): AssetNeed[] {
  if (!withoutImages && item.sent_ids === null) return []
  const had = assetsOf(item, assets)
  return target.needs(item.payload).filter((need) => need.kind === imageKind && !had.has(assetKey(need)))
}

/** What is recorded of a page that Wix certainly has, however that became known. */
export function accepted(
  destination: Destination,
  item: ItemRow,
  known: { ref: RemoteRef; url?: string | null; requestId?: string | null },
): Settlement {
  const { target } = destination
  if (item.action === 'remove') return { rowKey: item.row_key, state: 'accepted', ...known, status: 'live' }
  if (item.action === 'take_down') return takenDown(item, known)
  // Only the address it waits under: it is still to be sent.
  if (isSteppingAside(item))
    return { rowKey: item.row_key, state: 'ready', ...known, isNoAttempt: true, steppedTo: item.aside }
  const changed = isSentWhole(item) ? null : item.changed_fields
  const had = assetsOf(item, destination.assets)
  const status = fieldsWith(target, item, had)[statusField] ?? 'live'
  return {
    rowKey: item.row_key,
    state: 'accepted',
    ...known,
    status: status === 'live' ? 'live' : 'draft',
    visibility: item.visibility,
    sentWith: namesAmong(target, item, had),
    lacksImages: missingImages(destination, item).length > 0,
    isUnfinished: target.finish?.isDue(item.payload, changed, item.visibility) ?? false,
  }
}

/** Nothing of it changes but what it is on the site. */
function takenDown(
  { row_key: rowKey, remote_edited_at: seenAt, visibility }: ItemRow,
  { ref, ...known }: Parameters<typeof accepted>[2],
): Settlement {
  // What stood in it was not what we know of it, so that the next look has to read it.
  const editedAt = seenAt === null ? null : ref.editedAt
  return { rowKey, state: 'accepted', ...known, ref: { ...ref, editedAt }, visibility }
}

/** But its pictures: which copy of a file it shows is all the same. */
function namesAmong(
  target: Pick<Target, 'needs'>,
  { payload }: Pick<ItemRow, 'payload'>,
  had: AssetIds,
): NamedId[] {
  return target.needs(payload).flatMap((need): NamedId[] => {
    const id = had.get(assetKey(need))
    return need.kind === imageKind || id === undefined ? [] : [{ need, id }]
  })
}

/** All of it is new to the site: a page that is created, or that comes back from where nothing of it was left. */
export function isSentWhole({ action, changed_fields }: Pick<ItemRow, 'action' | 'changed_fields'>): boolean {
  return action === 'create' || (action === 'restore' && changed_fields.length === 0)
}

/** Nothing of it changes but what it is on the site. */
export function isStateAlone({ changed_fields }: Pick<ItemRow, 'changed_fields'>): boolean {
  return changed_fields.length > 0 && changed_fields.every((field) => field === statusField)
}

/** Rows whose page this run has sent before: what Wix holds of them may be our own doing. */
export function sentBefore(items: readonly Pick<ItemRow, 'row_key' | 'call_id'>[]): string[] {
  return items.filter((item) => item.call_id !== null).map((item) => item.row_key)
}

/**
 * A change that takes several calls may go half through: what Wix holds then was edited, but by us. Whether of the
 * fields that we change some are as we sent them and the others still as they were before.
 * @param state with what the page is there among its fields
 * @param before its fields before this run changed them; absent where that is not known
 */
export function isHalfDone(
  destination: Destination,
  item: ItemRow,
  state: RemoteState,
  before: Record<string, string> | undefined,
): boolean {
  const isChange = item.action === 'update' || item.action === 'restore'
  if (!isChange || item.call_id === null || !before) return false
  const ours = fieldsWith(destination.target, item, assetsOf(item, destination.assets))
  const theirs = state.fields ?? {}
  const written = writtenFields(destination, item)
  const isOurs = (field: string) => text(theirs[field]) === text(ours[field])
  const rest = written.filter((field) => !isOurs(field))
  return (
    rest.length < written.length &&
    rest.every((field) => field === statusField || text(theirs[field]) === text(before[field]))
  )
}

/** What is not there is blank. */
function text(field: string | undefined): string {
  return field ?? ''
}
