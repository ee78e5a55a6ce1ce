// The contract of a destination. A new one is a folder beside this file and one line in index.ts. What the contract
// speaks of stands in files of its own; what everybody needs of it is had from here.
import type { z } from 'zod'
import type { Choice } from '../api/connection.ts'
import type { Destination, DestinationIcon, FieldSpec, OptionSpec } from '../api/destination.ts'
import type { Problem } from '../api/problem.ts'
import type { Adoption } from './adoption.ts'
import type { AssetIds, AssetNeed, NamedAsset } from './assets.ts'
import type { FinishSteps } from './finish-steps.ts'
import type { MergeFields } from './merge-fields.ts'
import type { OperationCosts } from './operation-costs.ts'
import type { AssetOutcome, ItemOutcome } from './outcomes.ts'
import type { BatchLimits, OutgoingItem, OwnFinder } from './outgoing-item.ts'
import type { PayloadResult } from './payload-result.ts'
import type { PermissionNeed, WixApp } from './permission.ts'
import type { RemoteConverter } from './remote-converter.ts'
import type { RemoteRef, RemoteState } from './remote-page.ts'
import type { RenderedPage } from './rendered-page.ts'
import type { SiteFacts } from './site-facts.ts'
import type { TargetContext } from './target-context.ts'
import type { ModeVisibility, WantedVisibility } from './visibility.ts'
import type { WayBack } from './way-back.ts'

export type { Adoption } from './adoption.ts'
export {
  type AssetIds,
  type AssetNeed,
  assetKey,
  assetName,
  foldName,
  imageKind,
  imaginedImage,
  type NamedAsset,
} from './assets.ts'
export { type FinishSteps, isWrittenLater } from './finish-steps.ts'
export type { AssetOutcome, ItemOutcome, Trouble } from './outcomes.ts'
export type { BatchLimits, OutgoingItem, OwnFinder } from './outgoing-item.ts'
export type { Loss, PayloadResult } from './payload-result.ts'
export type { Comparison, Kept, RemoteConverter } from './remote-converter.ts'
export {
  byAge,
  type DatedRef,
  goneState,
  isGone,
  type OwnRef,
  type RemoteRef,
  type RemoteState,
} from './remote-page.ts'
export { type ConvertedPart, pageSeed, type RenderedPage } from './rendered-page.ts'
export type { SiteFacts } from './site-facts.ts'
export type { TargetContext } from './target-context.ts'

/**
 * `Options` are the project's, with `facts` beside them once they were read (see `SiteFacts`): everything below gets
 * both in one object.
 */
export interface Target<Options = unknown, Payload = unknown> {
  /** The folder below `targets/`. */
  id: `wix/${string}`
  name: string
  description: string
  /** For lists of destinations; one of a fixed set. */
  icon: DestinationIcon
  /** The app of Wix that a site must have. */
  app: WixApp
  permissions: readonly PermissionNeed[]
  /** Checks the project's options. */
  options: z.ZodType<Options>
  optionSpecs: OptionSpec[]
  facts?: SiteFacts<Options>
  /** What of the site decides its fields, in a word: the collection, the store. Only with `facts`. */
  factsOf?: string
  /**
   * Where on the site the pages of these options are (a collection), where there is more than one place: what was
   * published in one is not found in another.
   */
  placeOf?(options: Options): string
  /** Without facts where there should be some: none. */
  fields(options: Options): FieldSpec[]
  /** What can be chosen on the site, for forms: `authors`, `collections`. */
  choices(ctx: TargetContext, kind: string, search: string): Promise<{ items: Choice[]; complete: boolean }>
  /**
   * What pages of a project should be by its mode. Null: a page is live as soon as it is there, or the template says
   * in a field what it is. Pure.
   */
  visibility(options: Options): ModeVisibility
  /** Wix makes a redirect itself when the address of a live page changes. It may be switched off: look before adding. */
  leavesRedirects?: true
  /** Pages may be `dated`: the site makes them live by itself at an instant. Absent: only a run can. */
  canDate?: true
  /** Pure and stable. The payload names its assets; ids come in only with `toWire`. It does not depend on the mode. */
  toPayload(page: RenderedPage, options: Options): PayloadResult<Payload>
  /**
   * Takes the mode out of a payload of an earlier version, which kept it there; null: it holds none. Databases keep
   * such payloads as what was last sent. Absent: payloads of this destination never held it. Pure.
   */
  withoutVisibility?(payload: unknown): { payload: Payload; visibility: ModeVisibility } | null
  /** Where a project may have Wix convert instead of us. */
  converter?: RemoteConverter<Options>
  /** Canonical text per field of a payload; the same shape `RemoteState.fields` has. */
  payloadFields(payload: Payload, assets: AssetIds): Record<string, string>
  /** How pages that changed here and on the site are merged. */
  merge: MergeFields<Options, Payload>
  /**
   * What a field of `payloadFields` says, for people; null: its text, with names in place of ids. Absent: it is so of
   * every field. Pure.
   */
  fieldWords?(field: string, text: string): string | null
  /** What a field of `payloadFields` looks like to readers, as safe HTML; null: it is plain text. Pure. */
  fieldHtml(text: string): string | null
  /** Two payloads of the same shape are built alike; for picking samples that differ. */
  shapeOf(payload: Payload): string
  /** What a search engine would show; the address is a guess until the page is live. Pure. */
  searchResult(payload: Payload, siteUrl: string | null): { title: string; url: string; description: string }
  /** Safe HTML of what the site will show. */
  previewHtml(payload: Payload): string
  /** The element of the request body for this page, exactly as it goes over the wire. Pure. */
  toWire(payload: Payload, assets: AssetIds, visibility: WantedVisibility): unknown
  /** What must become ids before this payload can be sent, each once. Pure. */
  needs(payload: Payload): AssetNeed[]
  /** Of these, the kind that visitors find pages by. Absent: there is none. */
  categoryKind?: string
  /**
   * `unique`: two pages with one address are held. `shared`: the site takes them, so that they are only warned of.
   * A page whose `summary.slug` is blank has no address.
   */
  addresses: 'unique' | 'shared'
  /** What `remove` does: to the trash, or for good where Wix has no trash. */
  removal: 'trash' | 'delete'
  /** With this option set so, what rows became was never the project's, so that `remove` leaves it. */
  keeps?: NonNullable<Destination['keeps']>
  batch(options: Options): BatchLimits<Payload>
  /** What one page may have at most, in bytes; where Wix says nothing, what no page of a site would have. */
  mostBytes: number
  /** What the methods below cost in requests: the estimate of a plan is a sum over it. Pure. */
  costs: OperationCosts<Options, Payload>
  /** How many pages one read takes at best; a hundred unless told. */
  readSize?: number
  /** How long one write call may take before it counts as lost, in milliseconds. */
  callDeadlineMs: number
  /**
   * True where a create that is sent twice makes one thing, because Wix refuses the second (ids or addresses of our
   * own). Then a lost create may be sent again after one look that did not find it.
   */
  createsAreRepeatable(options: Options): boolean

