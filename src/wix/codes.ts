// What single error codes of Wix Data and Wix Stores mean. Their HTTP status is mostly undocumented, so the code decides.
import type { WixErrorKind } from './errors.ts'

interface Meaning {
  kind: WixErrorKind
  /** True: Wix refused the call although the kind alone would leave that open. */
  isRefusal?: boolean
}

/** https://dev.wix.com/docs/api-reference/business-solutions/cms/wix-data-error-codes and the error types of Stores. */
const meanings: Record<string, Meaning> = {
  // Sizes: send less at a time (WDE0006, WDE0069, WDE0109), or leave the item out (WDE0009). WDE0180 is about the
  // answer.
  WDE0006: { kind: 'too_large' },
  WDE0069: { kind: 'too_large' },
  WDE0009: { kind: 'too_large' },
  WDE0109: { kind: 'too_large' },
  WDE0180: { kind: 'too_large' },
  // Calls per minute; wait at least one.
  WDE0014: { kind: 'throttled' },
  // Storage of the plan.
  WDE0091: { kind: 'quota' },
  // Collection unknown, deleted; item unknown; link to take away unknown.
  WDE0025: { kind: 'not_found' },
  WDE0026: { kind: 'not_found' },
  WDE0073: { kind: 'not_found' },
  WDE0153: { kind: 'not_found' },
  // Permissions of the collection itself, not of the key.
  WDE0027: { kind: 'forbidden' },
  WDE0144: { kind: 'forbidden' },
  WDE0177: { kind: 'forbidden' },
  // Wix's own trouble; a call that took too long (WDE0028) may have been applied.
  WDE0028: { kind: 'transient' },
  WDE0053: { kind: 'transient' },
  WDE0054: { kind: 'transient' },
  WDE0055: { kind: 'transient' },
  WDE0149: { kind: 'transient' },
  // The site is not known yet: passes within seconds on a fresh one.
  WDE0117: { kind: 'transient', isRefusal: true },
  // Id taken, unique value taken, link there already, changed meanwhile.
  WDE0029: { kind: 'conflict' },
  WDE0074: { kind: 'conflict' },
  WDE0123: { kind: 'conflict' },
  WDE0178: { kind: 'conflict' },
  INVALID_REVISION: { kind: 'conflict' },
  DUPLICATE_SLUG: { kind: 'conflict' },
  DUPLICATE_SLUG_ERROR: { kind: 'conflict' },
  SKU_ALREADY_EXIST_ERROR: { kind: 'conflict' },
  ALREADY_EXISTS: { kind: 'conflict' },
  // Wix CMS, or the app a collection belongs to.
  WDE0110: { kind: 'app_not_installed' },
  WDE0171: { kind: 'app_not_installed' },
  // Credentials that are good, and may not: Wix documents 401 beside it as well as 403.
  PERMISSION_DENIED: { kind: 'forbidden' },
  NO_PERMISSION_TO_INCLUDE_NOT_VISIBLE_PRODUCTS: { kind: 'forbidden' },
}

/**
 * The kind of a code in the result of one item of a bulk call, which has no status; undefined for codes that only say
 * what is wrong with the item.
 */
export function kindOfCode(code: string): WixErrorKind | undefined {
  return meaningOf(code)?.kind
}

/** What a code means by itself; undefined leaves it to the status. */
export function meaningOf(code: string): Meaning | undefined {
  if (Object.hasOwn(meanings, code)) return meanings[code]
  // Two spellings of each are on record (`CATALOG_V3_CALLING_...`, `CATALOG_V3_SITE_CALLING_...`).
  if (/^CATALOG_V\d+_(SITE_)?CALLING_CATALOG_V\d+_API$/.test(code)) return { kind: 'wrong_catalog' }
  // A store that was just installed answers so for up to a minute and a half.
  if (/^CATALOG_V\d+.*PROVISIONING/.test(code)) return { kind: 'transient', isRefusal: true }
  return undefined
}
