// The destination "posts of a Wix blog".
import { imageKind, type Target } from '../../target.ts'
import { documentShape } from '../document.ts'
import { documentHtml } from '../document-html.ts'
import { explainRead } from '../errors.ts'
import { goneImages, imageBatch, pendingImages } from '../media.ts'
import { callDeadlineMs } from '../send-batch.ts'
import { fieldWords } from '../seo-words.ts'
import { blogAdoption } from './adopt.ts'
import { assetNames, createAssets, lookUpAssets } from './assets.ts'
import { payloadFields } from './canonical.ts'
import { blogChoices } from './choices.ts'
import { blogCosts } from './costs.ts'
import { blogDates } from './dates.ts'
import { blogFields, longestPostBytes } from './fields.ts'
import { findPosts, takenSlugs } from './find.ts'
import { blogMerge } from './merge.ts'
import { type BlogOptions, blogOptionSpecs, blogOptionsSchema } from './options.ts'
import { findOwnPosts } from './own.ts'
import { needsOf, toPayload, toWire, visibilityOf, withoutVisibility } from './payload.ts'
import { blogApp, blogPermissions } from './permissions.ts'
import type { BlogPayload } from './post.ts'
import { previewHtml } from './preview.ts'
import { readPosts } from './read.ts'
import { searchResult } from './seo.ts'
import { validateDocuments } from './validate.ts'
import { blogWayBack } from './way-back/way-back.ts'
import { wixConverter } from './wix-converter.ts'
import { createPosts, removePosts, updatePosts } from './write.ts'

export const wixBlog: Target<BlogOptions, BlogPayload> = {
  id: 'wix/blog',
  name: 'Wix Blog',
  description: 'Each row becomes a post with its own address, categories, tags and SEO settings.',
  icon: 'article',
  app: blogApp,
  permissions: blogPermissions,
  options: blogOptionsSchema,
  optionSpecs: blogOptionSpecs,
  fields: () => blogFields,
  choices: blogChoices,
  needs: needsOf,
  categoryKind: 'category',
  visibility: visibilityOf,
  canDate: true,
  leavesRedirects: true,
  toPayload,
  withoutVisibility,
  converter: wixConverter,
  payloadFields,
  merge: blogMerge,
  fieldWords,
  fieldHtml: documentHtml,
  shapeOf: (payload) => documentShape(payload.post.richContent),
  searchResult,
  previewHtml,
  toWire,
  addresses: 'unique',
  removal: 'trash',
  // Twenty is Wix's limit; the bytes keep a batch of long posts from becoming one huge request.
  batch: () => ({ size: 20, maxBytes: 4_000_000 }),
  mostBytes: longestPostBytes,
  // Wix takes no key of ours, so a post that is sent twice is there twice.
  createsAreRepeatable: () => false,
  costs: blogCosts,
  callDeadlineMs,
  explain: explainRead,
  lookUpAssets,
  goneAssets: goneImages,
  assetNames,
  missingAsset: () => null,
  assetBatch: (kind) => (kind === imageKind ? imageBatch : 1),
  createAssets,
  pendingAssets: pendingImages,
  takenSlugs,
  atAddress: (payload, slug) => ({ ...payload, post: { ...payload.post, seoSlug: slug } }),
  adoption: blogAdoption,
  find: findPosts,
  findOwn: findOwnPosts,
  read: readPosts,
  create: createPosts,
  update: updatePosts,
  finish: blogDates,
  remove: removePosts,
  wayBack: blogWayBack,
  validate: validateDocuments,
}
