// What the site and a search engine will show of a product. Pure.
import { shorten } from '../../../api/shorten.ts'
import { ricosToHtml } from '../../../ricos/index.ts'
import { documentWords } from '../document.ts'
import { addressProblem, imageUrl, readImageRef } from '../media.ts'
import type { StorePayload } from './catalog.ts'
import { toCleanHtml } from './html.ts'
import { isBlankSection } from './payload.ts'

/** Wix's usual path; a site may have another, which is known once the product is there. */
const usualPath = '/product-page/'
const shownDescription = 160

/** A card of the product as safe HTML; of a product that only gets sections, those. */
export function previewHtml({ name, product, sections = [], slug, sku }: StorePayload): string {
  const heading = name || slug || sku
  const parts = [
    ...(product?.media ?? []).map(pictureHtml),
    ...(heading ? [`<h1>${escapeHtml(heading)}</h1>`] : []),
    priceHtml(product),
    descriptionHtml(product),
    ...sections
      .filter((section) => !isBlankSection(section))
      .map(({ title, html }) => `<section><h2>${escapeHtml(title)}</h2>${html}</section>`),
  ]
  return `<article dir="auto">${parts.join('')}</article>`
}

export function searchResult({ name, slug, product }: StorePayload, siteUrl: string | null) {
  const tags = product?.seoTags ?? []
  const description = tags.find((tag) => tag.props?.['name'] === 'description')?.props?.['content']
  const base = siteUrl === null ? 'https://your-site' : siteUrl.replace(/\/+$/, '')
  return {
    title: tags.find((tag) => tag.type === 'title')?.children ?? name,
    url: `${base}${usualPath}${slug}`,
    description: description ?? openingWords(product),
  }
}

function pictureHtml({ url, alt }: { url: string; alt: string }): string {
  if (addressProblem(url) !== null) return ''
  const ref = readImageRef(url)
  const address = ref ? imageUrl(ref) : url
  if (!/^https?:/i.test(address)) return ''
  return `<figure><img src="${escapeHtml(address)}" alt="${escapeHtml(alt)}"></figure>`
}

function priceHtml(product: StorePayload['product']): string {
  const { price = '', compareAtPrice = '' } = product ?? {}
  if (price === '') return ''
  const before = compareAtPrice === '' ? '' : `<s>${escapeHtml(compareAtPrice)}</s> `
  return `<p>${before}<strong>${escapeHtml(price)}</strong></p>`
}

function descriptionHtml(product: StorePayload['product']): string {
  if (product?.descriptionDocument) return ricosToHtml(product.descriptionDocument)
  return product?.descriptionHtml ?? ''
}

function openingWords(product: StorePayload['product']): string {
  const document =
    product?.descriptionDocument ?? toCleanHtml('description', product?.descriptionHtml ?? '', '').document
  const words = documentWords(document).trim().replace(/\s+/g, ' ')
  return shorten(words, shownDescription)
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
