// Behaviour that differs between real sites, or that nobody has documented: each has a default and can be turned.

export interface Switches {
  /** Answer 401 instead of 403 for an unknown key and a missing site header. */
  swap401and403: boolean
  /** Answer 401 instead of 403 for a missing permission, and for a site the caller may not open. */
  deny401: boolean
  /** Every error answer has an empty body. */
  emptyBodies: boolean
  /** How Wix Data refuses a caller without the permission: as every API does, or with its own code. */
  dataDenied: 'PERMISSION_DENIED' | 'WDE0027'
  /** What Wix Data answers for a site that does not exist: what every API does, or `WDE0117`. */
  unknownSite: 'denied' | 'WDE0117'
  /** The `error` of `/oauth2/token` for an instance that its app does not have. */
  unknownInstance: 'invalid_grant' | 'invalid_request'
  /** 428 for a missing app comes before 403 for a missing permission. */
  appCheckBeforePermission: boolean
  /** What a taken slug does at publish time. */
  slugConflict: 'suffix' | 'reject'
  duplicateTag: 'reject' | 'return'
  duplicateCategory: 'reject' | 'create'
  /** What a date that has passed does when a post is scheduled. */
  scheduledInPast: 'reject' | 'publish'
  /** What saving a scheduled post does to its date. */
  saveOfScheduled: 'keeps' | 'drops'
  /** What cancelling does to a post that is not scheduled. */
  cancelUnscheduled: 'reject' | 'ignore'
  /** What reverting does to a post that is a draft already. */
  revertOfDraft: 'ignore' | 'reject'
  /** A bulk update whose entry masks nothing, when only the action matters. */
  emptyFieldMask: 'reject' | 'accept'
  /** How long after its date a scheduled post goes live. */
  scheduledPublishDelayMs: number | 'never'
  /** Whether a post that goes live at its date counts as edited then. */
  schedulingServiceEdits: boolean
  /** What restoring a post from the trash makes of it: a draft, or what it was before. */
  restoreOf: 'draft' | 'before'
  /** Whether restoring loses views, likes and comments. */
  restoreLosesMetrics: boolean
  /** Posts in the trash longer than this are gone; 0 keeps them. */
  trashKeepsMs: number
  /** What posts show of a category or tag that was deleted. */
  deletedTerms: 'dropped' | 'kept'
  /** Hashtags that a new post is sent with; an update always reads them from the text. */
  hashtags: 'kept' | 'dropped'
  /** A member created sooner than this after the last one is refused with 429; 0 lets it pass. */
  memberEveryMs: number
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
  /** What a single insert does with a multi-reference field; a bulk insert drops it. */
  multiReferenceOnInsert: 'dropped' | 'reject'
  /** What writing to a field that was deleted from its collection does. */
  deletedField: 'reject' | 'store'

  /** Redirects that one bulk creation may hold: the package says 100, the documentation 500. */
  redirectBulkLimit: 100 | 500
  /** Where `forceReplace` deletes the redirect that has the path: only in single calls, as observed, or in bulk too. */
  forceReplace: 'single' | 'honoured' | 'ignored'
  /** Code for a redirect that is not there, in single calls: `NOT_FOUND` as observed, or as documented. */
  redirectNotFound: 'generic' | 'REDIRECT_NOT_FOUND'
  /** A deleted redirect goes on sending visitors, and stays listed, this long. */
  redirectDeleteMs: number
  /** A deleted redirect of one language is listed all the same. */
  languageRedirectStaysListed: boolean
  /** Whether a new slug of a live post leaves a redirect. */
  slugChangeRedirects: 'made' | 'none'

  /** Reads of an imported file before it is READY or FAILED. */
  mediaPolls: number
  /** A file from a host that ends in `.slow.test` is not READY or FAILED before this long after its import. */
  slowMediaMs: number
  /** A file is moved to the trash, or deleted, this long after it was asked for. */
  mediaDeleteMs: number

  /** Product searches and look-ups of variants show the store as it was this long ago. */
  searchLagMs: number
  /** The same for product queries of both catalogs. */
  storesLagMs: number
  /** New media of a product shows this late. */
  productMediaLagMs: number
  /** `CATALOG_V3_CALLING_CATALOG_V1_API` or `CATALOG_V3_SITE_CALLING_CATALOG_V1_API`. */
  catalogMismatchCode: 'short' | 'long'
  /** Which V3 writes Manage Products grants beside those of Catalog V1; the others have a scope of their own. */
  manageProductsCovers: ('products' | 'inventory' | 'infoSections' | 'categories')[]
  /** Whether the version of the catalog is read with any store permission, or with its own alone. */
  catalogVersionScope: 'store' | 'own'
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
  dataDenied: 'PERMISSION_DENIED',
  unknownSite: 'denied',
  unknownInstance: 'invalid_grant',
  appCheckBeforePermission: false,
  slugConflict: 'suffix',
  duplicateTag: 'reject',
  duplicateCategory: 'reject',
  scheduledInPast: 'reject',
  saveOfScheduled: 'keeps',
  cancelUnscheduled: 'reject',
  revertOfDraft: 'ignore',
  emptyFieldMask: 'reject',
  scheduledPublishDelayMs: 0,
  schedulingServiceEdits: true,
  restoreOf: 'draft',
  restoreLosesMetrics: true,
  trashKeepsMs: 0,
  deletedTerms: 'dropped',
  hashtags: 'kept',
  memberEveryMs: 0,
  strictRicos: false,
  instancePermissions: 'names',
  dataLagMs: 2000,
  maxDataBodyBytes: 1_000_000,
  bareTooLarge: false,
  dataRequestsPerMinute: 0,
  itemUpdateEveryMs: 0,
  publishStatusByUpdate: 'ignored',
  multiReferenceOnInsert: 'dropped',
  deletedField: 'reject',
  redirectBulkLimit: 100,
  forceReplace: 'single',
  redirectNotFound: 'generic',
  redirectDeleteMs: 0,
  languageRedirectStaysListed: true,
  slugChangeRedirects: 'made',
  mediaPolls: 2,
  slowMediaMs: 30_000,
  mediaDeleteMs: 0,
  searchLagMs: 2000,
  storesLagMs: 0,
  productMediaLagMs: 0,
  catalogMismatchCode: 'short',
  manageProductsCovers: ['products', 'inventory', 'infoSections', 'categories'],
  catalogVersionScope: 'store',
  readProductsSeesHidden: false,
  handleIsWritable: false,
  duplicateSku: 'allow',
  inlineInfoSections: 'create',
  slugOnV1Create: 'honoured',
  categoryWriteMs: 50,
}
