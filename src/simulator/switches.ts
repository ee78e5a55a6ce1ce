// Behaviour that differs between real sites, or that nobody has documented: each has a default and can be turned.

export interface Switches {
  /** Answer 401 instead of 403 for an unknown key and a missing site header. */
  swap401and403: boolean
  /** Answer 401 instead of 403 for a missing permission, and for a site the caller may not open. */
  deny401: boolean
  /** Every error answer has an empty body. */
  emptyBodies: boolean
  /** 428 for a missing app comes before 403 for a missing permission. */
  appCheckBeforePermission: boolean
  /** What a taken slug does at publish time. */
  slugConflict: 'suffix' | 'reject'
  duplicateTag: 'reject' | 'return'
  duplicateCategory: 'reject' | 'create'
  /** Refuse every document that Wix's own schema refuses, not only wrong nesting and wrong enums. */
  strictRicos: boolean
  /** How `instance.permissions` of an app spells what was granted. */
  instancePermissions: 'names' | 'scopes'

  /** CMS reads without `consistentRead` show the collection as it was this long ago. */
  dataLagMs: number
  /** Bodies of bulk CMS writes above this are refused with 413. */
  maxDataBodyBytes: number
  /** The 413 comes without a code, as a gateway sends it. */
  bareTooLarge: boolean
  /** Calls of the data platform in any 60 s before `WDE0014`; 0 means no quota. */
  dataRequestsPerMinute: number
  /** An item changed again sooner than this is refused with `WDE0014`; 0 lets it pass. */
  itemUpdateEveryMs: number
  /** Whether update and patch can flip `_publishStatus` (PUBLISH plugin). */
  publishStatusByUpdate: 'ignored' | 'applied'
  /** What writing to a field that was deleted from its collection does. */
  deletedField: 'reject' | 'store'

  /** Reads of an imported file before it is READY or FAILED. */
  mediaPolls: number

  /** Product searches and look-ups of variants show the store as it was this long ago. */
  searchLagMs: number
  /** The same for product queries of both catalogs. */
  storesLagMs: number
  /** New media of a product shows this late. */
  productMediaLagMs: number
  /** `CATALOG_V3_CALLING_CATALOG_V1_API` or `CATALOG_V3_SITE_CALLING_CATALOG_V1_API`. */
  catalogMismatchCode: 'short' | 'long'
  /** Whether Manage Products also grants the V3 writes of products, info sections and categories. */
  manageProductsCovers: ('products' | 'infoSections' | 'categories')[]
  /** Whether Read Products alone shows hidden products. */
  readProductsSeesHidden: boolean
  handleIsWritable: boolean
  duplicateSku: 'allow' | 'reject'
  /** Info sections given by content inside a product. */
  inlineInfoSections: 'create' | 'reject'
  slugOnV1Create: 'honoured' | 'ignored'
  /** A write to the category tree takes this long, and any other meanwhile is a conflict. */
  categoryWriteMs: number
}

export const defaultSwitches: Switches = {
  swap401and403: false,
  deny401: false,
  emptyBodies: false,
  appCheckBeforePermission: false,
  slugConflict: 'suffix',
  duplicateTag: 'reject',
  duplicateCategory: 'reject',
  strictRicos: false,
  instancePermissions: 'names',
  dataLagMs: 2000,
  maxDataBodyBytes: 1_000_000,
  bareTooLarge: false,
  dataRequestsPerMinute: 0,
  itemUpdateEveryMs: 0,
  publishStatusByUpdate: 'ignored',
  deletedField: 'reject',
  mediaPolls: 2,
  searchLagMs: 2000,
  storesLagMs: 0,
  productMediaLagMs: 0,
  catalogMismatchCode: 'short',
  manageProductsCovers: ['products', 'infoSections', 'categories'],
  readProductsSeesHidden: false,
  handleIsWritable: false,
  duplicateSku: 'allow',
  inlineInfoSections: 'create',
  slugOnV1Create: 'honoured',
  categoryWriteMs: 50,
}
