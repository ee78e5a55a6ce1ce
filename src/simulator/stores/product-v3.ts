// Creating, changing and deleting one V3 product.

import { applicationError } from '../errors.ts'
import { checkDocument } from '../ricos/document.ts'
import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import { checkRevision, requireRevision, ruleViolation } from './catalog.ts'
import { descriptions } from './info-sections.ts'
import { checkSeo, checkSlugFormat, namedPart, productSlug, sectionIds, storedMedia } from './parts.ts'
import type { ProductRecord } from './types.ts'
import { stockOf, storedVariants, variantsOf } from './variants.ts'

/** Fields that are stored exactly as they were sent. */
const plainFields = [
  ...['name', 'visible', 'visibleInPos', 'productType', 'physicalProperties', 'mainCategoryId', 'taxGroupId'],
  ...['seoData', 'options', 'modifiers', 'extendedFields', 'tags'],
]

export function createProduct(call: Call, input: Obj, hasInventory: boolean): ProductRecord {
  if (input['id'] !== undefined)
    throw ruleViolation('product.id', 'ID_NOT_ALLOWED_IN_REQUEST', 'is not allowed')
  if (input['productType'] === undefined)
    throw ruleViolation('product.productType', 'REQUIRED', 'must not be empty')
  const isPhysical = input['productType'] === 'PHYSICAL'
  if (isPhysical && !input['physicalProperties'])
    throw ruleViolation('product', 'VARIANTS_TYPED_PROPERTIES_ARE_NOT_ALIGNED', 'needs physicalProperties')
  const name = String(input['name'])
  if (name.trim() === '')
    throw applicationError(400, 'ONLY_SPACES_STRING_ERROR', 'product.name must not be blank')
  checkSlugFormat(input['slug'], 'product.slug')
  const options = (input['options'] ?? []) as Obj[]
  const given = variantsOf(input)
  const variants = storedVariants(call, {
    variants: given,
    options,
    productType: input['productType'],
    before: [],
  })
  const slug = productSlug(call, input['slug'], name)
  const at = call.writeTime()
  const record: ProductRecord = {
    id: call.newId(),
    siteId: call.site.id,
    revision: 1,
    slug,
    product: {
      visible: true,
      visibleInPos: isPhysical,
      ...parts(call, input, 'INFO_SECTION_CREATION_FAILED'),
      ...descriptionParts(call, input),
      handle: call.site.switches.handleIsWritable ? (input['handle'] ?? slug) : slug,
      variantsInfo: { variants },
    },
    inventory: hasInventory ? stockOf(variants, given) : {},
    mediaFromMs: call.now() + call.site.switches.productMediaLagMs,
    createdDate: at,
    updatedDate: at,
    createdBy: call.n,
    lastWrittenBy: call.n,
  }
  return save(call, record)
}

/** Changes the fields that are there; lists are replaced whole, `null` clears. */
export function updateProduct(call: Call, input: Obj): ProductRecord {
  requireRevision(input['revision'], 'product.revision')
  checkSlugFormat(input['slug'], 'product.slug')
  const before = knownProduct(call, String(input['id'] ?? ''))
  checkRevision(input['revision'], before.revision, 'product')
  const changed = parts(call, input, 'INFO_SECTION_ERROR_OCCURRED')
  if (input['description'] !== undefined || input['plainDescription'] !== undefined)
    Object.assign(changed, descriptionParts(call, input))
  const oldOptions = (before.product['options'] ?? []) as Obj[]
  if (input['variantsInfo'] !== undefined || input['options'] !== undefined) {
    const isPaired = input['variantsInfo'] !== undefined && input['options'] !== undefined
    if (!isPaired && oldOptions.length > 0)
      throw ruleViolation('product', 'MISSING_OPTIONS_ON_UPDATE_VARIANTS', 'options and variants go together')
    const variants = storedVariants(call, {
      variants: variantsOf(input),
      options: (input['options'] ?? oldOptions) as Obj[],
      productType: before.product['productType'],
      before: variantsOf(before.product),
    })
    changed['variantsInfo'] = { variants }
  }
  const wanted = input['slug']
  const slug =
    typeof wanted === 'string' && wanted !== before.slug
      ? productSlug(call, wanted, '', before.id)
      : before.slug
  const product: Obj = { ...before.product, ...changed }
  for (const [key, value] of Object.entries(product)) if (value === null) delete product[key]
  return save(call, {
    ...before,
    slug,
    product,
    revision: before.revision + 1,
    updatedDate: call.writeTime(),
    mediaFromMs: input['media'] ? call.now() + call.site.switches.productMediaLagMs : before.mediaFromMs,
    lastWrittenBy: call.n,
  })
}

export function deleteProduct(call: Call, id: string): void {
  knownProduct(call, id)
  call.store.remove('product', call.site.id, id)
  for (const category of call.store.all('storeCategory', call.site.id)) {
    if (!category.itemIds.includes(id)) continue
    const itemIds = category.itemIds.filter((itemId) => itemId !== id)
    call.store.put('storeCategory', call.site.id, category.id, { ...category, itemIds })
  }
}

export function knownProduct(call: Call, id: string): ProductRecord {
  const product = call.store.get('product', call.site.id, id)
  if (!product) throw missingProduct(id)
  return product
}

export function missingProduct(idOrSlug: string) {
  return applicationError(404, 'PRODUCT_NOT_FOUND', `Product ${idOrSlug} not found`)
}

export function save(call: Call, record: ProductRecord): ProductRecord {
  call.store.put('product', call.site.id, record.id, record)
  return record
}

/** Puts other info sections on a product, at the revision the caller knows. */
export function assignSections(
  call: Call,
  given: { productId?: string; revision?: string },
  change: (ids: string[]) => string[],
): ProductRecord {
  requireRevision(given.revision, 'products.revision')
  const before = knownProduct(call, String(given.productId ?? ''))
  checkRevision(given.revision, before.revision, 'product')
  const ids = ((before.product['infoSections'] ?? []) as Obj[]).map((section) => String(section['id']))
  const wanted = change(ids)
  if (wanted.length > 20)
    throw applicationError(400, 'TOO_MANY_INFO_SECTIONS_ERROR', 'A product has at most 20 info sections')
  const infoSections = sectionIds(
    call,
    wanted.map((id) => ({ id })),
    'INFO_SECTION_ERROR_OCCURRED',
  )
  return save(call, {
    ...before,
    product: { ...before.product, infoSections },
    revision: before.revision + 1,
    updatedDate: call.writeTime(),
    lastWrittenBy: call.n,
  })
}

function parts(call: Call, input: Obj, sectionError: string): Obj {
  checkSeo(input['seoData'] as Obj | undefined)
  const out: Obj = {}
  for (const key of plainFields) if (input[key] !== undefined) out[key] = input[key]
  for (const kind of ['brand', 'ribbon'] as const) {
    const given = input[kind]
    if (given !== undefined) out[kind] = given === null ? null : namedPart(call, kind, given as Obj)
  }
  if (input['media'] !== undefined) out['media'] = storedMedia(call, input['media'] as Obj | null)
  const sections = input['infoSections']
  if (sections !== undefined) out['infoSections'] = sectionIds(call, (sections ?? []) as Obj[], sectionError)
  return out
}

function descriptionParts(call: Call, input: Obj): Obj {
  if (input['description'])
    call.warn(checkDocument(input['description'], 'product.description', call.site.switches.strictRicos))
  return descriptions(input)
}
