// The contract of a destination. A new one is a folder beside this file and one line in index.ts.
import type { z } from 'zod'
import type { Choice } from '../api/connection.ts'
import type { Destination, DestinationIcon, FieldSpec, OptionSpec } from '../api/destination.ts'
import type { Problem } from '../api/problem.ts'
import type { AssetIds, AssetNeed, NamedAsset } from './assets.ts'
import type { MergeFields } from './merge-fields.ts'
import type { OperationCosts } from './operation-costs.ts'
import type { AssetOutcome, ItemOutcome } from './outcomes.ts'
import type { PermissionNeed, WixApp } from './permission.ts'
import type { OwnRef, RemoteRef, RemoteState } from './remote-page.ts'
import type { TargetContext } from './target-context.ts'
import type { ModeVisibility, WantedVisibility } from './visibility.ts'
import type { WayBack } from './way-back.ts'

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
export type { AssetOutcome, ItemOutcome, Trouble } from './outcomes.ts'
export {
  byAge,
  type DatedRef,
  goneState,
  isGone,
  type OwnRef,
  type RemoteRef,
  type RemoteState,
} from './remote-page.ts'
export type { TargetContext } from './target-context.ts'

/** A rendered row: the text of each field of the template. A field the template does not have is left alone. */
export interface RenderedPage {
  rowKey: string
  /** Names this page of this project forever; marks that we leave in a payload are derived from it. */
  seed: string
  fields: Record<string, string>
  /** Address of the site, for warnings about addresses that lead elsewhere; null when it is not known. */
  siteUrl: string | null
  /** What Wix made of each part that its own converter was asked to convert; see `Target.converter`. */
  converted?: ConvertedPart[]
}

/** One part as Wix converted it, or why it would not. */
export type ConvertedPart = { document: unknown } | { refused: string }

/** What two converters keep of one page. */
export interface Comparison {
  /** Words a browser would show. */
  words: number
  ours: Kept
  theirs: Kept
}
export interface Kept {
  words: number
  losses: { title: string; count: number }[]
}

/** Wix converting a page's text in our place, a call for each part. */
export interface RemoteConverter<Options> {
  /** Changes when the same part would be converted differently. */
  version: string
  isChosen(options: Options): boolean
  /** The options with this converter chosen. */
  choose(options: Options): Options
  /** What Wix has to convert before `toPayload` of this page, part by part. Pure. */
  partsOf(page: RenderedPage, options: Options): string[]
  /** One call. A part that Wix refuses is a result and no exception. */
  convert(ctx: TargetContext, part: string): Promise<ConvertedPart>
  /** What each converter keeps of a page with `converted`. Pure. */
  compare(page: RenderedPage): Comparison
}

export interface Loss {
  /** Of the template; the body unless told. */
  field?: string
  code: string
  message: string
  element: string
  line: number
  column: number
  instead: string
}

/** What is sent for one page, and everything worth telling about it. */
export interface PayloadResult<Payload> {
  payload: Payload
  summary: { title: string; slug: string }
  /** Size of the page in a request body once all its assets have ids. */
  wireBytes: number
  losses: Loss[]
  problems: Problem[]
  /** Absent: ours. `wix` only where Wix converted all of it. */
  convertedBy?: 'seomatic' | 'wix'
}

/** By row key, the oldest first; rows without a page on the site are left out. More than one: twins. */
export type OwnFinder<Payload> = (items: readonly OutgoingItem<Payload>[]) => Promise<Map<string, OwnRef[]>>

export interface OutgoingItem<Payload> {
  rowKey: string
  seed: string
  /** Null for a create. */
  remoteId: string | null
  payload: Payload
  /** What the page should be afterwards. A write makes no page live that has a date or was taken down. */
  visibility: WantedVisibility
  /**
   * For updates: the fields that changed, as `payloadFields` names them, and `status` where the visibility did. None
   * named: all of them.
   */
  changedFields: string[]
  /** For updates: what a look just before found. Absent: nobody looked. */
  found?: Pick<RemoteState, 'status' | 'title'>
}

/** How much goes into one write call. */
export interface BatchLimits<Payload> {
  size: number
  maxBytes: number
  /** A third measure where Wix has one, such as the info sections of all products of a call. */
  cost?: (payload: Payload) => number
  maxCost?: number
}

/** Facts of the site that a project cannot do without: the schema of a collection, the catalog of a store. */
export interface SiteFacts<Options> {
  /** Reads only. Throws what `explain` explains, or an `AppError` for what the owner has to put right first. */
  read(ctx: TargetContext, options: Options): Promise<unknown>
  /** What the owner should know before a plan: no dynamic page, a field that cannot be written. Pure. */
  notes(facts: unknown, options: Options): Problem[]
  /**
   * What of a payload made with `before` would be wrong now; the page is held with it. Null: it may go. Asked for
   * every page when the facts changed between a plan and its run. Pure.
   */
  objection(payload: unknown, before: unknown, now: unknown): Problem | null
}

/** Steps that need the id of the page and so come after its create or update: memberships, links between items. */
export interface FinishSteps<Options, Payload> {
  /** Whether a page that was just created (`changedFields` null) or updated has such steps. Pure. */
  isDue(payload: Payload, changedFields: string[] | null, visibility: WantedVisibility): boolean
  /**
   * Whether the steps, and not the call before them, write this field. Absent: they do where a change of it makes them
   * due. Pure.
   */
  writesField?(field: string, visibility: WantedVisibility, payload?: Payload): boolean
  /** Pages of one call of `run`. */
  batchSize: number
  /**
   * Can be repeated: what is done already is found out and left. One outcome for each item, in their order.
   * Never called twice at once for one connection.
   */
  run(
    ctx: TargetContext,
    items: OutgoingItem<Payload>[],
    options: Options,
    assets: AssetIds,
  ): Promise<ItemOutcome[]>
}

/** Whether the last steps of a page, and not the call before them, write this field. Pure. */
export function isWrittenLater<Options, Payload>(
  finish: FinishSteps<Options, Payload> | undefined,
  { payload, visibility }: Pick<OutgoingItem<Payload>, 'payload' | 'visibility'>,
  field: string,
): boolean {
  if (!finish) return false
  return finish.writesField?.(field, visibility, payload) ?? finish.isDue(payload, [field], visibility)
}

/** Taking over what exists on the site already, so that it is not made a second time. */
export interface Adoption<Options, Payload> {
  /** By the project's options: whether rows are matched with what exists. */
  isChosen(options: Options): boolean
  /**
   * What rows match by. Reads only, in bulk and consistently where Wix can. A row with more than one match is
   * ambiguous and held.
   */
  match(
    ctx: TargetContext,
    items: OutgoingItem<Payload>[],
    options: Options,
  ): Promise<Map<string, RemoteRef[]>>
  /** Why a row without a match is held, or null where it is created. Pure. */
  unmatched(options: Options, item: { rowKey: string; payload: Payload }): Problem | null
}

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

/** Stable forever per project and row: what makes a post recognisable as made from that row. */
export function pageSeed(projectId: string, rowKey: string): string {
  return `${projectId}:${rowKey}`
}
