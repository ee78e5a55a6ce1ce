// What stops a product, or is worth knowing, before Wix sees it. Pure.

import type { Problem } from '../../../api/problem.ts'
import { shorten } from '../../../api/shorten.ts'
import { storeLimits } from '../../../wix/index.ts'
import { hasInvisible } from '../clean.ts'
import { documentWords } from '../document.ts'
import { addressProblem } from '../media.ts'
import { checkRawOutput } from '../raw-output.ts'
import { checkSeoFields } from '../seo-fields.ts'
import { checkSlug } from '../slug.ts'
import type { StorePayload } from './catalog.ts'
import { checkNumbers } from './check-numbers.ts'
import { checkSections } from './check-sections.ts'
import { limitsOf, storeFields } from './fields.ts'
import type { ProductToCheck } from './product-to-check.ts'
import { problem } from './row-error.ts'
import { readBoolean } from './values.ts'

export function checkProduct(product: ProductToCheck): Problem[] {
  const { page, fields, payload } = product
  const isFull = payload.mode === 'products'
  return [
    ...checkRequired(product),
    ...checkLengths(product),
    ...checkWritable(product),
    ...checkSections(product),
    ...(isFull
      ? [
          ...checkAddress(payload),
          ...checkNumbers(fields),
          ...checkVisible(fields),
          ...checkCategories(payload),
          ...checkPictures(payload),
          ...checkBlocks(payload),
          ...checkSeoFields(fields, page.siteUrl),
        ]
      : []),
    ...checkInvisible(page.fields),
    ...checkRaw(product),
  ]
}

function checkRequired({ fields, options }: ProductToCheck): Problem[] {
  return storeFields(options)
    .filter(({ name, required }) => required && (fields[name] ?? '').trim() === '')
    .map(({ name, label }) =>
      problem(
        'required_blank',
        name,
        options.mode === 'sections'
          ? `${label} is empty, so the product of this row cannot be found. Fill the cells it comes from.`
          : `${label} is empty. Wix needs it: fill the cells it comes from, or give the template a fallback.`,
      ),
    )
}

/** Wix counts in UTF-16 units, as `length` does; of HTML what is sent is counted. */
function checkLengths({ fields, html, options }: ProductToCheck): Problem[] {
  return storeFields(options).flatMap(({ name, label, maxLength }): Problem[] => {
    const length = (html.get(name)?.html ?? fields[name] ?? '').trim().length
    if (maxLength === null || length <= maxLength) return []
    const how = html.has(name)
      ? 'Leave something out.'
      : `Shorten it, for example with \`| truncate: ${maxLength}\`.`
    return [problem('too_long', name, `${label} has ${length} characters; Wix allows ${maxLength}. ${how}`)]
  })
}

/** Told and left out, so that a template made for today's catalog still serves. */
function checkWritable({ fields, options }: ProductToCheck): Problem[] {
  return storeFields(options).flatMap(({ name, label, unwritable }): Problem[] => {
    if (unwritable === null || (fields[name] ?? '').trim() === '') return []
    return [
      { ...problem('field_unwritable', name, `${label} is left out. ${unwritable}`), severity: 'warning' },
    ]
  })
}

/** One bad address makes Wix refuse all hundred products of a call. */
function checkAddress({ catalog, slug }: StorePayload): Problem[] {
  const found = checkSlug(slug)
  if (catalog === 'V1' || slug === '' || found.some(({ severity }) => severity === 'error')) return found
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return []
  const message = `"${shorten(slug, 80)}" cannot be the address of a product: Wix Stores takes a-z, digits and single hyphens only, no other letters. Use the \`slugify\` filter on a name in Latin letters, or a code of the row.`
  return [problem('slug_invalid', 'slug', message)]
}

function checkVisible(fields: Record<string, string>): Problem[] {
  const text = (fields['visible'] ?? '').trim()
  if (text === '' || readBoolean(text) !== null) return []
  return [problem('visible_invalid', 'visible', `"${shorten(text, 40)}" is neither true nor false.`)]
}

function checkCategories({ catalog, product }: StorePayload): Problem[] {
  const most = limitsOf(catalog).categoryName
  return (product?.categories ?? [])
    .filter((name) => name.length > most)
    .map((name) =>
      problem(
        'label_too_long',
        'categories',
        `The category "${shorten(name, 100)}" has ${name.length} characters; Wix allows ${most}. Shorten it; several names need a semicolon or a line break between them.`,
      ),
    )
}

function checkPictures({ product }: StorePayload): Problem[] {
  const pictures = product?.media ?? []
  const problems = pictures.flatMap(({ url, alt }): Problem[] => {
    const unusable = addressProblem(url)
    if (unusable) return [problem('image_address', 'images', unusable)]
    if (alt.length <= storeLimits.altTextChars) return []
    const message = `The text of an image has ${alt.length} characters; Wix allows ${storeLimits.altTextChars}.`
    return [problem('too_long', 'images', message)]
  })
  if (pictures.length > storeLimits.mediaItems) {
    const message = `${pictures.length} images; Wix allows ${storeLimits.mediaItems} for a product.`
    problems.push(problem('too_many', 'images', message))
  }
  const silent = pictures.filter(({ alt }) => alt === '').length
  if (silent > 0) {
    const message = `${silent} of ${pictures.length} images have no alternative text. Search engines and people who cannot see them read it: write it after a bar, \`https://... | text\`.`
    problems.push({ ...problem('image_no_alt', 'images', message), severity: 'note' })
  }
  return problems
}

/** Blocks that Wix's list of what a description can hold does not have. https://dev.wix.com/docs/api-reference/business-solutions/stores/catalog-v3/products-v3/product-object */
const otherBlocks = ['VIDEO', 'AUDIO', 'HTML', 'BUTTON', 'COLLAPSIBLE_LIST']

function checkBlocks({ product }: StorePayload): Problem[] {
  const nodes: unknown[] = [...(product?.descriptionDocument?.nodes ?? [])]
  const found = new Set<string>()
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const { type, nodes: inner } = node as { type?: unknown; nodes?: unknown }
    if (otherBlocks.includes(String(type))) found.add(String(type).toLowerCase().replaceAll('_', ' '))
    if (Array.isArray(inner)) nodes.push(...inner)
  }
  if (found.size === 0) return []
  const message = `The description holds ${[...found].join(', ')}: Wix does not list that for product descriptions and may not show it. Look at the first product before you publish the rest.`
  return [{ ...problem('description_block', 'description', message), severity: 'warning' }]
}

function checkInvisible(fields: Record<string, string>): Problem[] {
  return ['name', 'slug', 'sku', 'seo_title', 'seo_description']
    .filter((name) => hasInvisible(fields[name] ?? ''))
    .map((name) => ({
      ...problem(
        'invisible_removed',
        name,
        'Invisible characters (zero width or writing direction) were removed.',
      ),
      severity: 'note',
    }))
}

function checkRaw({ fields, html }: ProductToCheck): Problem[] {
  return Object.keys(fields)
    .filter((name) => name !== 'json_ld')
    .flatMap((name) => {
      const document = html.get(name)?.document
      // Code may show braces on purpose.
      return checkRawOutput(name, document ? documentWords(document, ['CODE_BLOCK']) : (fields[name] ?? ''))
    })
}
