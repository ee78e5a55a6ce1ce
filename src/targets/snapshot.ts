// What stood on the site before a run changed it, as the payload of what puts it back; and a target that reads such
// payloads beside its own, so that plans and runs of an undo go the way of all others. Pure.
import type { AnyTarget } from './index.ts'
import { type AssetIds, type AssetNeed, assetKey, type FinishSteps, type OutgoingItem } from './target.ts'
import { statusField, type WantedVisibility } from './visibility.ts'
import type { From, RestoreItem, RestoreShape, WayBack } from './way-back.ts'

export interface Snapshot {
  kind: 'snapshot'
  /** As the site gave it, see `RemoteState.raw`; null where nothing changes but what the page is on the site. */
  raw: unknown
  /** As the plan found the page. */
  from: From
  /** What of it is put back, with `status` where the page changes its state; null: all. */
  fields: string[] | null
  /** Names whose ids in `raw` stand for nothing any more, so that they are put back under those they have now. */
  needs: AssetNeed[]
  /** Those ids, by asset key. */
  ids: Record<string, string>
}

/** @throws where the destination has none; `offerUndo` says so before */
export function wayBackOf({ id, wayBack }: Pick<AnyTarget, 'id' | 'wayBack'>): WayBack<unknown> {
  if (wayBack) return wayBack
  throw new Error(`${id} has no way back`)
}

export function isSnapshot(payload: unknown): payload is Snapshot {
  return typeof payload === 'object' && payload !== null && (payload as Partial<Snapshot>).kind === 'snapshot'
}

/** As it is put back: with the ids that its names have now. */
export function rawNow({ raw, ids }: Pick<Snapshot, 'raw' | 'ids'>, assets: AssetIds): unknown {
  const now = idsNow(ids, assets)
  return now.size === 0 ? raw : withIds(raw, now)
}

/** By the ids that names had: those that they have now, where these are others. */
function idsNow(ids: Snapshot['ids'], assets: AssetIds): Map<string, string> {
  return new Map(
    Object.entries(ids).flatMap(([key, id]): [string, string][] => {
      const present = assets.get(key)
      return present === undefined || present === id ? [] : [[id, present]]
    }),
  )
}

/** Fields that are called by an id of the site, such as a category of a store, under the id it has now. */
function fieldsNow({ fields, ids }: Pick<Snapshot, 'fields' | 'ids'>, assets: AssetIds): Snapshot['fields'] {
  const now = [...idsNow(ids, assets)]
  return fields === null
    ? null
    : fields.map((field) => now.reduce((name, [was, is]) => name.replace(was, is), field))
}

/** Ids are texts of their own everywhere in what Wix gives. */
function withIds(value: unknown, now: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return now.get(value) ?? value
  if (Array.isArray(value)) return value.map((one) => withIds(one, now))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withIds(one, now)]))
}

/** A name of the site, and every id that it stood for before. */
export interface FormerName {
  need: AssetNeed
  formerIds: readonly string[]
}

/** Which of these names a snapshot has under an id that they do not have any more. */
export function formerNamesIn(raw: unknown, names: readonly FormerName[]): Pick<Snapshot, 'needs' | 'ids'> {
  const found: Pick<Snapshot, 'needs' | 'ids'> = { needs: [], ids: {} }
  if (names.length === 0) return found
  const texts = new Set<string>()
  collectTexts(raw, texts)
  for (const { need, formerIds } of names) {
    const id = formerIds.find((one) => texts.has(one))
    if (id === undefined) continue
    found.needs.push(need)
    found.ids[assetKey(need)] = id
  }
  return found
}

function collectTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value)
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) collectTexts(one, texts)
}

/** Its fields as the site holds them, as far as they are put back; null: it lacks something. */
export function snapshotFields(
  target: Pick<AnyTarget, 'id' | 'wayBack'>,
  snapshot: Pick<Snapshot, 'raw' | 'ids'> & { fields?: Snapshot['fields'] },
  assets: AssetIds,
  options: unknown,
): Record<string, string> | null {
  if (snapshot.raw === null) return {}
  const all = wayBackOf(target).snapshotFields(rawNow(snapshot, assets), options)
  const fields = fieldsNow({ fields: snapshot.fields ?? null, ids: snapshot.ids }, assets)
  if (all === null || fields === null) return all
  return Object.fromEntries(
    fields.filter((field) => field !== statusField).map((field) => [field, all[field] ?? '']),
  )
}

