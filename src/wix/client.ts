// Puts the parts together: configuration in, an object with one property per Wix API out.
import { setTimeout as delay } from 'node:timers/promises'
import { createAuthorizer, type WixAuth } from './auth.ts'
import { isWixError } from './errors.ts'
import type { Fetch } from './exchange.ts'
import { createFreshSiteWatch } from './fresh-site.ts'
import { createRedactor } from './redact.ts'
import { createRequest, type WixRequest } from './request.ts'
import { createAppInstance } from './resources/app-instance.ts'
import { createCategories } from './resources/categories.ts'
import { createDataCollections } from './resources/data-collections.ts'
import { createDataDrafts } from './resources/data-drafts.ts'
import { createDataItems } from './resources/data-items.ts'
import { createDataReferences } from './resources/data-references.ts'
import { createDraftPostDates } from './resources/draft-post-dates.ts'
import { createDraftPosts } from './resources/draft-posts.ts'
import { createInfoSections } from './resources/info-sections.ts'
import { createInventoryItems } from './resources/inventory-items.ts'
import { createMediaFiles } from './resources/media-files.ts'
import { createMembers } from './resources/members.ts'
import { createOrderTags } from './resources/order-tags.ts'
import { createPosts } from './resources/posts.ts'
import { createRedirects } from './resources/redirects.ts'
import { createRicos } from './resources/ricos.ts'
import { createSiteProperties } from './resources/site-properties.ts'
import { createSiteUrls } from './resources/site-urls.ts'
import { createSites } from './resources/sites.ts'
import { createStoreCatalog } from './resources/store-catalog.ts'
import { createStoreCategories } from './resources/store-categories.ts'
import { createStoreCollectionsV1 } from './resources/store-collections-v1.ts'
import { createStoreProducts } from './resources/store-products.ts'
import { createStoreProductsV1 } from './resources/store-products-v1.ts'
import { createStoreVariants } from './resources/store-variants.ts'
import { createTags } from './resources/tags.ts'
import { createToken } from './resources/token.ts'
import { type Call, createSender, type WixLogger, type WixRequestEvent, type WixTimeouts } from './send.ts'
import { checkBaseUrl } from './url.ts'

export interface WixClientConfig {
  /** `https://www.wixapis.com`, or a practice site on this machine. Every call goes there, tokens included. */
  baseUrl: string
  auth: WixAuth
  fetch?: Fetch
  /** Milliseconds since 1970. */
  clock?: () => number
  /** Ends early, without an error, when the signal fires. */
  sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>
  timeouts?: Partial<WixTimeouts>
  userAgent?: string
  /** Awaited before every HTTP exchange, retries and token calls included: the place for a rate limit. */
  beforeRequest?: (signal: AbortSignal | undefined) => Promise<void>
  onRequest?: (event: WixRequestEvent) => void
  logger?: WixLogger
  /** Each call is one exchange: no read is tried again, and a refusal renews no token. For checks that count. */
  once?: boolean
}

export type WixClient = ReturnType<typeof createWixClient>

const usualTimeouts: WixTimeouts = { headersMs: 60_000, slowHeadersMs: 90_000, totalMs: 120_000 }

/** Secrets an error is searched for: the credential and the latest tokens. */
const mostSecrets = 8

/**
 * A client for one Wix site. Throws a `WixError` of kind `validation` when the base URL or the form of the
 * credentials cannot be right; sends nothing until it is used.
 */
export function createWixClient(config: WixClientConfig) {
  const secrets: string[] = []
  const remember = (secret: string): void => {
    secrets.push(secret)
    // The first is the credential itself and stays.
    if (secrets.length > mostSecrets) secrets.splice(1, 1)
  }
  const now = config.clock ?? Date.now
  const timeouts: WixTimeouts = { ...usualTimeouts, ...config.timeouts }
  const send = createSender({
    baseUrl: checkBaseUrl(config.baseUrl),
    fetch: config.fetch ?? globalThis.fetch,
    now,
    sleep: config.sleep ?? sleep,
    timeouts,
    userAgent: config.userAgent ?? 'seomatic',
    redact: createRedactor(() => secrets),
    beforeRequest: config.beforeRequest,
    onRequest: config.onRequest,
    logger: config.logger,
    once: config.once === true,
  })
  const made = createAuthorizer(config.auth, { send, now, remember })
  const authorizer = config.once ? { ...made, renew: () => false } : made
  const request: WixRequest = createRequest(send, authorizer)
  const needing = (permission: string, toWrite = permission) =>
    namePermission(request, ({ isWrite }) => (isWrite ? toWrite : permission))
  const data = createFreshSiteWatch(request, now)
  const items = namePermission(data, () => 'Manage Data Items')
  // Hidden products need it to be read too.
  const store = needing('Manage Products')
  const draftPosts = createDraftPosts(needing('Manage Blog'))
  return {
    /** For calls that have no resource here yet; the resources use nothing else. */
    request,
    /** The limits in force: after `totalMs` no answer of an earlier call can come any more. */
    timeouts: Object.freeze(timeouts),
    draftPosts,
    draftPostDates: createDraftPostDates(draftPosts),
    posts: createPosts(needing('Manage Blog')),
    categories: createCategories(needing('Manage Blog')),
    tags: createTags(needing('Manage Blog')),
    members: createMembers(needing('Read Members')),
    ricos: createRicos(needing('Manage Ricos Document')),
    dataCollections: createDataCollections(namePermission(data, () => 'Read Data Collections')),
    dataItems: createDataItems(items),
    dataReferences: createDataReferences(items),
    dataDrafts: createDataDrafts(items),
    mediaFiles: createMediaFiles(needing('Manage Media Manager')),
    storeCatalog: createStoreCatalog(needing('Read v3 catalog (PII)')),
    storeProducts: createStoreProducts(store),
    storeVariants: createStoreVariants(store),
    inventoryItems: createInventoryItems(needing('Manage Products', 'Inventory write in v3 catalog')),
    infoSections: createInfoSections(needing('Manage Products', 'Info section write in v3 catalog')),
    storeCategories: createStoreCategories(namePermission(request, categoryPermission)),
    storeProductsV1: createStoreProductsV1(store),
    storeCollectionsV1: createStoreCollectionsV1(store),
    redirects: createRedirects(needing('Manage SEO Settings')),
    orderTags: createOrderTags(needing('Read Tags')),
    siteProperties: createSiteProperties(request),
    siteUrls: createSiteUrls(request),
    sites: createSites(request),
    appInstance: createAppInstance(request),
    token: createToken(send, authorizer),
  }
}

/** A category, and what is in it, have a scope each. https://dev.wix.com/docs/rest/business-management/categories */
function categoryPermission({ isWrite, path }: Call): string {
  if (!isWrite) return 'Read Categories'
  return path.includes('/bulk/') ? 'Category item write' : 'Category write'
}

/** Wix's refusals name no permission, so errors of these calls say which one they need. */
function namePermission(request: WixRequest, permissionOf: (call: Call) => string): WixRequest {
  return async (call, options) => {
    try {
      return await request(call, options)
    } catch (error) {
      if (isWixError(error)) error.permission = permissionOf(call)
      throw error
    }
  }
}

/** The next exchange notices the abort itself, so waking up early is enough. */
async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}
