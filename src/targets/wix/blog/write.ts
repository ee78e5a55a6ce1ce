// Creating, changing and removing posts, twenty (a hundred for removals) to a call.
import { type DraftPost, type DraftPostAction, type DraftPostInput, isWixError } from '../../../wix/index.ts'
import type { AssetIds, ItemOutcome, OutgoingItem, RemoteRef, TargetContext } from '../../target.ts'
import { isLive, statusField } from '../../visibility.ts'
import { outcomeOfError } from '../errors.ts'
import { sendBatch } from '../send-batch.ts'
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
  return withNames(items, assets, async (ready) => {
    const outcomes: ItemOutcome[] = []
    for (const [publish, group] of Map.groupBy(ready, ({ visibility }) => isLive(visibility)))
      outcomes.push(
        ...(await sendBatch(ctx, {
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
        })),
      )
    return outcomes
  })
}

/** Which key of a draft post holds which of our fields; what the post should be has none, it is an action. */
const wireKeys: Record<string, keyof BlogWire> = {
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
  return withNames(items, assets, async (ready) => {
    const settings = await readSeoSettings(ctx, ready).catch((error: unknown) => {
      if (!isWixError(error)) throw error
      return error
    })
    // Nothing was sent yet.
    if (settings instanceof Error)
      return ready.map((item) => {
        const outcome = outcomeOfError(settings, item.rowKey, 'update')
        return outcome.kind === 'in_doubt' || outcome.kind === 'rejected'
          ? { rowKey: item.rowKey, kind: 'wait' as const, ms: settings.retryAfterMs ?? 5_000 }
          : outcome
      })
    const outcomes: ItemOutcome[] = []
    for (const [action, group] of Map.groupBy(ready, actionOf))
      outcomes.push(...(await sendUpdates(ctx, group, action, settings, assets)))
    return outcomes
  })
}

/** A live post taken back to the drafts needs its own action. */
function actionOf({ visibility, changedFields }: Item): DraftPostAction {
  if (isLive(visibility)) return 'UPDATE_PUBLISH'
  const isTakenBack = visibility?.state === 'draft' && changedFields.includes(statusField)
  return isTakenBack ? 'UPDATE_REVERT_TO_DRAFT' : 'UPDATE'
}

function sendUpdates(
  ctx: TargetContext,
  items: Item[],
  action: DraftPostAction,
  seoSettings: Map<string, SeoSettings>,
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  return sendBatch(ctx, {
    write: 'update',
    items,
    listName: 'draftPosts',
    call: (batch, signal) =>
      ctx.client.draftPosts.bulkUpdate(
        batch.map((item) => toChange(item, seoSettings, assets)),
        { action, returnFullEntity: true, fieldsets: ['URL'] },
        { signal },
      ),
    accept: (item, id, post, requestId) => accepted(item.rowKey, id, post, requestId),
  })
}

function toChange(item: Item, seoSettings: Map<string, SeoSettings>, assets: AssetIds) {
  const id = item.remoteId ?? ''
  const wire = toWire(item.payload, assets)
  const fields = item.changedFields.length > 0 ? item.changedFields : Object.keys(wireKeys)
  const keys = fields.flatMap((field) => wireKeys[field] ?? []).filter((key) => key in wire)
  const changed: DraftPostInput = Object.fromEntries(keys.map((key) => [key, wire[key]]))
  const settings = seoSettings.get(id)
  if (changed.seoData && settings) changed.seoData = { ...changed.seoData, settings }
  // A mask must name something: the id changes nothing when only the status does.
  return { draftPost: { ...changed, id }, fieldMask: keys.length > 0 ? keys : ['id'] }
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

function accepted(
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
    ({ payload }) => missingAssets(payload, assets),
    ({ kind, name }) =>
      `The ${kind} "${name}" could not be created in Wix, so the page was not sent. See the run for the reason.`,
    send,
  )
}
