// Which catalog a site has, and what the other one's calls answer.

import { applicationError, validationError, type WixError } from '../errors.ts'
import type { Call } from '../route.ts'

/** App id of Stores, in the references that categories hold. */
export const storesAppId = '215238eb-22a5-4c36-9e7b-e7c08025e04e'

/** Lets the call through only on the catalog it belongs to, once that catalog is ready. */
export function requireCatalog(call: Call, version: 'V1' | 'V3', kind: 'read' | 'write' = 'read'): void {
  const { catalogVersion, provisioning, switches } = call.site
  if (catalogVersion !== version) {
    const isShort = version === 'V1' && switches.catalogMismatchCode === 'short'
    const code = `CATALOG_${catalogVersion}${isShort ? '' : '_SITE'}_CALLING_CATALOG_${version}_API`
    const text = `Endpoint belongs to CATALOG_${version}, but your site is using CATALOG_${catalogVersion}`
    throw applicationError(428, code, text)
  }
  const untilMs = kind === 'read' ? provisioning?.readsUntilMs : provisioning?.writesUntilMs
  if (version === 'V3' && call.now() < (untilMs ?? 0))
    throw applicationError(
      428,
      'CATALOG_V3_SITE_PROVISIONING',
      'The catalog of the site is being provisioned',
    )
}

/** 400 with the name of a rule, as V3 answers for slugs, ids and sizes. */
export function ruleViolation(field: string, ruleName: string, description: string): WixError {
  return validationError([{ field, description, violatedRule: 'OTHER', ruleName, data: {} }])
}

/** Lower case letters, digits and single hyphens, as V3 wants them. */
export function asciiSlug(source: string, max = 100): string {
  const plain = source
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
  const slug = plain.replace(/[^a-z0-9]+/g, '-').slice(0, max)
  return slug.replace(/^-+|-+$/g, '') || 'product'
}

/** The revision an update carries must be the one that is stored. */
export function checkRevision(given: unknown, revision: number, field: string): void {
  if (String(given) === String(revision)) return
  const description = `${field}: the entity has already changed since the requested revision ${String(given)}`
  throw applicationError(409, 'INVALID_REVISION', description, description, {
    currentRevision: String(revision),
  })
}

export function requireRevision(given: unknown, field: string): void {
  if (given === undefined || given === null || given === '')
    throw validationError([{ field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' }])
}
