// Products as they stood in their snapshots again: changed, or made again under a new id. By the calls of the catalog
// for any product that is sent.

import { batchesWithin } from '../../../../batches.ts'
import { isWixError } from '../../../../wix/index.ts'
import type { ItemOutcome, OutgoingItem, RemoteRef, TargetContext } from '../../../target.ts'
import { isWrittenLater } from '../../../target.ts'
import { isLive, statusField } from '../../../visibility.ts'
import type { FinishRestore, RestoreItem, RestoreShape } from '../../../way-back.ts'
import { outcomeOfUnread } from '../../errors.ts'
import type { PutBack, StorePayload } from '../catalog.ts'
import { catalogNamed } from '../catalogs.ts'
import { catalogOf } from '../fields.ts'
import type { StoreOptions } from '../options.ts'

export interface Sent extends PutBack {
  from: RestoreItem['from']
  outgoing: OutgoingItem<StorePayload>
}

/** A restore as a product that is sent. Null: the snapshot cannot be put back. */
export function asSent(
  item: RestoreShape & Partial<Pick<RestoreItem, 'rowKey' | 'seed' | 'remoteId'>>,
  options: StoreOptions,
): Sent | null {
  const { snapshot, from, visibility, rowKey = '', seed = '', remoteId = null } = item
  const isGone = from === 'gone'
  const fields = isGone ? null : (item.changedFields ?? [])
  const made =
    snapshot === null
      ? stateOf(visibility === null || isLive(visibility), options)
      : catalogNamed(options).snapshots.putBack(snapshot, { seed, fields }, options)
  if (!made) return null
  const isAsked = visibility !== null || snapshot === null
  const payload = visibility === null ? made.payload : withVisible(made.payload, isLive(visibility))
  const changedFields = fields === null ? [] : [...new Set([...fields, ...(isAsked ? [statusField] : [])])]
  return {
    ...made,
    payload,
    from,
    outgoing: { rowKey, seed, remoteId: isGone ? null : remoteId, payload, visibility: null, changedFields },
  }
}

function stateOf(visible: boolean, options: StoreOptions): PutBack {
  return { payload: visiblePayload(visible, options), assets: new Map(), obstacle: null }
}

/** A product of which nothing but this is sent. */
export function visiblePayload(visible: boolean, options: StoreOptions): StorePayload {
  return { catalog: catalogOf(options), mode: 'products', name: '', slug: '', sku: '', product: { visible } }
}

function withVisible(payload: StorePayload, visible: boolean): StorePayload {
  return payload.product ? { ...payload, product: { ...payload.product, visible } } : payload
}

export async function restoreProducts(
  ctx: TargetContext,
  given: RestoreItem[],
  options: StoreOptions,
): Promise<ItemOutcome[]> {
  const items = await withDifferences(ctx, given, options).catch((error: unknown) => {
    if (!isWixError(error)) throw error
    return error
  })
  if (items instanceof Error) return given.map(({ rowKey }) => outcomeOfUnread(items, rowKey))
  const outcomes = new Map<string, ItemOutcome>()
  const ready: Sent[] = []
  for (const item of items) {
    const sent = asSent(item, options)
    const problem = sent ? (sent.obstacle ?? notOurs(item, options)) : lacking
    if (problem)
      outcomes.set(item.rowKey, { rowKey: item.rowKey, kind: 'rejected', problem, requestId: null })
    else if (item.from !== 'gone' && sent!.outgoing.changedFields.length === 0)
      outcomes.set(item.rowKey, untouched(item))
    else ready.push(sent!)
  }
  const catalog = catalogNamed(options)
  const assets = new Map(ready.flatMap((sent) => [...sent.assets]))
  const outgoing = (isGone: boolean) =>
    ready.filter(({ from }) => (from === 'gone') === isGone).map((sent) => sent.outgoing)
  const changed = outgoing(false)
  if (changed.length > 0)
    for (const outcome of await catalog.update(ctx, changed, options, assets))
      outcomes.set(outcome.rowKey, outcome)
  const { cost, maxCost = Number.POSITIVE_INFINITY, size } = catalog.batch
  const weight = { of: ({ payload }: OutgoingItem<StorePayload>) => cost?.(payload) ?? 0, most: maxCost }
  let isFirst = changed.length === 0
  for (const batch of batchesWithin(outgoing(true), size, [weight])) {
    // One call of the contract has the time of one write; the rest comes again.
    const told = isFirst
      ? await catalog.create(ctx, batch, options, assets)
      : batch.map(({ rowKey }): ItemOutcome => ({ rowKey, kind: 'wait', ms: 0 }))
    for (const outcome of told) outcomes.set(outcome.rowKey, outcome)
    isFirst = false
  }
  return items.map(({ rowKey }) => outcomes.get(rowKey)!)
}

