// The destination "products of a Wix store", whichever of its two catalogs the store has.
import { type AssetIds, imageKind, type Target } from '../../target.ts'
import { documentShape } from '../document.ts'
import { documentHtml } from '../document-html.ts'
import { goneImages, imageBatch, pendingImages } from '../media.ts'
import { callDeadlineMs } from '../send-batch.ts'
import { fieldWords } from '../seo-words.ts'
import { storeAdoption } from './adoption.ts'
import { assetNames, createAssets, lookUpAssets } from './assets.ts'
import type { StorePayload } from './catalog.ts'
import { catalogNamed, catalogOfPayload } from './catalogs.ts'
import { storeCosts } from './costs.ts'
import { explain, storeSiteFacts } from './facts.ts'
import { storeFields } from './fields.ts'
import { keepProducts } from './keep-products.ts'
import { storeMerge } from './merge.ts'
import { type StoreOptions, storeOptionSpecs, storeOptionsSchema } from './options.ts'
import { categoryKind, needsOf, toPayload } from './payload.ts'
import { storeApp, storePermissions } from './permissions.ts'
import { previewHtml, searchResult } from './preview.ts'
import { storeWayBack } from './way-back/way-back.ts'

/** Of an id of Wix in JSON, with its quotes and comma; of a picture with its file too. */
const bytesPerId = 39
const bytesPerImage = 120

const noAssets: AssetIds = new Map()

export const wixStore: Target<StoreOptions, StorePayload> = {
  id: 'wix/store',
  name: 'Wix Stores',
  description: 'Each row becomes a product, or fills the info sections of a product that exists.',
  icon: 'bag',
  app: storeApp,
  permissions: storePermissions,
  options: storeOptionsSchema,
  optionSpecs: storeOptionSpecs,
  facts: storeSiteFacts,
  factsOf: 'store',
  // Limits are those of the catalog the store has.
  fields: (options) => (options.facts ? storeFields(options) : []),
  choices: () => Promise.resolve({ items: [], complete: true }),
  needs: needsOf,
  categoryKind,
  // A product is visible or hidden as the template says.
  visibility: () => null,
  toPayload(page, options) {
    const made = toPayload(page, options)
    return { ...made, wireBytes: wireBytes(made.payload) }
  },
  merge: storeMerge,
  payloadFields: (payload, assets) => catalogOfPayload(payload).payloadFields(payload, assets),
  fieldWords,
  fieldHtml: documentHtml,
  shapeOf,
  searchResult,
  previewHtml,
  toWire: (payload, assets) => catalogOfPayload(payload).toWire(payload, assets),
  addresses: 'unique',
  removal: 'delete',
  keeps: {
    option: 'mode',
    value: 'sections',
  },
  batch: (options) => catalogNamed(options).batch,
  // Not documented: twenty sections and a description at their longest are a third of this.
  mostBytes: 1_000_000,
  costs: storeCosts,
  callDeadlineMs,
  createsAreRepeatable: (options) => catalogNamed(options).createsAreRepeatable,
  explain,
  lookUpAssets,
  goneAssets: goneImages,
  assetNames,
  missingAsset: () => null,
  assetBatch: (kind) => (kind === imageKind ? imageBatch : 1),
  createAssets,
  pendingAssets: pendingImages,
  takenSlugs: (ctx, slugs, options) => catalogNamed(options).takenSlugs(ctx, slugs),
  atAddress: (payload, slug) => ({ ...payload, slug }),
  adoption: storeAdoption,
  find: (ctx, items, options) => catalogNamed(options).find(ctx, items),
  // A project that only fills info sections creates nothing.
  findOwn: async (ctx, options, since) =>
    options.mode === 'sections' ? async () => new Map() : catalogNamed(options).findOwn(ctx, since),
  read: (ctx, ids, depth, options) => catalogNamed(options).read(ctx, ids, depth, options),
  create: (ctx, items, options, assets) => catalogNamed(options).create(ctx, items, options, assets),
  update: (ctx, items, options, assets) => catalogNamed(options).update(ctx, items, options, assets),
  finish: {
    isDue: (payload, changed, visibility) =>
      catalogOfPayload(payload).finish.isDue(payload, changed, visibility),
    // Both catalogs read their products a hundred a call.
    batchSize: 100,
    run: (ctx, items, options, assets) => catalogNamed(options).finish.run(ctx, items, options, assets),
  },
  remove: (ctx, refs, options) =>
    options.mode === 'sections' ? keepProducts(refs) : catalogNamed(options).remove(ctx, refs),
  wayBack: storeWayBack,
}

function wireBytes(payload: StorePayload): number {
  const wire = catalogOfPayload(payload).toWire(payload, noAssets)
  const ids = needsOf(payload).map(({ kind }) => (kind === imageKind ? bytesPerImage : bytesPerId))
  return Buffer.byteLength(JSON.stringify(wire)) + ids.reduce((sum, one) => sum + one, 0)
}

/** Which parts a product has, and what its description is built of. */
function shapeOf({ product = {}, sections = [] }: StorePayload): string {
  const parts = Object.keys(product).sort().join(' ')
  return `${parts} | ${sections.length} sections | ${documentShape(product.descriptionDocument)}`
}
