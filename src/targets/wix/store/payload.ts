// A rendered row as a product, or as info sections of one, without the site: categories and pictures still by name. Pure.
import type { Problem } from '../../../api/problem.ts'
import { type AssetNeed, imageKind, type Loss, type PayloadResult, type RenderedPage } from '../../target.ts'
import { cleanLine, cleanText } from '../clean.ts'
import { isEmptyDocument } from '../document.ts'
import { readList } from '../list.ts'
import { addressProblem } from '../media.ts'
import { toSeoTags } from '../seo-tags.ts'
import type { StorePayload, StoreSection } from './catalog.ts'
import type { CatalogName } from './catalog-name.ts'
import { checkProduct } from './checks.ts'
import { catalogOf } from './fields.ts'
import { type CleanHtml, type HtmlFields, toCleanHtml } from './html.ts'
import { mostSections, ownSku, sectionName } from './names.ts'
import type { StoreOptions } from './options.ts'
import { readAmount, readBoolean, readPictures, readStock } from './values.ts'

/** Kind of the assets that categories (V3) and collections (V1) are. */
export const categoryKind = 'store_category'

export function toPayload(
  page: RenderedPage,
  options: StoreOptions,
): Omit<PayloadResult<StorePayload>, 'wireBytes'> {
  const fields = cleanFields(page.fields)
  const text = (name: string) => (fields[name] ?? '').trim()
  const catalog = catalogOf(options)
  const html = readHtml(page, fields, options)
  const sections = readSections(page.seed, fields, html, catalog, options)
  const isFull = options.mode !== 'sections'
  const matched = (name: string) => (isFull || options.matchBy === name ? text(name) : '')
  const sku = matched('sku')
  const payload: StorePayload = {
    catalog,
    mode: isFull ? 'products' : 'sections',
    name: matched('name'),
    slug: matched('slug'),
    sku: sku === '' && isFull && catalog === 'V1' ? ownSku(page.seed) : sku,
    ...(isFull && { product: readProduct(fields, html, catalog, options) }),
    ...(sections && { sections }),
  }
  const losses: Loss[] = [...html.values()].flatMap((one) => one.losses)
  const problems: Problem[] = [...html.values()].flatMap((one) => one.problems)
  return {
    payload,
    summary: isFull
      ? { title: payload.name, slug: payload.slug }
      : { title: payload.name || payload.slug || payload.sku, slug: '' },
    losses,
    problems: [...problems, ...checkProduct({ page, fields, html, payload, options })],
  }
}

/** Each once. An address that can never be had is no need but an error of its row. */
export function needsOf({ product }: StorePayload): AssetNeed[] {
  const pictures = (product?.media ?? []).filter(({ url }) => addressProblem(url) === null)
  return [
    ...(product?.categories ?? []).map((name) => ({ kind: categoryKind, name })),
    ...pictures.map(({ url }) => ({ kind: imageKind, name: url })),
  ]
}

function readProduct(
  fields: Record<string, string>,
  html: HtmlFields,
  catalog: CatalogName,
  options: StoreOptions,
): NonNullable<StorePayload['product']> {
  const has = (name: string) => fields[name] !== undefined
  const text = (name: string) => (fields[name] ?? '').trim()
  const description = html.get('description')
  const isDocument = catalog === 'V3' && options.description !== 'html'
  const stock = catalog === 'V1' ? null : readStock(text('stock'))
  const visible = readBoolean(text('visible'))
  const weight = text('weight') === '' ? 0 : Number(readAmount(text('weight')))
  const seoTags = toSeoTags(fields)
  return {
    ...(has('price') && { price: readAmount(text('price')) ?? '' }),
    ...(has('compare_at_price') && { compareAtPrice: readAmount(text('compare_at_price')) ?? '' }),
    ...(has('weight') && { weight }),
    ...(stock && { stock }),
    ...(description &&
      (isDocument ? { descriptionDocument: description.document } : { descriptionHtml: description.html })),
    ...(has('brand') && { brand: text('brand') }),
    ...(has('ribbon') && { ribbon: text('ribbon') }),
    ...(visible !== null && { visible }),
    ...(has('images') && { media: readPictures(text('images')) }),
    ...(has('categories') && { categories: readList(text('categories')) }),
    ...(seoTags && { seoTags }),
  }
}

/** Undefined when the template has none. */
function readSections(
  seed: string,
  fields: Record<string, string>,
  html: HtmlFields,
  catalog: CatalogName,
  options: StoreOptions,
): StoreSection[] | undefined {
  const sections: StoreSection[] = []
  let isMapped = false
  for (let number = 1; number <= mostSections; number++) {
    const title = fields[`section_${number}_title`]
    const text = html.get(`section_${number}_text`)
    if (title === undefined && text === undefined) continue
    isMapped = true
    const isBlank = !text || isEmptyDocument(text.document)
    const section: StoreSection = {
      uniqueName: sectionName(seed, number),
      title: (title ?? '').trim(),
      html: isBlank ? '' : text.html,
      ...(!isBlank && catalog === 'V3' && options.description !== 'html' && { document: text.document }),
    }
    if (catalog === 'V3' || !isBlankSection(section)) sections.push(section)
  }
  return isMapped ? sections : undefined
}

export function isBlankSection({ title, html }: StoreSection): boolean {
  return title === '' && html === ''
}

function readHtml(page: RenderedPage, fields: Record<string, string>, options: StoreOptions): HtmlFields {
  const read = new Map<string, CleanHtml>()
  for (const [name, text] of Object.entries(fields)) {
    const number = /^section_(\d)_text$/.exec(name)?.[1]
    // Each text has marks of its own, so that two of them never share the id of a node.
    if (name === 'description') read.set(name, toCleanHtml(name, text, page.seed, options))
    else if (number) read.set(name, toCleanHtml(name, text, sectionName(page.seed, Number(number)), options))
  }
  return read
}

/** Characters no page can hold go away everywhere, invisible ones where a reader or an address would suffer. */
function cleanFields(fields: Record<string, string>): Record<string, string> {
  const isLine = (name: string) =>
    !['description', 'images', 'categories', 'json_ld'].includes(name) && !name.endsWith('_text')
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [name, isLine(name) ? cleanLine(text) : cleanText(text)]),
  )
}
