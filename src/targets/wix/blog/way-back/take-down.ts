// Posts off the site: back to the drafts, twenty to a call, or into Wix's trash, a hundred.
import type { DownHow } from '../../../../api/take-down.ts'
import { type DraftPost, isWixError, type WixError } from '../../../../wix/index.ts'
import type { ItemOutcome, TargetContext } from '../../../target.ts'
import type { TakeDownItem, TakeDownWay } from '../../../way-back.ts'
import { outcomeOfUnread } from '../../errors.ts'
import { sendBatch } from '../../send-batch.ts'
import { remoteStatus } from '../canonical.ts'
import { draftsById, mostPerQuery } from '../read.ts'
import { accepted, removePosts } from '../write.ts'
import { mostPerUpdate } from './restore.ts'

export const takeDownWays: TakeDownWay[] = [
  {
    how: 'draft',
    title: 'Back to drafts',
    note: 'Visitors no longer see the posts. They keep their ID, address, text, comments and likes, and can be published again as they are.',
    isFinal: false,
  },
  {
    how: 'trash',
    title: "Into Wix's trash",
    note: 'The posts leave the blog and its drafts. Wix keeps them in its trash for a time that it does not name, and gives them back without their likes, comments and views.',
    isFinal: false,
  },
]

export function takeDownBatch(how: DownHow): number {
  return how === 'draft' ? mostPerUpdate : mostPerQuery
}

export async function takeDown(ctx: TargetContext, items: TakeDownItem[]): Promise<ItemOutcome[]> {
  const isDraft = items[0]?.how === 'draft'
  if (!isDraft) return removePosts(ctx, items.map(refOf))
  const drafts = await draftsOf(ctx, items)
  if (drafts instanceof Error) return items.map(({ rowKey }) => outcomeOfUnread(drafts, rowKey))
  const outcomes = new Map<string, ItemOutcome>()
  for (const [status, group] of Map.groupBy(items, (item) => drafts.get(item.remoteId)?.status ?? 'gone'))
    for (const outcome of await toDrafts(ctx, status, group, drafts)) outcomes.set(outcome.rowKey, outcome)
  return items.map(({ rowKey }) => outcomes.get(rowKey)!)
}

/** What is no longer there, or a draft already, is off the site. */
async function toDrafts(
  ctx: TargetContext,
  status: Seen['status'],
  items: TakeDownItem[],
  drafts: ReadonlyMap<string, Seen>,
): Promise<ItemOutcome[]> {
  if (status !== 'live' && status !== 'scheduled')
    return items.map((item) => ({
      rowKey: item.rowKey,
      kind: 'accepted',
      ref: refOf(item),
      url: null,
      requestId: null,
    }))
  const { bulkRevertToDraft, bulkCancelSchedule } = ctx.client.draftPostDates
  const change = status === 'live' ? bulkRevertToDraft : bulkCancelSchedule
  return sendBatch<TakeDownItem, DraftPost>(ctx, {
    write: 'update',
    items,
    listName: 'draftPosts',
    call: (batch, signal) =>
      change(
        batch.map(({ remoteId }) => ({ id: remoteId, title: drafts.get(remoteId)?.title ?? '' })),
        { returnFullEntity: true },
        { signal },
      ),
    accept: (item, id, post, requestId) => accepted(item.rowKey, id, post, requestId),
  })
}

interface Seen {
  status: ReturnType<typeof remoteStatus> | 'gone'
  title: string
}

/** As a look just before found them, else as they are now. An error: nothing was sent yet. */
async function draftsOf(ctx: TargetContext, items: TakeDownItem[]): Promise<Map<string, Seen> | WixError> {
  const seen = new Map<string, Seen>()
  for (const { remoteId, found } of items)
    if (found && found.title !== undefined && found.title !== null)
      seen.set(remoteId, { status: found.status, title: found.title })
  const unseen = items.flatMap(({ remoteId }) => (seen.has(remoteId) ? [] : [remoteId]))
  try {
    for (const draft of await draftsById(ctx, unseen))
      seen.set(draft.id, { status: remoteStatus(draft), title: draft.title ?? '' })
    return seen
  } catch (error) {
    if (isWixError(error)) return error
    throw error
  }
}

function refOf({ rowKey, remoteId }: TakeDownItem) {
  return { rowKey, remoteId, editedAt: null }
}
