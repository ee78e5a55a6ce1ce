// Items as they stood in their snapshots again: changed, or made again under the id that they had.
import type { ItemOutcome, OutgoingItem, RemoteRef, TargetContext } from '../../../target.ts'
import { isWrittenLater } from '../../../target.ts'
import { statusField } from '../../../visibility.ts'
import type { FinishRestore, RestoreItem, RestoreShape } from '../../../way-back.ts'
import type { CmsFacts } from '../collection-facts.ts'
import { factsOf } from '../facts.ts'
import { cmsFinish } from '../finish.ts'
import type { CmsOptions } from '../options.ts'
import type { CmsPayload } from '../payload.ts'
import { findItems } from '../read.ts'
import { createItems, updateItems } from '../write.ts'
import { emptyPayload, type PutBack, putBackOf, readSnapshot } from './snapshot.ts'

/** A restore as a page that is sent. Null: the snapshot cannot be put back. */
export function asSent(
  item: RestoreShape & Partial<Pick<RestoreItem, 'rowKey' | 'seed' | 'remoteId'>>,
  facts: CmsFacts,
): (PutBack & { outgoing: OutgoingItem<CmsPayload>; isNothing: boolean }) | null {
  const { snapshot, from, visibility, rowKey = '', seed = '', remoteId = '' } = item
  const whole = readSnapshot(snapshot, facts)
  if (!whole && snapshot !== null) return null
  const made = whole
    ? putBackOf(whole, facts, from)
    : { payload: emptyPayload(remoteId, facts), assets: new Map<string, string>() }
  const named = whole ? item.changedFields : []
  const isAll = named === null || from === 'gone'
  const changedFields = isAll ? [] : [...named, ...(visibility === null ? [] : [statusField])]
  return {
    ...made,
    outgoing: { rowKey, seed, remoteId, payload: made.payload, visibility, changedFields },
    // None named would be all of them.
    isNothing: !isAll && changedFields.length === 0,
  }
}

export async function restoreItems(
  ctx: TargetContext,
  items: RestoreItem[],
  options: CmsOptions,
): Promise<ItemOutcome[]> {
  const facts = factsOf(options)
  const outcomes = new Map<string, ItemOutcome>()
  const sent = items.flatMap((item) => {
    const one = asSent(item, facts)
    if (!one) outcomes.set(item.rowKey, lacking(item.rowKey))
    else if (one.isNothing) outcomes.set(item.rowKey, untouched(item))
    return one && !one.isNothing ? [{ from: item.from, ...one }] : []
  })
  const assets = new Map(sent.flatMap((one) => [...one.assets]))
  for (const [isGone, group] of Map.groupBy(sent, ({ from }) => from === 'gone')) {
    const outgoing = group.map((one) => one.outgoing)
    const told = isGone
      ? await createItems(ctx, outgoing.map(anew), options, assets)
      : await updateItems(ctx, outgoing, options, assets)
    for (const outcome of told) outcomes.set(outcome.rowKey, outcome)
  }
  return items.map(({ rowKey }) => outcomes.get(rowKey)!)
}

function anew(item: OutgoingItem<CmsPayload>): OutgoingItem<CmsPayload> {
  return { ...item, remoteId: null }
}

/** By the id that they keep. */
export function findRestored(
  ctx: TargetContext,
  items: RestoreItem[],
  options: CmsOptions,
): Promise<Map<string, RemoteRef[]>> {
  const facts = factsOf(options)
  return findItems(
    ctx,
    items.flatMap((item) => asSent(item, facts)?.outgoing ?? []),
    options,
  )
}

/** Links between items, and the move between live items and drafts of the Draft Items plugin. */
export const finishRestore: FinishRestore<CmsOptions> = {
  isDue(item, options) {
    const sent = asSent(item, factsOf(options))
    if (!sent || sent.isNothing) return false
    const { payload, visibility, changedFields } = sent.outgoing
    return cmsFinish.isDue(payload, item.from === 'gone' ? null : changedFields, visibility)
  },
  writesField(field, item, options) {
    const sent = asSent(item, factsOf(options))
    return sent !== null && !sent.isNothing && isWrittenLater(cmsFinish, sent.outgoing, field)
  },
  batchSize: cmsFinish.batchSize,
  run(ctx, items, options) {
    const sent = items.flatMap((item) => asSent(item, factsOf(options)) ?? [])
    const assets = new Map(sent.flatMap((one) => [...one.assets]))
    return cmsFinish.run(
      ctx,
      sent.map(({ outgoing }) => outgoing),
      options,
      assets,
    )
  },
}

function lacking(rowKey: string): ItemOutcome {
  return {
    rowKey,
    kind: 'rejected',
    problem: {
      code: 'snapshot_incomplete',
      severity: 'warning',
      message:
        'What an earlier version kept of this item lacks some of its links to other items, so it was left as it is.',
    },
    requestId: null,
  }
}

function untouched({ rowKey, remoteId }: RestoreItem): ItemOutcome {
  return { rowKey, kind: 'accepted', ref: { rowKey, remoteId, editedAt: null }, url: null, requestId: null }
}
