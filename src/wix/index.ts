// The public entry of the Wix client.
export type { ApiKeyAuth, AppAuth, WixAuth } from './auth.ts'
export { type BulkItem, type BulkItemError, type BulkResult, readBulk, type SentBulk } from './bulk.ts'
export { createWixClient, type WixClient, type WixClientConfig } from './client.ts'
export { kindOfCode } from './codes.ts'
export { type DataDate, readDataDate, toDataDate } from './data-date.ts'
export {
  type Delivered,
  isWixError,
  RequestWithdrawn,
  WixError,
  type WixErrorFields,
  type WixErrorKind,
  type WixViolation,
  wixErrorKinds,
} from './errors.ts'
export type { Fetch } from './exchange.ts'
export { isJsonObject, type Jsonify, type JsonObject, type Saved } from './json.ts'
export {
  dataLimits,
  mediaLimits,
  redirectLimits,
  storeCategoryLimits,
  storeLimits,
  storeV1Limits,
} from './limits.ts'
export {
  type Page,
  type PageQuery,
  readPage,
  type SortEntry,
  toQueryBody,
  walkOffsets,
  walkPages,
} from './paging.ts'
export { readEntities, readEntity, readObject } from './read-answer.ts'
export type { WixRequest } from './request.ts'
export type { AppInstance } from './resources/app-instance.ts'
export type { Categories, Category, CategoryFieldset } from './resources/categories.ts'
export type {
  DataAccess,
  DataCollection,
  DataCollectionListing,
  DataCollections,
  DataField,
  DataFieldType,
  DataPlugin,
} from './resources/data-collections.ts'
export type { DataDrafts } from './resources/data-drafts.ts'
export type {
  DataItem,
  DataItemInput,
  DataItemPatch,
  DataQuery,
  DataReading,
  DraftVisibility,
  FieldModification,
} from './resources/data-item.ts'
export type { DataItems } from './resources/data-items.ts'
export type { DataItemReference, DataReferences, ReferencedQuery } from './resources/data-references.ts'
export type { TitledPost } from './resources/draft-post-dates.ts'
export type {
  DraftPost,
  DraftPostAction,
  DraftPostFieldset,
  DraftPostInput,
  DraftPostListing,
  DraftPostStatus,
  DraftPosts,
} from './resources/draft-posts.ts'
export type {
  InfoSection,
  InfoSectionChanges,
  InfoSectionInput,
  InfoSections,
  NewInfoSection,
} from './resources/info-sections.ts'
export type {
  InventoryItem,
  InventoryItemChanges,
  InventoryItems,
  NewInventoryItem,
} from './resources/inventory-items.ts'
export type { MediaFile, MediaFiles, MediaImport, MediaUpload } from './resources/media-files.ts'
export type { Member, MemberFieldset, Members } from './resources/members.ts'
export type { OrderTag, OrderTags } from './resources/order-tags.ts'
export type { Post, PostFieldset, Posts } from './resources/posts.ts'
export type { NewRedirect, Redirect, Redirects } from './resources/redirects.ts'
export type { Ricos, RicosDocument, RicosSource, RicosValidation } from './resources/ricos.ts'
export type { SiteProperties } from './resources/site-properties.ts'
export type { PublishedUrl } from './resources/site-urls.ts'
export type { Site } from './resources/sites.ts'
export type { CatalogVersion, StoreCatalog } from './resources/store-catalog.ts'
export type { StoreCategories, StoreCategory, StoreCategoryQuery } from './resources/store-categories.ts'
export {
  allProductsCollectionV1,
  type StoreCollectionsV1,
  type StoreCollectionV1,
} from './resources/store-collections-v1.ts'
export type {
  RicosInput,
  StockResult,
  StoreProduct,
  StoreProductBulkSettings,
  StoreProductChanges,
  StoreProductField,
  StoreProductFields,
  StoreProductInput,
  StoreProductSearch,
  StoreProductsWithStock,
  StoreProductWithStock,
  StoreProductWithStockResult,
} from './resources/store-product-types.ts'
export type { StoreProducts } from './resources/store-products.ts'
export type { StoreMediaV1, StoreProductsV1, StoreProductV1 } from './resources/store-products-v1.ts'
export type { V1Query, V1Visibility } from './resources/store-v1-query.ts'
export type { StoreVariant, StoreVariants } from './resources/store-variants.ts'
export type { Tag, TagFieldset, Tags } from './resources/tags.ts'
export type { TokenFacts } from './resources/token.ts'
export type {
  Answer,
  AnswerFacts,
  Call,
  CallOptions,
  WixLogger,
  WixRequestEvent,
  WixTimeouts,
} from './send.ts'
export { type QueryObject, route } from './url.ts'