  /** What a failed read means: wait and try again, or stop until someone acts. Null: not a failure of the site. */
  explain(
    error: unknown,
  ): { kind: 'wait'; ms: number; reason: string } | { kind: 'stop'; problem: Problem } | null

  /** Which of these exist on the site, ready to be used. Reads only. */
  lookUpAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetIds>
  /** Which of these, made or found earlier, are no longer on the site. Reads only. Absent: nobody asks. */
  goneAssets?(ctx: TargetContext, known: readonly NamedAsset[]): Promise<AssetNeed[]>
  /**
   * What categories and tags, made or found earlier, are called on the site now, by `assetKey`; those that are not there
   * any more are left out. Reads only. Absent: nothing of this destination has a name that people change.
   */
  assetNames?(ctx: TargetContext, known: readonly NamedAsset[]): Promise<Map<string, string>>
  /** Null: a missing one is made. Otherwise why the page has to be held, such as an item that is referred to. */
  missingAsset(need: AssetNeed): Problem | null
  /** How many of a kind `createAssets` takes at once. */
  assetBatch(kind: string): number
  /**
   * Makes assets of one kind that were looked up and found missing; one outcome for each, in their order. Whatever
   * Wix does is an outcome and not an exception.
   */
  createAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetOutcome[]>
  /** How far `pending` assets are by now. Only where `createAssets` leaves some pending. */
  pendingAssets?(ctx: TargetContext, pending: NamedAsset[]): Promise<AssetOutcome[]>

  /** Which of these addresses are taken on the site, and by what. Reads only. Absent: addresses are not owned. */
  takenSlugs?(
    ctx: TargetContext,
    slugs: string[],
    options: Options,
  ): Promise<Map<string, { remoteId: string; title: string }>>
  /** The same page under another address, to make way for one that takes its own. Only with `takenSlugs`. Pure. */
  atAddress?(payload: Payload, slug: string): Payload
  adoption?: Adoption<Options, Payload>
  /**
   * Looks for items whose create was lost: by the marks our payloads carry and by slug with its `-1`, `-2` forms, or
   * by an id of our own. A match is certain, never by title alone. More than one: twins.
   */
  find(
    ctx: TargetContext,
    items: OutgoingItem<Payload>[],
    options: Options,
  ): Promise<Map<string, RemoteRef[]>>
  /**
   * Looks over the site for pages of ours that our records may not know, because they are older than the site: drafts,
   * scheduled and live ones, and those in the trash. By the marks that rows leave in their pages, so that title, address
   * and text may have changed since. Reads only; what is returned asks for as many rows as there are.
   * @param since only what was written after it, and is not in the trash, may be unknown; null: anything may
   */
  findOwn(ctx: TargetContext, options: Options, since: Date | null): Promise<OwnFinder<Payload>>
  /** In bulk. `full`: with fields and raw; otherwise only existence, status and edit date. */
  read(
    ctx: TargetContext,
    remoteIds: string[],
    depth: 'light' | 'full',
    options: Options,
  ): Promise<Map<string, RemoteState>>
  /**
   * At most `batch.size` items; one outcome for each, in their order. Whatever Wix does is an outcome and not an
   * exception; nothing is in flight any more `callDeadlineMs` after the start.
   */
  create(
    ctx: TargetContext,
    items: OutgoingItem<Payload>[],
    options: Options,
    assets: AssetIds,
  ): Promise<ItemOutcome[]>
  /** Sends the changed fields only. */
  update(
    ctx: TargetContext,
    items: OutgoingItem<Payload>[],
    options: Options,
    assets: AssetIds,
  ): Promise<ItemOutcome[]>
  finish?: FinishSteps<Options, Payload>
  /** See `removal`. */
  remove(ctx: TargetContext, refs: RemoteRef[], options: Options): Promise<ItemOutcome[]>
  /** Pages off the site on purpose, and as they stood in a snapshot again. */
  wayBack: WayBack<Options>
  /** Has Wix's own validator look at each (a call each); null when the permission is not there, `unanswered` when it gave no verdict. */
  validate?(
    ctx: TargetContext,
    payloads: { rowKey: string; payload: Payload }[],
  ): Promise<{ rowKey: string; valid: boolean; message: string }[] | null | 'unanswered'>
}
