// How much Wix takes at once. Where its types name no number, the comment says where the number is from.

/** Wix Data. https://dev.wix.com/docs/api-reference/business-solutions/cms/wix-data-error-codes */
export const dataLimits = {
  /** Items of one bulk call (`WDE0006`, `WDE0069`); for a patch nobody says, the same is taken. */
  bulkItems: 1000,
  /** Recommended for one item in bytes; above 512 KB `WDE0009`. */
  itemBytes: 500_000,
  /** Body of a bulk call: undocumented. 453 KB were seen to pass, 5 MB to be refused with `WDE0109`. */
  safeBodyBytes: 800_000,
  /** Items of one bulk call that a production sync was seen to use, with the bytes above. */
  safeBulkItems: 200,
  /** Page sizes of collections people made (`maxPageSize`); those of apps take 100. Above it `WDE0077`. */
  offsetPage: 1000,
  cursorPage: 100,
  /** After `WDE0014`, a limit per minute. */
  throttleMs: 60_000,
} as const

/** Media Manager: the types of `@wix/auto_sdk_media_files`. */
export const mediaLimits = { bulkImport: 100, getMany: 100, displayNameChars: 255 } as const

/** Catalog V3: the types of `@wix/auto_sdk_stores_products-v-3` and `..._info-sections-v-3`. */
export const storeLimits = {
  /** Per bulk call, each of the five by itself; exceeding one refuses the whole call. */
  bulk: { products: 100, options: 100, modifiers: 100, infoSections: 100, variants: 1000 },
  page: 100,
  nameChars: 80,
  /** A product takes 300, but reading it by slug only 100. */
  slugChars: 100,
  skuChars: 40,
  brandChars: 50,
  ribbonChars: 30,
  descriptionChars: 16_000,
  mediaItems: 50,
  altTextChars: 1000,
  seoKeywords: 5,
  price: { max: 999_999_999.99, decimals: 3 },
  infoSections: {
    perProduct: 20,
    bulk: 100,
    uniqueNameChars: 100,
    titleChars: 50,
    plainDescriptionChars: 16_000,
    /** Sections of one `bulkAddInfoSections`. */
    addedAtOnce: 10,
  },
  /** A store that was just installed answers `CATALOG_V3_SITE_PROVISIONING` for up to 80 s, as observed. */
  provisioningMs: 90_000,
} as const

/** Catalog V1: the types of `@wix/auto_sdk_stores_products`. */
export const storeV1Limits = {
  page: 100,
  nameChars: 80,
  slugChars: 100,
  skuChars: 40,
  descriptionChars: 8000,
  ribbonChars: 30,
  brandChars: 50,
  infoSectionTitleChars: 50,
  infoSectionDescriptionChars: 16_000,
  mediaPerCall: 50,
  collectionProducts: 1000,
} as const

/** Store categories: the types of `@wix/auto_sdk_categories_categories`. */
export const storeCategoryLimits = {
  /** The request declares 1000, the result 100; the smaller one is safe. */
  itemsPerCall: 100,
  page: 1000,
  nameChars: 80,
  descriptionChars: 600,
} as const

/** Redirects: the types of `@wix/auto_sdk_seo_redirects`, which for `bulkCreate` say less than the page (500). */
export const redirectLimits = { bulkCreate: 100, bulkRemove: 500, fromChars: 950, toChars: 4096 } as const
