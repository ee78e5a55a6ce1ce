// One field of a collection: what can be written to it, and within which limits. Pure.
import { shorten } from '../../../api/shorten.ts'
import { type DataField, isJsonObject } from '../../../wix/index.ts'

export interface FieldFacts {
  key: string
  label: string
  /** Wix's name of it, an open set. */
  type: string
  required: boolean
  /** Can be set once and not be changed afterwards. */
  isImmutable: boolean
  /** Words for people why nothing can be written; null: something can. */
  unwritable: string | null
  /** Whether items can be found by its value. */
  isQueryable: boolean
  limits: Limits
  /** Those of an enumeration. Null: any. */
  values: string[] | null
  refersTo: { collectionId: string; label: string; displayLabel: string | null } | null
  /** Of a page link: how Wix makes the address, `/places/{slug}`. */
  page: { pattern: string; isLowercase: boolean } | null
  /** The owner's own words in the CMS. */
  description: string | null
}

/** Of a text in characters, of a number by value, of a list by entries. */
export interface Limits {
  minLength?: number
  maxLength?: number
  min?: number
  max?: number
  minSize?: number
  maxSize?: number
}

export interface FieldSurroundings {
  /** By id of the collection; null for one that is gone. */
  referred: ReadonlyMap<string, { label: string; displayLabel: string | null } | null>
  /** The EDITABLE_PAGE_LINK plugin lets links be written. */
  hasEditableLinks: boolean
}

const longestDescription = 300

const queryable = new Set([
  ...['TEXT', 'URL', 'EMAIL', 'SLUG', 'LANGUAGE', 'NUMBER', 'DATE', 'TIME', 'DATETIME', 'BOOLEAN'],
])

/** Types that a template can fill, beside page links. */
const writable = new Set([
  ...queryable,
  ...['RICH_TEXT', 'RICH_CONTENT', 'IMAGE', 'MEDIA_GALLERY', 'VIDEO', 'DOCUMENT', 'AUDIO'],
  ...['ARRAY_STRING', 'ARRAY_DOCUMENT', 'ARRAY', 'OBJECT', 'ANY', 'ADDRESS', 'REFERENCE', 'MULTI_REFERENCE'],
])

/** Undefined for the fields every item has of itself (`_id`, `_updatedDate`). */
export function fieldFacts(field: DataField, around: FieldSurroundings): FieldFacts | undefined {
  const { key = '', type = 'ANY' } = field
  if (key === '' || key.startsWith('_')) return undefined
  const { limits, values } = limitsOf(field)
  const referredId = referredCollection(field)
  const referred = referredId === undefined ? undefined : around.referred.get(referredId)
  return {
    key,
    label: field.displayName || key,
    type,
    required: field.required === true,
    isImmutable: field.immutable === true,
    unwritable: unwritable(field, around),
    isQueryable: queryable.has(type) && field.encrypted !== true,
    limits,
    values,
    refersTo: referredId !== undefined && referred ? { collectionId: referredId, ...referred } : null,
    page: pageOf(field),
    description: shorten(field.description ?? '', longestDescription) || null,
  }
}

export function referredCollection({ type, typeMetadata }: DataField): string | undefined {
  if (type !== 'REFERENCE' && type !== 'MULTI_REFERENCE') return undefined
  return (typeMetadata?.reference ?? typeMetadata?.multiReference)?.referencedCollectionId || undefined
}

function unwritable(field: DataField, around: FieldSurroundings): string | null {
  const { type = 'ANY' } = field
  if (type === 'PAGE_LINK')
    return around.hasEditableLinks
      ? null
      : 'Wix makes this address itself, from the pattern of the dynamic page and the fields named in it.'
  if (field.systemField) return 'Wix keeps this field itself.'
  if (field.readOnly) return 'The field is read-only in the collection.'
  if (field.encrypted) return 'The field is encrypted, and what is in it could not be compared.'
  if (type.startsWith('LEGACY_'))
    return `Fields of the old type ${type} can no longer be written. Create a new field in the CMS.`
  if (!writable.has(type)) return `Fields of the type ${type} cannot be filled from a template.`
  if (type !== 'REFERENCE' && type !== 'MULTI_REFERENCE') return null
  const id = referredCollection(field)
  return id !== undefined && around.referred.get(id)
    ? null
    : 'The collection that this field refers to is no longer on the site.'
}

function pageOf({ type, typeMetadata }: DataField): FieldFacts['page'] {
  const calculator = type === 'PAGE_LINK' ? typeMetadata?.pageLink?.calculator : undefined
  const { pattern, lowercase } = calculator?.fieldsPattern ?? {}
  if (pattern) return { pattern, isLowercase: lowercase !== false }
  const plain = calculator?.urlizedOnlyPattern?.pattern
  return plain ? { pattern: plain, isLowercase: false } : null
}

/**
 * Ranges stand beside the type, and in newer answers within `typeMetadata` under its name (`text.enumValues`), which
 * Wix's own package does not declare yet.
 */
function limitsOf(field: DataField): { limits: Limits; values: string[] | null } {
  const limits: Limits = {}
  let values: string[] | null = null
  const sources = [field.stringLengthRange, field.numberRange, field.arraySizeRange]
  const inner = Object.values(field.typeMetadata ?? {}).filter(isJsonObject)
  for (const source of [...sources, ...inner, ...inner.map((one) => one['textValidation'])]) {
    if (!isJsonObject(source)) continue
    for (const name of ['minLength', 'maxLength', 'min', 'max', 'minSize', 'maxSize'] as const)
      if (typeof source[name] === 'number') limits[name] = source[name]
    const list = isJsonObject(source['enumValues']) ? source['enumValues']['values'] : undefined
    if (Array.isArray(list) && list.length > 0) values = list.map(String)
  }
  return { limits, values }
}
