// The date of a post, which Wix takes only for a post that is there: the last step of a page that goes live by itself.

import type { Problem } from '../../../api/problem.ts'
import { inBatches } from '../../../batches.ts'
import { type DraftPost, isWixError } from '../../../wix/index.ts'
import type { FinishSteps, ItemOutcome, OutgoingItem, TargetContext } from '../../target.ts'
import { isAsWanted, statusField } from '../../visibility.ts'
import { outcomeOfUnread } from '../errors.ts'
import { sendBatch } from '../send-batch.ts'
import { remoteStatus } from './canonical.ts'
import type { BlogOptions } from './options.ts'
import type { BlogPayload } from './post.ts'
import { draftsById, mostPerQuery } from './read.ts'

type Item = Pick<OutgoingItem<BlogPayload>, 'rowKey' | 'remoteId' | 'visibility'>

/** Wix's limit of a call, and the posts of a call share their date. */
export const mostPerDate = 20

export const blogDates: FinishSteps<BlogOptions, BlogPayload> = {
  // Whether saving a scheduled post keeps its date is documented nowhere, so it is looked at after each save.
  isDue: (_payload, _changedFields, visibility) => visibility?.state === 'dated',
  writesField: (field, visibility) => field === statusField && visibility?.state === 'dated',
  batchSize: mostPerQuery,
  run: datePosts,
}

/** Can be repeated: what has its date, or needs none, is left. One outcome for each, in their order. */
export async function datePosts(ctx: TargetContext, items: Item[]): Promise<ItemOutcome[]> {
  try {
    const drafts = await draftsById(
      ctx,
      items.flatMap(({ remoteId }) => remoteId ?? []),
    )
    const byId = new Map(drafts.map((draft) => [draft.id, draft]))
    return await dateDrafts(ctx, items, byId)
  } catch (error) {
    if (!isWixError(error)) throw error
    return items.map(({ rowKey }) => outcomeOfUnread(error, rowKey))
  }
}

async function dateDrafts(
  ctx: TargetContext,
  items: Item[],
  drafts: ReadonlyMap<string, DraftPost>,
): Promise<ItemOutcome[]> {
  const outcomes = new Map<string, ItemOutcome>()
  const open: { item: Item; rowKey: string; id: string; title: string; at: string }[] = []
  for (const item of items) {
    const { rowKey, visibility } = item
    const draft = drafts.get(item.remoteId ?? '')
    const known = judge(item, draft, ctx.now())
    if (known) outcomes.set(rowKey, known)
    else if (draft?.id && visibility?.state === 'dated')
      open.push({ item, rowKey, id: draft.id, title: draft.title ?? '', at: visibility.at })
  }
  for (const [at, same] of Map.groupBy(open, (one) => new Date(one.at).toISOString()))
    for (const batch of inBatches(same, mostPerDate))
      for (const outcome of await schedule(ctx, batch, at)) outcomes.set(outcome.rowKey, outcome)
  return items.map(({ rowKey }) => outcomes.get(rowKey)!)
}

/** Null: it is to get its date now. */
function judge(
  { rowKey, remoteId, visibility }: Item,
  draft: DraftPost | undefined,
  now: number,
): ItemOutcome | null {
  // Nothing was written, so that an edit of somebody stays one.
  const done: ItemOutcome = {
    rowKey,
    kind: 'accepted',
    ref: { rowKey, remoteId: remoteId ?? '', editedAt: null },
    url: null,
    requestId: null,
  }
  if (visibility?.state !== 'dated') return done
  if (!draft) return rejected(rowKey, gone)
  const status = remoteStatus(draft)
  if (isAsWanted({ status, scheduledFor: draft.scheduledPublishDate ?? null }, visibility, now)) return done
  if (status === 'live') return rejected(rowKey, liveAlready)
  return Date.parse(visibility.at) <= now ? rejected(rowKey, datePassed(visibility.at)) : null
}

function schedule(
  ctx: TargetContext,
  items: { rowKey: string; id: string; title: string }[],
  at: string,
): Promise<ItemOutcome[]> {
  return sendBatch(ctx, {
    write: 'update',
    items,
    listName: 'draftPosts',
    call: (batch, signal) =>
      ctx.client.draftPostDates.bulkSchedule(
        batch.map(({ id, title }) => ({ id, title })),
        at,
        { returnFullEntity: true },
        { signal },
      ),
    accept: ({ rowKey, id }, _id, post, requestId) => ({
      rowKey,
      kind: 'accepted',
      ref: { rowKey, remoteId: id, editedAt: post?.editedDate ?? null },
      url: null,
      requestId: requestId ?? null,
    }),
  })
}

function rejected(rowKey: string, problem: Problem): ItemOutcome {
  return { rowKey, kind: 'rejected', problem, requestId: null }
}

const gone: Problem = {
  code: 'gone_since_plan',
  severity: 'warning',
  message: 'It was deleted in Wix before it had its date. Plan again to decide.',
}

const liveAlready: Problem = {
  code: 'live_already',
  severity: 'warning',
  message: 'It is live in Wix already, published before its date, so that it got none. Plan again to see it.',
}

function datePassed(at: string): Problem {
  return {
    code: 'date_passed',
    severity: 'warning',
    message: `Its date (${new Date(at).toISOString()}) had passed before Wix had it, so it stays a draft. Plan again, or let its schedule give it another one.`,
  }
}
