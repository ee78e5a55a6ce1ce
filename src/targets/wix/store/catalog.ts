// What both catalogs of Wix Stores have to offer, so that the destination itself knows neither.
import type { Problem } from '../../../api/problem.ts'
import type { RicosDocument } from '../../../ricos/index.ts'
import type { FieldTexts } from '../../merge-fields.ts'
import type { Calls, ChangedField, Moment, PageLoad } from '../../operation-costs.ts'
import type {
  AssetIds,
  BatchLimits,
  FinishSteps,
  ItemOutcome,
  OutgoingItem,
  OwnFinder,
  RemoteRef,
  RemoteState,
  TargetContext,
} from '../../target.ts'
import type { WixSeoTag } from '../seo-tags.ts'
import type { CatalogName } from './catalog-name.ts'
import type { StoreOptions } from './options.ts'

/**
 * An info section of one product: its text is the product's own, whoever else has sections. With a blank title and
 * text: the product shall not have it, so it is taken off where it is there (V3; payloads for V1 leave such out).
 */
export interface StoreSection {
  /** `seomatic-<hash of the page>-<number>`: the product's own; Catalog V3 keeps sections under it. */
  uniqueName: string
  title: string
  /** Clean HTML. */
  html: string
  /** The same as a document, where V3 gets one. */
  document?: RicosDocument
}

/**
 * Everything about a product that is ours. What the template does not have is absent, and Wix's value stays. In the
 * mode `sections` there is nothing but `sections`, and what the product is found by.
 */
export interface StorePayload {
  catalog: CatalogName
  mode: StoreOptions['mode']
  /** What an existing product is found by, in the mode `sections` and for adoption. */
  name: string
  slug: string
  /**
   * Where the template gives none: deterministic for V1, whose products are looked up by it before every create;
   * blank for V3, which keeps its own.
   */
  sku: string
  product?: {
    /** A decimal number, as Wix takes it: `9.99`. */
    price?: string
    /** The same; blank: none. */
    compareAtPrice?: string
    /** Zero: none. */
    weight?: number
    stock?: { inStock: boolean } | { quantity: number }
    /** Clean HTML, as it is sent to V1 and to V3 where the project chose HTML. */
    descriptionHtml?: string
    /** The same as a document, where V3 gets one. */
    descriptionDocument?: RicosDocument
    /** Blank: none. */
    brand?: string
    /** Blank: none. */
    ribbon?: string
    visible?: boolean
    /** Pictures in their order; none: the product shall have none. */
    media?: { url: string; alt: string }[]
    /** Names; products are only ever put into categories, and taken out of those that these named before. */
    categories?: string[]
    seoTags?: WixSeoTag[]
  }
  sections?: StoreSection[]
  /** Of a restore alone: the product shall have no SKU, which a blank one does not say. */
  hasNoSku?: true
  /** Of a restore alone: what is sent as it stood, beside our fields or more exactly than they say it. */
  beside?: Record<string, unknown>
}

/** What its operations cost, as `OperationCosts` of the contract says. */
export interface CatalogCosts {
  loadOf(payload: StorePayload, changes: readonly ChangedField[] | null, assets: AssetIds): PageLoad
  takenSlugs(count: number): Calls
  read(there: readonly PageLoad[], gone: number, options: StoreOptions, moment: Moment): Calls
  create(pages: readonly PageLoad[]): Calls
  update(pages: readonly PageLoad[]): Calls
  finish(pages: readonly PageLoad[]): Calls
  remove(pages: readonly PageLoad[]): Calls
}

/** What is put back of a snapshot. */
export interface Wanted {
  seed: string
  /** Fields as they are compared; null: all, of a product that is made again. */
  fields: readonly string[] | null
}

export interface PutBack {
  payload: StorePayload
  /** Ids that stand for themselves. */
  assets: AssetIds
  /** Why it cannot be made again as it was. */
  obstacle: Problem | null
}

/** What a catalog reads of its own snapshots. Null: of a version that kept less. */
export interface CatalogSnapshots {
  fields(raw: unknown, options: StoreOptions): Record<string, string> | null
  putBack(raw: unknown, wanted: Wanted, options: StoreOptions): PutBack | null
  atAddress(raw: unknown, slug: string): unknown
}

export interface Catalog {
  costs: CatalogCosts
  snapshots: CatalogSnapshots
  batch: BatchLimits<StorePayload>
  createsAreRepeatable: boolean
  takenSlugs(ctx: TargetContext, slugs: string[]): Promise<Map<string, { remoteId: string; title: string }>>
  /** By `options.adopt`, or by `options.matchBy` in the mode `sections`. */
  match(
    ctx: TargetContext,
    items: OutgoingItem<StorePayload>[],
    by: 'slug' | 'sku' | 'name',
  ): Promise<Map<string, RemoteRef[]>>
  find(ctx: TargetContext, items: OutgoingItem<StorePayload>[]): Promise<Map<string, RemoteRef[]>>
  findOwn(ctx: TargetContext, since: Date | null): Promise<OwnFinder<StorePayload>>
  /** With `options`, since the mode `sections` reads sections alone. */
  read(
    ctx: TargetContext,
    remoteIds: string[],
    depth: 'light' | 'full',
    options: StoreOptions,
  ): Promise<Map<string, RemoteState>>
  /** Canonical texts of a payload, comparable with those of `read`. */
  payloadFields(payload: StorePayload, assets: AssetIds): Record<string, string>
  /** See `MergeFields`. */
  texts(payload: StorePayload): FieldTexts
  textsOnSite(raw: unknown, options: StoreOptions): FieldTexts
  withTexts(payload: StorePayload, texts: FieldTexts): StorePayload
  toWire(payload: StorePayload, assets: AssetIds): unknown
  create(
    ctx: TargetContext,
    items: OutgoingItem<StorePayload>[],
    options: StoreOptions,
    assets: AssetIds,
  ): Promise<ItemOutcome[]>
  update(
    ctx: TargetContext,
    items: OutgoingItem<StorePayload>[],
    options: StoreOptions,
    assets: AssetIds,
  ): Promise<ItemOutcome[]>
  finish: FinishSteps<StoreOptions, StorePayload>
  remove(ctx: TargetContext, refs: RemoteRef[]): Promise<ItemOutcome[]>
}
