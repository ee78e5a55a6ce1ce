// Posts as they stood in their snapshots again: changed, out of the trash, or made again. Each step can be repeated.

import { inBatches } from '../../../../batches.ts'
import {
  type DraftPost,
  type DraftPostAction,
  type DraftPostInput,
  isWixError,
} from '../../../../wix/index.ts'
import { inOneGo } from '../../../in-one-go.ts'
import type { ItemOutcome, RemoteRef, TargetContext } from '../../../target.ts'
import { isLive } from '../../../visibility.ts'
import type { RestoreItem, RestoreShape } from '../../../way-back.ts'
import { authorProblem, outcomeOfError, outcomeOfUnread } from '../../errors.ts'
import { callDeadlineMs, sendBatch } from '../../send-batch.ts'
import { remoteStatus } from '../canonical.ts'
import { findPosts } from '../find.ts'
import { draftsById, mostPerQuery } from '../read.ts'
import { accepted } from '../write.ts'
import { type Draft, partOf, type Step, stepsOf, toChange, unpublishedFields } from './restore-steps.ts'
import {
  type BlogSnapshot,
  liveContent,
  newestContent,
  payloadOf,
  readSnapshot,
  wasLive,
  wholeContent,
} from './snapshot.ts'

/** Wix's limit of a call that changes posts. */
export const mostPerUpdate = 20
/** Calls for one post each that are under way at once. */
const lanes = 4

export async function restorePosts(given: TargetContext, items: RestoreItem[]): Promise<ItemOutcome[]> {
  const signal = AbortSignal.any([given.signal, AbortSignal.timeout(callDeadlineMs)])
  const ctx = { ...given, signal }
  const outcomes = new Map<string, ItemOutcome>()
  const note = (told: ItemOutcome[]) => {
    for (const outcome of told) outcomes.set(outcome.rowKey, outcome)
  }
  const gone = items.filter(({ from }) => from === 'gone')
  note(await makeAgain(ctx, gone))
  const others = items.filter(({ from }) => from !== 'gone')
  const found = await readPlaces(ctx, others).catch((error: unknown) => {
    if (!isWixError(error)) throw error
    note(others.map(({ rowKey }) => outcomeOfUnread(error, rowKey)))
    return null
  })
  if (found) {
    const { drafts, failed } = await takeOutOfTrash(ctx, others, found)
    note(failed)
    const there = others.filter(({ rowKey }) => !outcomes.has(rowKey))
    note(await inOneGo(() => putBack(ctx, there, drafts)))
  }
  return items.map(({ rowKey }) => outcomes.get(rowKey)!)
}

interface Places {
  /** Those that are not in the trash. */
  drafts: Map<string, Draft>
  trashed: Set<string>
}

async function readPlaces(ctx: TargetContext, items: RestoreItem[]): Promise<Places> {
  const ids = items.map(({ remoteId }) => remoteId)
  const drafts = new Map((await draftsById(ctx, ids)).map((draft) => [draft.id, draft]))
  for (const [id, draft] of drafts) if (remoteStatus(draft) === 'trashed') drafts.delete(id)
  const trashed = items.flatMap(({ from, remoteId }) =>
    from === 'trashed' && !drafts.has(remoteId) ? [remoteId] : [],
  )
  if (trashed.length === 0) return { drafts, trashed: new Set() }
  const trash = await ctx.client.draftPosts.listTrash(
    { draftPostIds: trashed, paging: { limit: mostPerQuery } },
    { signal: ctx.signal },
  )
  return { drafts, trashed: new Set(trash.items.map(({ id }) => id)) }
}

/** Wix has a call for each. `drafts`: all that are there afterwards. */
async function takeOutOfTrash(
  ctx: TargetContext,
  items: RestoreItem[],
  { drafts, trashed }: Places,
): Promise<{ drafts: ReadonlyMap<string, Draft>; failed: ItemOutcome[] }> {
  const failed: ItemOutcome[] = []
  for (const { rowKey, remoteId } of items)
    if (!drafts.has(remoteId) && !trashed.has(remoteId)) failed.push(goneSince(rowKey))
  const there = new Map(drafts)
  for (const batch of inBatches(
    items.filter(({ remoteId }) => trashed.has(remoteId)),
    lanes,
  ))
    await Promise.all(
      batch.map(async ({ rowKey, remoteId }) => {
        try {
          const draft = await ctx.client.draftPosts.restoreTrashed(remoteId, { signal: ctx.signal })
          there.set(remoteId, draft)
        } catch (error) {
          if (!isWixError(error)) throw error
          failed.push(outcomeOfError(error, rowKey, 'update'))
        }
      }),
    )
  return { drafts: there, failed }
}

function goneSince(rowKey: string): ItemOutcome {
  return {
    rowKey,
    kind: 'rejected',
    problem: {
      code: 'gone_since_plan',
      severity: 'warning',
      message: 'It was deleted in Wix after the plan was created. Plan again to put it back from there.',
    },
    requestId: null,
  }
}

/** Those that were live while somebody had unpublished changes get both versions back, one after the other. */
async function putBack(
  ctx: TargetContext,
  items: RestoreItem[],
  drafts: ReadonlyMap<string, Draft>,
): Promise<ItemOutcome[]> {
  const outcomes = new Map<string, ItemOutcome>()
  const now = ctx.now()
  const first: Step[] = []
  const then: Step[] = []
  for (const item of items) {
    const draft = drafts.get(item.remoteId)!
    const steps = stepsOf(item, draft, now)
    const [step] = steps
    // Where nothing was written an edit of somebody stays one.
    const written = item.from === 'trashed' ? draft : undefined
    if (step) first.push(step)
    else outcomes.set(item.rowKey, accepted(item.rowKey, item.remoteId, written, undefined))
    then.push(...steps.slice(1))
  }
  for (const steps of [first, then])
    for (const [action, group] of Map.groupBy(steps, (step) => step.action)) {
      const open = group.filter(({ rowKey }) => (outcomes.get(rowKey)?.kind ?? 'accepted') === 'accepted')
      for (const outcome of await send(ctx, open, action, drafts)) outcomes.set(outcome.rowKey, outcome)
    }
  return items.map(({ rowKey }) => outcomes.get(rowKey)!)
}

