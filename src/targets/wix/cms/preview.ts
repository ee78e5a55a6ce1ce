// What the site will show of an item: as safe HTML, and as a result of a search engine. Pure.

import { shorten } from '../../../api/shorten.ts'
import type { RicosDocument } from '../../../ricos/index.ts'
import { htmlToRicos, RicosLimitError, ricosToHtml, ricosToText } from '../../../ricos/index.ts'
import { documentHtml } from '../document-html.ts'
import { addressProblem, imageUrl, wixFileId } from '../media.ts'
import { type CmsPayload, isBlank, textOfField, titleOf } from './payload.ts'
import type { CmsValue } from './values.ts'

const shownDescription = 160

/** A list of the fields with what is in them. How an item really looks is up to the pages of the site. */
export function previewHtml(payload: CmsPayload): string {
  const { fields, titleField } = payload
  const keys = Object.keys(fields)
    .filter((key) => key !== titleField)
    .sort()
  const rows = keys.map((key) => `<dt>${escapeHtml(wordsOf(key))}</dt><dd>${valueHtml(fields[key]!)}</dd>`)
  const list = rows.length > 0 ? `<dl>${rows.join('')}</dl>` : ''
  return `<article dir="auto"><h1>${escapeHtml(titleOf(payload))}</h1>${list}</article>`
}

/** Wix makes keys of the names that people give: `openingHours` was "Opening hours". */
function wordsOf(key: string): string {
  const words = key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function valueHtml(value: CmsValue): string {
  if (isBlank(value)) return '<em>empty</em>'
  if ('image' in value) return imageHtml(value.image, '')
  if ('images' in value) return value.images.map(({ url, alt }) => imageHtml(url, alt)).join('')
  if ('name' in value) return escapeHtml(value.name)
  if ('names' in value) return listHtml(value.names)
  if (value.type === 'RICH_CONTENT') return ricosToHtml(value.value as RicosDocument)
  if (value.type === 'RICH_TEXT') return safeHtml(String(value.value))
  if (Array.isArray(value.value) && value.value.every((one) => typeof one === 'string'))
    return listHtml(value.value)
  const text = textOfField({ value }, 'value')
  if (value.type === 'URL' && /^https?:/i.test(text))
    return `<a href="${escapeHtml(text)}" rel="nofollow noopener">${escapeHtml(text)}</a>`
  if (typeof value.value === 'object' && value.type !== 'DATETIME')
    return `<pre>${escapeHtml(JSON.stringify(value.value, null, 2))}</pre>`
  if (value.type === 'DATETIME') return escapeHtml(text)
  return escapeHtml(typeof value.value === 'string' ? value.value : text).replaceAll('\n', '<br>')
}

function listHtml(entries: string[]): string {
  return `<ul>${entries.map((entry) => `<li>${escapeHtml(entry)}</li>`).join('')}</ul>`
}

function imageHtml(address: string, alt: string): string {
  if (addressProblem(address) !== null) return escapeHtml(address)
  const fileId = wixFileId(address)
  const src = fileId === null ? address : imageUrl({ fileId })
  return `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}">`
}

/** Through rich content and back: no script, no handler and no odd address gets through that. */
/** Rich content has a canonical text; a field of type RICH_TEXT is compared as the HTML it is. */
export function fieldHtml(text: string): string | null {
  if (!/^\s*<[a-z][^>]*>/i.test(text)) return documentHtml(text)
  const document = documentOf(text)
  return document ? ricosToHtml(document) : null
}

function safeHtml(html: string): string {
  const document = documentOf(html)
  return document ? ricosToHtml(document) : `<pre>${escapeHtml(html.slice(0, 2_000))}</pre>`
}

/** Undefined for what is too large or too deep to be converted. */
function documentOf(html: string): RicosDocument | undefined {
  try {
    return htmlToRicos(html, { schema: 'api' }).document
  } catch (error) {
    if (!(error instanceof RicosLimitError)) throw error
    return undefined
  }
}

/** The address is a guess from the pattern of the dynamic page; an item without a page has none but the site's. */
export function searchResult(payload: CmsPayload, siteUrl: string | null) {
  const base = siteUrl === null ? 'https://your-site' : siteUrl.replace(/\/+$/, '')
  return { title: titleOf(payload), url: `${base}${payload.path ?? ''}`, description: descriptionOf(payload) }
}

/** The longest text beside the title, for want of anything that says which one it is. */
function descriptionOf({ fields, titleField }: CmsPayload): string {
  const texts = Object.entries(fields)
    .filter(([key, value]) => key !== titleField && !isBlank(value))
    .map(([key, value]) => {
      if (value.type === 'TEXT') return textOfField(fields, key)
      if (!('value' in value)) return ''
      if (value.type === 'RICH_CONTENT') return ricosToText(value.value as RicosDocument)
      const document = value.type === 'RICH_TEXT' ? documentOf(String(value.value)) : undefined
      return document ? ricosToText(document) : ''
    })
  const longest = texts.reduce((best, text) => (text.length > best.length ? text : best), '')
  const line = longest.replace(/\s+/g, ' ').trim()
  return shorten(line, shownDescription)
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