/** Where all is to be put back, what differs by now: fields that the snapshot lacks are known no other way. */
async function withDifferences(
  ctx: TargetContext,
  items: RestoreItem[],
  options: StoreOptions,
): Promise<RestoreItem[]> {
  const ids = items.filter(isWhole).map(({ remoteId }) => remoteId)
  if (ids.length === 0) return items
  const catalog = catalogNamed(options)
  const states = await catalog.read(ctx, ids, 'full', options)
  return items.map((item) => {
    if (!isWhole(item)) return item
    const now = states.get(item.remoteId)?.fields ?? {}
    const then = catalog.snapshots.fields(item.snapshot, options) ?? {}
    const names = new Set([...Object.keys(now), ...Object.keys(then)])
    // Of a product that is gone all: the update says what became of it.
    return { ...item, changedFields: [...names].filter((name) => now[name] !== then[name]) }
  })
}

function isWhole({ from, changedFields, snapshot }: RestoreShape): boolean {
  return from !== 'gone' && changedFields === null && snapshot !== null
}

/** A product whose info sections alone were ours is never made by us. */
function notOurs({ from }: RestoreItem, { mode }: StoreOptions) {
  return from === 'gone' && mode === 'sections' ? productGone : null
}

const productGone = {
  code: 'no_such_product',
  severity: 'warning' as const,
  message: 'The product itself was deleted in Wix. It was never ours, so it is not made again.',
}

const lacking = {
  code: 'snapshot_incomplete',
  severity: 'warning' as const,
  message: 'What was kept of this product lacks something, so it was left as it is.',
}

function untouched({ rowKey, remoteId }: RestoreItem): ItemOutcome {
  return { rowKey, kind: 'accepted', ref: { rowKey, remoteId, editedAt: null }, url: null, requestId: null }
}

export function findRestored(
  ctx: TargetContext,
  items: RestoreItem[],
  options: StoreOptions,
): Promise<Map<string, RemoteRef[]>> {
  return catalogNamed(options).find(
    ctx,
    items.flatMap((item) => asSent(item, options)?.outgoing ?? []),
  )
}

/** Categories, pictures where they have calls of their own, the stock of a new product. */
export const finishRestore: FinishRestore<StoreOptions> = {
  isDue(item, options) {
    const sent = asSent(item, options)
    if (!sent) return false
    // What differs is found out then.
    if (isWhole(item)) return options.mode !== 'sections'
    const { payload, changedFields } = sent.outgoing
    const isNothing = item.from !== 'gone' && changedFields.length === 0
    return (
      !isNothing &&
      catalogNamed(options).finish.isDue(payload, item.from === 'gone' ? null : changedFields, null)
    )
  },
  writesField(field, item, options) {
    const sent = asSent(item, options)
    return sent !== null && isWrittenLater(catalogNamed(options).finish, sent.outgoing, field)
  },
  batchSize: 100,
  async run(ctx, given, options) {
    const items = await withDifferences(ctx, given, options).catch((error: unknown) => {
      if (!isWixError(error)) throw error
      return error
    })
    if (items instanceof Error) return given.map(({ rowKey }) => outcomeOfUnread(items, rowKey))
    const due = items.filter((item) => item.from === 'gone' || item.changedFields?.length !== 0)
    const sent = due.flatMap((item) => {
      const one = asSent(item, options)
      return one ? [{ ...one, outgoing: { ...one.outgoing, remoteId: item.remoteId } }] : []
    })
    const assets = new Map(sent.flatMap((one) => [...one.assets]))
    const outgoing = sent.map((one) => one.outgoing)
    const told =
      outgoing.length > 0 ? await catalogNamed(options).finish.run(ctx, outgoing, options, assets) : []
    const outcomes = new Map(told.map((outcome) => [outcome.rowKey, outcome]))
    return items.map((item) => outcomes.get(item.rowKey) ?? untouched(item))
  },
}
