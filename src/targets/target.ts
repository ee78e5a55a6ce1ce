// The contract of a destination. A new one is a folder beside this file and one line in index.ts.
import type { z } from 'zod'
import type { Choice } from '../api/connection.ts'
import type { Destination, DestinationIcon, FieldSpec, OptionSpec } from '../api/destination.ts'
import type { Problem } from '../api/problem.ts'
import type { Logger } from '../logger.ts'
import type { WixClient } from '../wix/index.ts'
import type { OperationCosts } from './operation-costs.ts'
import type { PermissionNeed, WixApp } from './permission.ts'
import type { ModeVisibility, RemoteStatus, WantedVisibility } from './visibility.ts'

/** What a target may use while it talks to the site. Every call it makes goes through `client`. */
export interface TargetContext {
  client: WixClient
  signal: AbortSignal
  logger: Logger
  /** Milliseconds since 1970, injected so that tests need not wait. */
  now: () => number
  /** Address of the site without a slash at its end; null when it is not known. */
  siteUrl: string | null
}

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

/**
 * Something that must become an id of the site before the page can be sent: a category or tag by its name, an image
 * (`imageKind`) by its address, an item that is referred to.
 */
export interface AssetNeed {
  kind: string
  name: string
}

/** Needs of this kind are addresses of images; what becomes of them is written as `ImageRef`, see `wix/media.ts`. */
export const imageKind = 'image'

/** The id of no image, for finding out which fields hang on one. */
export const imaginedImage = 'wix:image://v1/imagined.jpg/imagined.jpg#originWidth=1&originHeight=1'

/** Ids of the site by asset key (see `assetKey`). During planning some may still be missing. */
export type AssetIds = ReadonlyMap<string, string>

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

export interface RemoteRef {
  rowKey: string
  remoteId: string
  /** Changes with every edit; an edit date where Wix has one, compared and never parsed. */
  editedAt: string | null
}

/**
 * One page as it stands in Wix now. `fields` are canonical texts, comparable with `payloadFields`; what it is there
 * (live, a draft) is `status` and no field, see `visibility.ts`.
 */
export interface RemoteState {
  remoteId: string
  exists: boolean
  status: RemoteStatus
  /** When a scheduled page goes live, in ISO 8601. */
  scheduledFor?: string | null
  editedAt: string | null
  url: string | null
  slug: string | null
  /** Null when only the light read was asked for. */
  fields: Record<string, string> | null
  /** The page as Wix gave it, for the snapshot. Null with the light read. */
  raw: unknown
}

/** Deleted, in the trash, or never there: nothing a visitor could see. */
export function isGone(state: RemoteState): boolean {
  return !state.exists || state.status === 'gone' || state.status === 'trashed'
}

/** What a read says of a thing that is no longer there, where nothing tells a trash from a deletion. */
export function goneState(remoteId: string): RemoteState {
  return {
    remoteId,
    exists: false,
    status: 'gone',
    editedAt: null,
    url: null,
    slug: null,
    fields: null,
    raw: null,
  }
}

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
}

/** What became of one asset that was asked for. */
export type AssetOutcome =
  | { kind: 'ready'; id: string }
  /** Wix has it under this id, but has not finished with it: see `Target.pendingAssets`. */
  | { kind: 'pending'; id: string }
  | { kind: 'rejected'; problem: Problem }
  /** Not an attempt: the call did nothing. */
  | { kind: 'wait'; ms: number }
  /** Only looking it up settles it. With `blockMs` nobody may send for so long either. */
  | { kind: 'in_doubt'; reason: string; blockMs?: number }
  | { kind: 'stop'; problem: Problem }

/** What became of one item of one call. */
export type ItemOutcome =
  | { rowKey: string; kind: 'accepted'; ref: RemoteRef; url: string | null; requestId: string | null }
  | { rowKey: string; kind: 'rejected'; problem: Problem; requestId: string | null }
  /** Not an attempt: the call did nothing. `blocksConnection`: nobody may send until then. */
  | { rowKey: string; kind: 'wait'; ms: number; blocksConnection?: true }
  /** Only reading settles it. With `blockMs` nobody may send for so long either. */
  | { rowKey: string; kind: 'in_doubt'; reason: string; requestId: string | null; blockMs?: number }
  /** The whole run has to stop until someone does something; the item was not applied. */
  | { rowKey: string; kind: 'stop'; problem: Problem; requestId: string | null }

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
  isDue(payload: Payload, changedFields: string[] | null): boolean
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
  pendingAssets?(ctx: TargetContext, pending: { need: AssetNeed; id: string }[]): Promise<AssetOutcome[]>

  /** Which of these addresses are taken on the site, and by what. Reads only. Absent: addresses are not owned. */
  takenSlugs?(
    ctx: TargetContext,
    slugs: string[],
    options: Options,
  ): Promise<Map<string, { remoteId: string; title: string }>>
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
  /** Has Wix's own validator look at each (a call each); null when the permission is not there. */
  validate?(
    ctx: TargetContext,
    payloads: { rowKey: string; payload: Payload }[],
  ): Promise<{ rowKey: string; valid: boolean; message: string }[] | null>
}

/** Stable forever per project and row: what makes a post recognisable as made from that row. */
export function pageSeed(projectId: string, rowKey: string): string {
  return `${projectId}:${rowKey}`
}

/** The key under which a need is stored and looked up. */
export function assetKey(need: AssetNeed): string {
  return `${need.kind}:${assetName(need)}`
}

/**
 * The name as it is compared: case, width and spaces do not make two categories. Addresses of images and what items
 * are referred to by (`reference:`) are exact.
 */
export function assetName({ kind, name }: AssetNeed): string {
  return kind === imageKind || kind.startsWith('reference:') ? name : foldName(name)
}

export function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
