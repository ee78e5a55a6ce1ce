// The destination "items of a collection of Wix CMS".
import { dataLimits } from '../../../wix/index.ts'
import { imageKind, type Target } from '../../target.ts'
import { goneImages, imageBatch, pendingImages } from '../media.ts'
import { callDeadlineMs } from '../send-batch.ts'
import { cmsAdoption } from './adopt.ts'
import { createAssets, lookUpAssets, missingAsset } from './assets.ts'
import { longestItemBytes } from './checks.ts'
import { cmsChoices } from './choices.ts'
import type { CmsFacts } from './collection-facts.ts'
import { cmsCosts } from './costs.ts'
import { explainCms } from './errors.ts'
import { readFacts } from './facts.ts'
import { cmsFields } from './fields.ts'
import { cmsFinish } from './finish.ts'
import { cmsMerge } from './merge.ts'
import { notesOn, objectionTo } from './notes.ts'
import { type CmsOptions, cmsOptionSpecs, cmsOptionsSchema } from './options.ts'
import {
  type CmsPayload,
  needsOf,
  payloadFields,
  shapeOf,
  toPayload,
  toWire,
  visibilityOf,
  withoutVisibility,
} from './payload.ts'
import { cmsApp, cmsPermissions } from './permissions.ts'
import { fieldHtml, previewHtml, searchResult } from './preview.ts'
import { findItems, findOwnItems, readItems } from './read.ts'
import { cmsWayBack } from './way-back/way-back.ts'
import { createItems, removeItems, updateItems } from './write.ts'

export const wixCms: Target<CmsOptions, CmsPayload> = {
  id: 'wix/cms',
  name: 'Wix CMS collection',
  description: 'Each row becomes an item of a collection, and with a dynamic page a page of its own.',
  icon: 'database',
  app: cmsApp,
  permissions: cmsPermissions,
  options: cmsOptionsSchema,
  optionSpecs: cmsOptionSpecs,
  facts: {
    read: readFacts,
    notes: (facts, options) => notesOn(facts as CmsFacts, options),
    objection: (payload, before, now) =>
      objectionTo(payload as CmsPayload, before as CmsFacts, now as CmsFacts),
  },
  factsOf: 'collection',
  placeOf: ({ collectionId }) => collectionId,
  fields: cmsFields,
  choices: cmsChoices,
  visibility: visibilityOf,
  toPayload,
  withoutVisibility,
  payloadFields,
  merge: cmsMerge,
  fieldHtml,
  shapeOf,
  searchResult,
  previewHtml,
  toWire,
  needs: needsOf,
  // Wix shows one of the items that share an address, and takes them all.
  addresses: 'shared',
  removal: 'delete',
  // A limit of Wix is 1000 items; the body of a call has an undocumented one, below which these have been seen to stay.
  batch: () => ({ size: dataLimits.safeBulkItems, maxBytes: dataLimits.safeBodyBytes }),
  mostBytes: longestItemBytes,
  readSize: dataLimits.safeBulkItems,
  costs: cmsCosts,
  callDeadlineMs,
  // Wix refuses a second item with the id that we choose.
  createsAreRepeatable: () => true,
  explain: explainCms,
  lookUpAssets,
  goneAssets: goneImages,
  missingAsset,
  assetBatch: (kind) => (kind === imageKind ? imageBatch : 1),
  createAssets,
  pendingAssets: pendingImages,
  adoption: cmsAdoption,
  find: findItems,
  // Wix refuses a second item with one id, so that only records known to be older are worth a look.
  findOwn: async (ctx, options, since) =>
    since === null ? findOwnItems(ctx, options) : async () => new Map(),
  read: readItems,
  create: createItems,
  update: updateItems,
  finish: cmsFinish,
  remove: removeItems,
  wayBack: cmsWayBack,
}