function send(
  ctx: TargetContext,
  steps: Step[],
  action: DraftPostAction,
  drafts: ReadonlyMap<string, Draft>,
): Promise<ItemOutcome[]> {
  return byAuthor(steps, (some) =>
    sendBatch<Step, DraftPost>(ctx, {
      write: 'update',
      items: some,
      listName: 'draftPosts',
      call: (batch, signal) =>
        ctx.client.draftPosts.bulkUpdate(
          batch.map(({ id, content }) => toChange(id, content, drafts.get(id))),
          { action, returnFullEntity: true, fieldsets: ['URL'] },
          { signal },
        ),
      accept: ({ rowKey }, id, post, requestId) => accepted(rowKey, id, post, requestId),
    }),
  )
}

/**
 * Authors of snapshots are many and may have left, where a project has one for all its pages: a refused one keeps back
 * its own posts alone. Wix refuses the whole call for it, and so has applied nothing.
 */
async function byAuthor<Item extends { rowKey: string }>(
  items: Item[],
  sendSome: (items: Item[]) => Promise<ItemOutcome[]>,
): Promise<ItemOutcome[]> {
  const outcomes = await sendSome(items)
  const isRefused = (outcome: ItemOutcome) =>
    outcome.kind === 'stop' && outcome.problem.code === authorProblem.code
  if (!outcomes.some(isRefused)) return outcomes
  if (items.length > 1) {
    const alone: ItemOutcome[] = []
    for (const item of items) alone.push(...(await byAuthor([item], sendSome)))
    return alone
  }
  return items.map(({ rowKey }) => ({ rowKey, kind: 'rejected', problem: authorLeft, requestId: null }))
}

const authorLeft = {
  code: 'author_left',
  severity: 'error' as const,
  field: 'author',
  message:
    'Its author of then is no member of the site any more, so Wix does not take the post as it was. Put back the other parts of it, or give the person an account again.',
}

/** Of a post that was made again: whether it was live while somebody had unpublished changes. */
export function hasUnpublishedVersion({ snapshot, from, visibility }: RestoreShape): boolean {
  const read = readSnapshot(snapshot)
  return from === 'gone' && read !== null && liveContent(read) !== null && (!visibility || isLive(visibility))
}

/** Those changes, once the live version of the post is there again. Can be repeated. */
export async function saveUnpublished(ctx: TargetContext, items: RestoreItem[]): Promise<ItemOutcome[]> {
  try {
    const drafts = await draftsById(
      ctx,
      items.map(({ remoteId }) => remoteId),
    )
    const steps = items.map(({ rowKey, remoteId: id, snapshot }): Step => {
      const read = readSnapshot(snapshot)!
      return { rowKey, id, content: partOf(newestContent(read), unpublishedFields(read)), action: 'UPDATE' }
    })
    const outcomes: ItemOutcome[] = []
    for (const batch of inBatches(steps, mostPerUpdate))
      outcomes.push(...(await send(ctx, batch, 'UPDATE', new Map(drafts.map((draft) => [draft.id, draft])))))
    return outcomes
  } catch (error) {
    if (!isWixError(error)) throw error
    return items.map(({ rowKey }) => outcomeOfUnread(error, rowKey))
  }
}

/** Under a new id. */
async function makeAgain(ctx: TargetContext, items: RestoreItem[]): Promise<ItemOutcome[]> {
  const outcomes = new Map<string, ItemOutcome>()
  const ready: { rowKey: string; item: RestoreItem; snapshot: BlogSnapshot; whole: DraftPostInput }[] = []
  for (const item of items) {
    const snapshot = readSnapshot(item.snapshot)
    if (snapshot) ready.push({ rowKey: item.rowKey, item, snapshot, whole: wholeContent(snapshot) })
    else outcomes.set(item.rowKey, goneSince(item.rowKey))
  }
  const isPublished = ({ item, snapshot }: (typeof ready)[number]) =>
    item.visibility === null ? wasLive(snapshot) : isLive(item.visibility)
  for (const [publish, group] of Map.groupBy(ready, isPublished)) {
    const made = await byAuthor(group, (some) =>
      sendBatch<(typeof ready)[number], DraftPost>(ctx, {
        write: 'create',
        items: some,
        listName: 'draftPosts',
        call: (batch, signal) =>
          ctx.client.draftPosts.bulkCreate(
            batch.map(({ whole }) => whole),
            { publish, returnFullEntity: true, fieldsets: ['URL'] },
            { signal },
          ),
        accept: ({ rowKey }, id, post, requestId) => accepted(rowKey, id, post, requestId),
      }),
    )
    for (const outcome of made) outcomes.set(outcome.rowKey, outcome)
  }
  return items.map(({ rowKey }) => outcomes.get(rowKey)!)
}

export function findRestored(ctx: TargetContext, items: RestoreItem[]): Promise<Map<string, RemoteRef[]>> {
  const outgoing = items.flatMap(({ rowKey, seed, snapshot, visibility }) => {
    const read = readSnapshot(snapshot)
    return read
      ? [{ rowKey, seed, remoteId: null, payload: payloadOf(read), visibility, changedFields: [] }]
      : []
  })
  return findPosts(ctx, outgoing)
}
