// Items off the site: among the drafts, where the collection has some, or deleted.
import type { DownHow } from '../../../../api/take-down.ts'
import { dataLimits, isWixError } from '../../../../wix/index.ts'
import type { ItemOutcome, OutgoingItem, TargetContext } from '../../../target.ts'
import { statusField } from '../../../visibility.ts'
import type { TakeDownItem, TakeDownWay } from '../../../way-back.ts'
import { goneProblem } from '../../errors.ts'
import type { CmsFacts } from '../collection-facts.ts'
import { unread } from '../errors.ts'
import { factsOf } from '../facts.ts'
import { cmsFinish } from '../finish.ts'
import type { CmsOptions } from '../options.ts'
import type { CmsPayload } from '../payload.ts'
import { removeItems, updateItems } from '../write.ts'
import { emptyPayload } from './snapshot.ts'

/** Wix has a call for each, of which so many end within the time of one write. */
const mostMoves = 20

const toDrafts: TakeDownWay = {
  how: 'draft',
  title: 'Back to drafts',
  note: 'Visitors no longer see the items. They stay in the CMS with their ID and all their fields, and can be published again as they are.',
  isFinal: false,
}

function deletion({ drafts }: CmsFacts): TakeDownWay {
  const beside = drafts.kind === 'items' ? ' Drafts that somebody keeps beside them go too.' : ''
  return {
    how: 'deleted',
    title: 'Delete',
    note: `Wix CMS has no trash. We keep what is in them and can make them again with the same ID, but created on that day.${beside} Other items that link to them lose those links.`,
    isFinal: true,
  }
}

export function takeDowns(options: CmsOptions): TakeDownWay[] {
  const facts = factsOf(options)
  return facts.drafts.kind === 'none' ? [deletion(facts)] : [toDrafts, deletion(facts)]
}

export function takeDownBatch(how: DownHow, options: CmsOptions): number {
  const isMoved = how === 'draft' && factsOf(options).drafts.kind === 'items'
  return isMoved ? mostMoves : dataLimits.safeBulkItems
}

export async function takeDown(
  ctx: TargetContext,
  items: TakeDownItem[],
  options: CmsOptions,
): Promise<ItemOutcome[]> {
  const refs = items.map(({ rowKey, remoteId }) => ({ rowKey, remoteId, editedAt: null }))
  if (items[0]?.how !== 'draft') return removeItems(ctx, refs, options)
  const facts = factsOf(options)
  const told = new Map<string, ItemOutcome>()
  const isDown = ({ found }: TakeDownItem) => found !== undefined && found.status !== 'live'
  for (const item of items.filter(isDown)) told.set(item.rowKey, down(item))
  const open = items.filter((item) => !isDown(item))
  const outcomes =
    facts.drafts.kind === 'items'
      ? await moveToDrafts(ctx, open, facts, options)
      : await updateItems(ctx, open.map(draftOf(facts)), options, new Map())
  for (const [place, outcome] of outcomes.entries())
    told.set(open[place]!.rowKey, isGone(outcome) ? down(open[place]!) : outcome)
  return items.map(({ rowKey }) => told.get(rowKey)!)
}

/** A draft that somebody keeps beside a live item is their work, and would be written over. */
async function moveToDrafts(
  ctx: TargetContext,
  items: TakeDownItem[],
  facts: CmsFacts,
  options: CmsOptions,
): Promise<ItemOutcome[]> {
  const kept = await draftsBeside(
    ctx,
    facts,
    items.map(({ remoteId }) => remoteId),
  ).catch((error: unknown) => {
    if (isWixError(error)) return error
    throw error
  })
  if (kept instanceof Error) return items.map(({ rowKey }) => unread(kept, rowKey))
  const free = items.filter(({ remoteId }) => !kept.has(remoteId))
  const moved = await cmsFinish.run(ctx, free.map(draftOf(facts)), options, new Map())
  const outcomes = new Map(moved.map((outcome) => [outcome.rowKey, outcome]))
  return items.map(({ rowKey }) => outcomes.get(rowKey) ?? hasDraftBeside(rowKey))
}

/** Ids of live items that have a draft too. */
async function draftsBeside(ctx: TargetContext, facts: CmsFacts, ids: string[]): Promise<Set<string>> {
  if (facts.drafts.kind !== 'items') return new Set()
  const reading = { fields: ['_id'], consistentRead: true }
  const { dataItems } = ctx.client
  const drafts = await dataItems.getMany(facts.drafts.draftsCollectionId, ids, reading, {
    signal: ctx.signal,
  })
  if (drafts.length === 0) return new Set()
  const both = drafts.map(({ id }) => id)
  const live = await dataItems.getMany(facts.collectionId, both, reading, { signal: ctx.signal })
  return new Set(live.map(({ id }) => id))
}

function draftOf(facts: CmsFacts) {
  return ({ rowKey, remoteId }: TakeDownItem): OutgoingItem<CmsPayload> => ({
    ...{ rowKey, remoteId, seed: '' },
    payload: emptyPayload(remoteId, facts),
    visibility: { state: 'draft' },
    changedFields: [statusField],
  })
}

function isGone(outcome: ItemOutcome): boolean {
  return outcome.kind === 'rejected' && outcome.problem === goneProblem
}

function down({ rowKey, remoteId }: TakeDownItem): ItemOutcome {
  return { rowKey, kind: 'accepted', ref: { rowKey, remoteId, editedAt: null }, url: null, requestId: null }
}

function hasDraftBeside(rowKey: string): ItemOutcome {
  return {
    rowKey,
    kind: 'rejected',
    problem: {
      code: 'draft_beside',
      severity: 'warning',
      message:
        'Somebody keeps a draft beside this live item, which would be written over, so it was left on the site. Publish or discard that draft in the CMS, then plan again.',
    },
    requestId: null,
  }
}
