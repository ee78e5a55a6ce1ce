// The way back of a destination: pages off the site and on it again, as they stood in a snapshot. Part of the contract
// of target.ts.
import type { Problem } from '../api/problem.ts'
import type { DownHow } from '../api/take-down.ts'
import type { AssetNeed } from './assets.ts'
import type { Calls, PageLoad } from './operation-costs.ts'
import type { AssetOutcome, ItemOutcome } from './outcomes.ts'
import type { RemoteRef, RemoteState } from './remote-page.ts'
import type { TargetContext } from './target-context.ts'
import type { WantedVisibility } from './visibility.ts'

/** Where a page is that is put back: on the site (a draft is too), in its trash, or nowhere. */
export type From = 'there' | 'trashed' | 'gone'

/** A way off the site, in words for people. */
export interface TakeDownWay {
  how: DownHow
  /** For a choice: `Back to drafts`. */
  title: string
  /** What is lost, and what comes back. */
  note: string
  /** Nothing of Wix brings it back: it can only be made again. */
  isFinal: boolean
}

export interface TakeDownItem {
  rowKey: string
  remoteId: string
  how: DownHow
  /** What a look just before found. Absent: nobody looked. */
  found?: Pick<RemoteState, 'status' | 'title'>
}

export interface RestoreItem {
  rowKey: string
  /** Names this page of this project forever. */
  seed: string
  /** Of the page that is there, or was there before. */
  remoteId: string
  /** As `RemoteState.raw` was. Null: only what the page is there changes, and one that was trashed leaves the trash. */
  snapshot: unknown
  /**
   * Of a page that is there: what is put back, as `snapshotFields` names it; null: all of it, none named: only what the
   * page is there. Others are put back whole.
   */
  changedFields: string[] | null
  from: From
  /** What the page should be afterwards. Null where the destination says that in its fields: as in the snapshot. */
  visibility: WantedVisibility
}

/** What of an item decides which steps it takes. */
export type RestoreShape = Pick<RestoreItem, 'snapshot' | 'changedFields' | 'from' | 'visibility'>

/** Steps after `restore` that need the id the page has then; as `FinishSteps` of pages that are sent. */
export interface FinishRestore<Options> {
  /** Pure. */
  isDue(item: RestoreShape, options: Options): boolean
  /** Whether these steps, and not `restore`, write this field. Pure. */
  writesField(field: string, item: RestoreShape, options: Options): boolean
  /** Items of one `run`. */
  batchSize: number
  /**
   * Can be repeated: what is done already is found out and left. One outcome for each item, in their order. Never called
   * twice at once for one connection. `remoteId` is the one that `restore` accepted.
   */
  run(ctx: TargetContext, items: RestoreItem[], options: Options): Promise<ItemOutcome[]>
}

/** A category or tag of the site, by the need that it was made for. */
export interface MadeAsset {
  need: AssetNeed
  id: string
}

export interface WayBack<Options> {
  /** The ways off the site that these options have, the gentlest first; none: pages are not the project's own. Pure. */
  takeDowns(options: Options): TakeDownWay[]
  /** Items of one `takeDown`. Pure. */
  takeDownBatch(how: DownHow, options: Options): number
  /**
   * Items of one `how` at most; one outcome for each, in their order, as those of `Target.update`. Can be repeated: what
   * is off the site already is accepted.
   */
  takeDown(ctx: TargetContext, items: TakeDownItem[], options: Options): Promise<ItemOutcome[]>
  /**
   * Canonical texts of a snapshot, as `RemoteState.fields` had them. Null: it is of a version that kept less, and cannot
   * be put back. Pure.
   */
  snapshotFields(raw: unknown, options: Options): Record<string, string> | null
  /** What of the page cannot come back exactly, each a note. Pure. */
  losses(raw: unknown, from: From, options: Options): Problem[]
  /** The same page under another address, to make way for one that takes its own. Absent: addresses are shared. Pure. */
  atAddress?(raw: unknown, slug: string): unknown
  /** How much one `restore` takes; bytes are those of the snapshots as JSON. Pure. */
  restoreBatch(options: Options): { size: number; maxBytes: number }
  /**
   * Makes pages equal to their snapshots: changes them, takes them out of the trash, or makes them again. One outcome for
   * each, in their order. Can be repeated; only one that was `gone` and whose answer was lost is looked for first, with
   * `findRestored`. What the snapshot has beyond the fields that are compared comes back only with a page that was gone:
   * in any other it may be somebody's own. An accepted `ref` may name a new id.
   */
  restore(ctx: TargetContext, items: RestoreItem[], options: Options): Promise<ItemOutcome[]>
  /** As `Target.find`, for pages that were made again. */
  findRestored(ctx: TargetContext, items: RestoreItem[], options: Options): Promise<Map<string, RemoteRef[]>>
  finishRestore?: FinishRestore<Options>
  /**
   * What uses these on the site but pages of `except`, as ids, drafts among them, what lies in the trash not: some of
   * them, where there are many. By asset key; one that nothing else uses is there with none. Absent: runs make nothing
   * that could go.
   */
  assetUses?(
    ctx: TargetContext,
    assets: MadeAsset[],
    except: ReadonlySet<string>,
    options: Options,
  ): Promise<Map<string, string[]>>
  /** Takes these off the site; one that is gone already is `ready`. One outcome for each, in their order. */
  removeAssets?(ctx: TargetContext, assets: MadeAsset[], options: Options): Promise<AssetOutcome[]>
  costs: WayBackCosts<Options>
}

/** What each method costs in requests, as `OperationCosts` has it for pages that are sent. Pure. */
export interface WayBackCosts<Options> {
  /** One `takeDown` of pages that were last sent so. */
  takeDown(how: DownHow, pages: readonly PageLoad[], options: Options): Calls
  /**
   * What one page adds to a `restore`; also what a read of it afterwards takes (`OperationCosts.read`).
   * @param isMoved whether it is something else on the site afterwards, such as a draft that was live
   */
  restoreLoad(item: RestoreShape, options: Options, isMoved: boolean): PageLoad
  /** One `restore`. */
  restore(pages: readonly PageLoad[], options: Options): Calls
  /** One `finishRestore.run`, of pages whose steps are due. */
  finishRestore?(pages: readonly PageLoad[], options: Options): Calls
  /** `assetUses` and then `removeAssets` of so many, of which some are used and stay. Absent as they are. */
  tidy?(used: number, free: number, options: Options): Calls
}

/** Where a page is, by what was found of it; nothing: nowhere. Pure. */
export function placeOf(found: Pick<RemoteState, 'status'> | undefined): From {
  if (!found || found.status === 'gone') return 'gone'
  return found.status === 'trashed' ? 'trashed' : 'there'
}