/** What the way back is given of it. Pure. */
export function toRestore(
  item: Pick<OutgoingItem<Snapshot>, 'rowKey' | 'seed' | 'remoteId' | 'payload' | 'visibility'>,
  assets: AssetIds,
): RestoreItem {
  const { rowKey, seed, remoteId, payload, visibility } = item
  return {
    rowKey,
    seed,
    remoteId: remoteId ?? '',
    ...shapeOf({ ...payload, fields: fieldsNow(payload, assets) }, visibility),
    snapshot: rawNow(payload, assets),
  }
}

function shapeOf({ raw, fields, from }: Snapshot, visibility: WantedVisibility): RestoreShape {
  const changedFields = fields?.filter((field) => field !== statusField) ?? null
  return { snapshot: raw, changedFields, from, visibility }
}

function isMoved({ from, fields }: Snapshot): boolean {
  return from !== 'there' || fields === null || fields.includes(statusField)
}

/**
 * The target of an undo: of a snapshot it says what is put back, of other payloads what it always says.
 * @param options of the project, by which snapshots are read
 */
export function undoing(target: AnyTarget, options: unknown): AnyTarget {
  const { finish: _, ...others } = target
  const { costs, batch } = others
  const wayBack = wayBackOf(target)
  const finish = finishOf(target, options)
  return {
    ...others,
    needs: (payload) => (isSnapshot(payload) ? payload.needs : target.needs(payload)),
    payloadFields: (payload, assets) =>
      isSnapshot(payload)
        ? (snapshotFields(target, payload, assets, options) ?? {})
        : target.payloadFields(payload, assets),
    toWire: (payload, assets, visibility) =>
      isSnapshot(payload) ? rawNow(payload, assets) : target.toWire(payload, assets, visibility),
    shapeOf: (payload) => (isSnapshot(payload) ? payload.kind : target.shapeOf(payload)),
    // Only the address changes: what else is put back comes in the second turn.
    atAddress: (payload, slug) =>
      isSnapshot(payload)
        ? { ...payload, raw: wayBack.atAddress?.(payload.raw, slug) ?? payload.raw, fields: ['slug'] }
        : (target.atAddress?.(payload, slug) ?? payload),
    // Only what was made again can be there twice.
    async find(ctx, items, given) {
      const made = items.flatMap((item) =>
        isSnapshot(item.payload) && item.payload.from === 'gone'
          ? [toRestore({ ...item, payload: item.payload }, new Map())]
          : [],
      )
      return made.length === 0 ? new Map() : wayBack.findRestored(ctx, made, given)
    },
    batch(given) {
      const limits = batch(given)
      const { cost } = limits
      return cost ? { ...limits, cost: (payload) => (isSnapshot(payload) ? 0 : cost(payload)) } : limits
    },
    costs: {
      ...costs,
      loadOf: (payload, changes, assets, visibility) =>
        isSnapshot(payload)
          ? wayBack.costs.restoreLoad(shapeOf(payload, visibility), options, isMoved(payload))
          : costs.loadOf(payload, changes, assets, visibility),
      // Only what is put back has last steps.
      ...(wayBack.costs.finishRestore && { finish: wayBack.costs.finishRestore }),
    },
    ...(finish && { finish }),
  }
}

/** The last steps of an undo are those of what is put back. */
function finishOf(target: AnyTarget, options: unknown): FinishSteps<unknown, unknown> | undefined {
  const back = wayBackOf(target).finishRestore
  if (!back) return undefined
  return {
    batchSize: back.batchSize,
    isDue: (payload, _changed, visibility) =>
      isSnapshot(payload) && back.isDue(shapeOf(payload, visibility), options),
    writesField: (field, visibility, payload) =>
      isSnapshot(payload) && back.writesField(field, shapeOf(payload, visibility), options),
    run: (ctx, items, given, assets) =>
      back.run(
        ctx,
        items.flatMap((item) =>
          isSnapshot(item.payload) ? [toRestore({ ...item, payload: item.payload }, assets)] : [],
        ),
        given,
      ),
  }
}
