// Creating, changing and removing posts, twenty (a hundred for removals) to a call.
import { type DraftPost, type DraftPostAction, type DraftPostInput, isWixError } from '../../../wix/index.ts'
import type { AssetIds, ItemOutcome, OutgoingItem, RemoteRef, TargetContext } from '../../target.ts'
import { isLive, statusField } from '../../visibility.ts'
import { outcomeOfUnread } from '../errors.ts'
import { callDeadlineMs, deadlineFromNow, hasTimeForCall, sendBatch } from '../send-batch.ts'
import { withAssets } from '../with-assets.ts'
import type { BlogOptions } from './options.ts'
import { missingAssets, toWire } from './payload.ts'
import type { BlogPayload, BlogWire } from './post.ts'
import { addressOf, draftsById } from './read.ts'

type Item = OutgoingItem<BlogPayload>
type SeoSettings = NonNullable<NonNullable<DraftPostInput['seoData']>['settings']>

export async function createPosts(
  ctx: TargetContext,
  items: Item[],
  _options: BlogOptions,
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  const deadline = deadlineFromNow()
  return withNames(items, assets, (ready) =>
    inGroups(
      Map.groupBy(ready, ({ visibility }) => isLive(visibility)),
      deadline,
      (publish, group) =>
        sendBatch(
          ctx,
          {
            write: 'create',
            items: group,
            listName: 'draftPosts',
            call: (batch, signal) =>
              ctx.client.draftPosts.bulkCreate(
                batch.map((item) => toWire(item.payload, assets)),
                { publish, returnFullEntity: true, fieldsets: ['URL'] },
                { signal },
              ),
            accept: (item, id, post, requestId) => accepted(item.rowKey, id, post, requestId),
          },
          deadline,
        ),
    ),
  )
}

/**
 * A call for each group, all of them over by the deadline: what arrives after it would count for nothing, and a page
 * would be made twice. A group for which too little time is left comes again in a later batch.
 */
async function inGroups<Key>(
  groups: ReadonlyMap<Key, Item[]>,
  deadline: number,
  send: (key: Key, group: Item[]) => Promise<ItemOutcome[]> | ItemOutcome[],
): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = []
  for (const [key, group] of groups)
    outcomes.push(...(hasTimeForCall(deadline) ? await send(key, group) : group.map(later)))
  return outcomes
}

function later({ rowKey }: Item): ItemOutcome {
  return { rowKey, kind: 'wait', ms: 0 }
}

/** Which key of a draft post holds which of our fields; what the post should be has none, it is an action. */
export const wireKeys: Record<string, keyof BlogWire> = {
  title: 'title',
  slug: 'seoSlug',
  excerpt: 'excerpt',
  body: 'richContent',
  cover: 'media',
  categories: 'categoryIds',
  tags: 'tagIds',
  author: 'memberId',
  language: 'language',
  seo: 'seoData',
}

/** Sends the changed fields alone, by mask, so that everything else in the post stays as it is. */
export async function updatePosts(
  ctx: TargetContext,
  items: Item[],
  _options: BlogOptions,
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  const deadline = deadlineFromNow()
  return withNames(items, assets, async (ready) => {
    const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(callDeadlineMs)])
    const settings = await readSeoSettings({ ...ctx, signal }, ready).catch((error: unknown) => {
      if (!isWixError(error)) throw error
      return error
    })
    if (settings instanceof Error) return ready.map(({ rowKey }) => outcomeOfUnread(settings, rowKey))
    const now = ctx.now()
    return inGroups(
      Map.groupBy(ready, (item) => actionOf(item, now)),
      deadline,
      (action, group) =>
        action === null
          ? group.map(untouched)
          : sendUpdates(ctx, { items: group, action, settings, assets }, deadline),
    )
  })
}

/**
 * A live post taken back to the drafts needs its own action, and so does one that loses its date. Null: the call has
 * nothing to write; a date comes with the last steps.
 */
function actionOf(item: Item, now: number): DraftPostAction | null {
  const { visibility, changedFields, found } = item
  if (isLive(visibility) || isDueLive(item, now)) return 'UPDATE_PUBLISH'
  const isMoved = visibility?.state === 'draft' && changedFields.includes(statusField)
  if (isMoved && found?.status === 'scheduled') return 'UPDATE_CANCEL_SCHEDULE'
  if (isMoved && found?.status !== 'draft') return 'UPDATE_REVERT_TO_DRAFT'
  return isStatusAlone(item) ? null : 'UPDATE'
}

