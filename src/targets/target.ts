// The contract of a destination. A new one is a folder beside this file and one line in index.ts.
import type { z } from 'zod'
import type { Choice } from '../api/connection.ts'
import type { FieldSpec, OptionSpec } from '../api/destination.ts'
import type { Problem } from '../api/problem.ts'
import type { Logger } from '../logger.ts'
import type { WixClient } from '../wix/index.ts'

/** What a target may use while it talks to the site. Every call it makes goes through `client`. */
export interface TargetContext {
  client: WixClient
  signal: AbortSignal
  logger: Logger
  /** Milliseconds since 1970, injected so that tests need not wait. */
  now: () => number
}

/** A rendered row: the text of each field of the template. A field the template does not have is left alone. */
export interface RenderedPage {
  rowKey: string
  /** Names this page of this project for ever; marks that we leave in a payload are derived from it. */
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

/** A name (or, later, an image address) that must become an id of the site before the page can be sent. */
export interface AssetNeed {
  kind: string
  name: string
}

/** Ids of the site by asset key (see `assetKey`). During planning some may still be missing. */
export type AssetIds = ReadonlyMap<string, string>

export interface Loss {
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
  editedAt: string | null
}

/** One page as it stands in Wix now. `fields` are canonical texts, comparable with `payloadFields`. */
export interface RemoteState {
  remoteId: string
  exists: boolean
  status: 'live' | 'draft' | 'scheduled' | 'trashed' | 'gone'
  editedAt: string | null
  url: string | null
  slug: string | null
  /** Null when only the light read was asked for. */
  fields: Record<string, string> | null
  /** The page as Wix gave it, for the snapshot. Null with the light read. */
  raw: unknown
}

export interface OutgoingItem<Payload> {
  rowKey: string
  seed: string
  /** Null for a create. */
  remoteId: string | null
  payload: Payload
  /** For updates: the fields that changed. None named: all of them. */
  changedFields: string[]
}

/** What became of one item of one call. */
export type ItemOutcome =
  | { rowKey: string; kind: 'accepted'; ref: RemoteRef; url: string | null; requestId: string | null }
  | { rowKey: string; kind: 'rejected'; problem: Problem; requestId: string | null }
  /** Not an attempt: the call did nothing. `blocksConnection`: nobody may send until then. */
  | { rowKey: string; kind: 'wait'; ms: number; blocksConnection?: true }
  /** Only reading settles it. With `blockMs` nobody may send for so long either. */
  | { rowKey: string; kind: 'in_doubt'; reason: string; requestId: string | null; blockMs?: number }
  /** The whole run has to stop until somebody does something; the item was not applied. */
  | { rowKey: string; kind: 'stop'; problem: Problem; requestId: string | null }

export interface Permission {
  name: string
  purpose: string
  without: string
  required: boolean
}

export interface Target<Options = unknown, Payload = unknown> {
  /** The folder below `targets/`. */
  id: `wix/${string}`
  name: string
  description: string
  permissions: Permission[]
  /** Checks the project's options. */
  options: z.ZodType<Options>
  optionSpecs: OptionSpec[]
  fields(options: Options): FieldSpec[]
  /** What can be chosen on the site, for forms: `authors`, `categories`, `tags`. */
  choices(ctx: TargetContext, kind: string, search: string): Promise<{ items: Choice[]; complete: boolean }>
  /** Pure and stable. The payload names its assets; ids come in only with `toWire`. */
  toPayload(page: RenderedPage, options: Options): PayloadResult<Payload>
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
  toWire(payload: Payload, assets: AssetIds): unknown
  /** Names that must become ids before this payload can be sent, each once. Pure. */
  needs(payload: Payload): AssetNeed[]
  batch: { size: number; maxBytes: number }
  /** How long one write call may take before it counts as lost, in milliseconds. */
  callDeadlineMs: number

  /** What a failed read means: wait and try again, or stop until somebody acts. Null: not a failure of the site. */
  explain(
    error: unknown,
  ): { kind: 'wait'; ms: number; reason: string } | { kind: 'stop'; problem: Problem } | null

  /** Which of these names exist on the site. Reads only. */
  lookUpAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetIds>
  /** Creates one asset that was looked up and found missing. */
  createAsset(ctx: TargetContext, need: AssetNeed): Promise<ItemOutcome>

  /** Which of these addresses are taken on the site, and by what. Reads only. */
  takenSlugs(ctx: TargetContext, slugs: string[]): Promise<Map<string, { remoteId: string; title: string }>>
  /**
   * Looks for items whose create was lost: by the marks our payloads carry and by slug with its `-1`, `-2` forms.
   * A match is certain (our marks or our slug with our content), never by title alone. More than one: twins.
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
  /** To the trash, never for good. */
  remove(ctx: TargetContext, refs: RemoteRef[]): Promise<ItemOutcome[]>
  /** Has Wix's own validator look at each (a call each); null when the permission is not there. */
  validate(
    ctx: TargetContext,
    payloads: { rowKey: string; payload: Payload }[],
  ): Promise<{ rowKey: string; valid: boolean; message: string }[] | null>
}

/** Stable for ever per project and row: what makes a post recognisable as made from that row. */
export function pageSeed(projectId: string, rowKey: string): string {
  return `${projectId}:${rowKey}`
}

/** The key under which a need is stored and looked up: case, width and spaces do not make two categories. */
export function assetKey(need: AssetNeed): string {
  return `${need.kind}:${foldName(need.name)}`
}

export function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