/** Its date has passed, or somebody published it before: visitors would go on seeing the old version of it. */
function isDueLive({ visibility, found }: Item, now: number): boolean {
  return visibility?.state === 'dated' && (found?.status === 'live' || Date.parse(visibility.at) <= now)
}

function untouched({ rowKey, remoteId }: Item): ItemOutcome {
  const ref = { rowKey, remoteId: remoteId ?? '', editedAt: null }
  return { rowKey, kind: 'accepted', ref, url: null, requestId: null }
}

interface Updates {
  items: Item[]
  action: DraftPostAction
  settings: Map<string, SeoSettings>
  assets: AssetIds
}

function sendUpdates(
  ctx: TargetContext,
  { items, action, settings, assets }: Updates,
  deadline: number,
): Promise<ItemOutcome[]> {
  return sendBatch(
    ctx,
    {
      write: 'update',
      items,
      listName: 'draftPosts',
      call: (batch, signal) =>
        ctx.client.draftPosts.bulkUpdate(
          batch.map((item) => toChange(item, settings, assets)),
          { action, returnFullEntity: true, fieldsets: ['URL'] },
          { signal },
        ),
      accept: (item, id, post, requestId) => accepted(item.rowKey, id, post, requestId),
    },
    deadline,
  )
}

function toChange(item: Item, seoSettings: Map<string, SeoSettings>, assets: AssetIds) {
  const id = item.remoteId ?? ''
  if (isStatusAlone(item)) return stateChange(item, id)
  const wire = toWire(item.payload, assets)
  const fields = item.changedFields.length > 0 ? item.changedFields : Object.keys(wireKeys)
  const keys = fields.flatMap((field) => wireKeys[field] ?? []).filter((key) => key in wire)
  const changed: DraftPostInput = Object.fromEntries(keys.map((key) => [key, wire[key]]))
  const settings = seoSettings.get(id)
  if (changed.seoData && settings) changed.seoData = { ...changed.seoData, settings }
  return keys.length > 0 ? { draftPost: { ...changed, id }, fieldMask: keys } : stateChange(item, id)
}

/** A mask must name something; the title as it stands there changes nothing. */
function stateChange({ found }: Item, id: string) {
  const title = found?.title
  return title === undefined
    ? { draftPost: { id }, fieldMask: ['id'] }
    : { draftPost: { id, title }, fieldMask: ['title'] }
}

function isStatusAlone({ changedFields }: Item): boolean {
  return changedFields.length === 1 && changedFields[0] === statusField
}

/** SEO tags are replaced as a whole; keywords and redirect settings beside them are the owner's and are kept. */
async function readSeoSettings(ctx: TargetContext, items: Item[]): Promise<Map<string, SeoSettings>> {
  const ids = items
    .filter((item) => item.changedFields.includes('seo'))
    .flatMap((item) => item.remoteId ?? [])
  const settings = new Map<string, SeoSettings>()
  for (const draft of await draftsById(ctx, ids))
    if (draft.seoData?.settings) settings.set(draft.id, draft.seoData.settings)
  return settings
}

export async function removePosts(ctx: TargetContext, refs: RemoteRef[]): Promise<ItemOutcome[]> {
  return sendBatch(ctx, {
    write: 'remove',
    items: refs,
    listName: 'postIds',
    call: (batch, signal) =>
      ctx.client.draftPosts.bulkRemove(
        batch.map((ref) => ref.remoteId),
        { permanent: false },
        { signal },
      ),
    accept: (ref, _id, _post, requestId) => ({
      rowKey: ref.rowKey,
      kind: 'accepted',
      ref: { ...ref, editedAt: null },
      url: null,
      requestId: requestId ?? null,
    }),
  })
}

export function accepted(
  rowKey: string,
  id: string,
  post: DraftPost | undefined,
  requestId: string | undefined,
): ItemOutcome {
  return {
    rowKey,
    kind: 'accepted',
    ref: { rowKey, remoteId: id, editedAt: post?.editedDate ?? null },
    // The address of a draft is a preview.
    url: post?.status === 'PUBLISHED' ? addressOf(post.url) : null,
    requestId: requestId ?? null,
  }
}

function withNames(
  items: Item[],
  assets: AssetIds,
  send: (ready: Item[]) => Promise<ItemOutcome[]>,
): Promise<ItemOutcome[]> {
  return withAssets(
    items,
    // What changes its state alone sends no names.
    (item) => (isStatusAlone(item) ? [] : missingAssets(item.payload, assets)),
    ({ kind, name }) =>
      `The ${kind} "${name}" could not be created in Wix, so the page was not sent. See the run for the reason.`,
    send,
  )
}
