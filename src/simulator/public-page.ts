// What a visitor of the simulated site would see at an address, true to what is stored.
import { itemScope } from './cms/collections.ts'
import { itemData } from './cms/values.ts'
import { type Content, escaped, frame } from './page-frame.ts'
import { targetOf } from './redirects/rules.ts'
import { global, type Store } from './store.ts'
import type { Obj, Site } from './types.ts'

/** What a site answers at an address. */
export interface Visit {
  status: 200 | 301 | 404
  /** Where a redirect sends the visitor, as a whole address. */
  location?: string
  html?: string
}

/** A redirect comes before the page at the same path; 404 where the site has neither, or only a draft. */
export function visit(store: Store, siteId: string, url: string, nowMs: number): Visit {
  const site = store.get('site', global, siteId)
  if (!site || !url.startsWith(site.url)) return { status: 404 }
  const path = url
    .slice(site.url.length)
    .replace(/[?#].*$/, '')
    .replace(/^\/*/, '/')
  const target = targetOf(store, site, path, nowMs)
  if (target !== undefined)
    return { status: 301, location: target.startsWith('/') ? `${site.url}${target}` : target }
  const html = publicPage(store, site, decoded(path))
  return html === undefined ? { status: 404 } : { status: 200, html }
}

function publicPage(store: Store, site: Site, path: string): string | undefined {
  const siteId = site.id
  const slug = path.split('/').at(-1) ?? ''
  const content = path.startsWith('/post/')
    ? postAt(store, siteId, slug)
    : path.startsWith('/product-page/')
      ? productAt(store, siteId, slug)
      : itemAt(store, siteId, path)
  return content && frame(site.name, content)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function postAt(store: Store, siteId: string, slug: string): Content | undefined {
  const post = store.all('post', siteId).find((one) => one.published !== null && one.slug === slug)
  if (!post?.published) return undefined
  const { title, richContent, memberId, categoryIds, tagIds } = post.published
  const labelled = (kind: 'category' | 'tag', ids: string[]) =>
    store.all(kind, siteId).flatMap((one) => (ids.includes(one.id) ? [one.label] : []))
  const html = nodesHtml(richContent['nodes'])
  return {
    title,
    html,
    author: store.all('member', siteId).find((one) => one.id === memberId)?.nickname ?? '',
    facts: [dayOf(post.firstPublishedDate), minutesToRead(html)].filter((fact) => fact !== ''),
    categories: labelled('category', categoryIds),
    tags: labelled('tag', tagIds),
  }
}

function dayOf(date: string | null): string {
  if (date === null) return ''
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date))
}

const wordsPerMinute = 200

/** As Wix tells it below the title of a post. */
function minutesToRead(html: string): string {
  const words = html.replace(/<[^>]*>/g, ' ').split(/\s+/).length
  return `${Math.max(1, Math.round(words / wordsPerMinute))} min read`
}

function productAt(store: Store, siteId: string, slug: string): Content | undefined {
  const v3 = store.all('product', siteId).find((one) => one.slug === slug)
  const product = v3?.product ?? store.all('productV1', siteId).find((one) => one.slug === slug)?.product
  if (!product || product['visible'] === false) return undefined
  const description = product['plainDescription'] ?? product['description']
  const text =
    typeof description === 'string' ? withoutTags(description) : nodesHtml(at(description, 'nodes'))
  return { title: String(product['name'] ?? slug), html: `${text}${facts({ price: priceOf(product) })}` }
}

function priceOf(product: Obj): unknown {
  return (
    at(product, 'actualPriceRange', 'minValue', 'formattedAmount') ??
    at(product, 'actualPriceRange', 'minValue', 'amount') ??
    at(product, 'priceData', 'price') ??
    ''
  )
}

function itemAt(store: Store, siteId: string, path: string): Content | undefined {
  for (const collection of store.all('collection', siteId)) {
    const links = collection.fields.filter(({ type }) => type === 'PAGE_LINK').map(({ key }) => key)
    if (links.length === 0 || collection.isDeleted) continue
    for (const item of store.all('item', itemScope(siteId, collection.id))) {
      const data = itemData(collection, item)
      if (data['_publishStatus'] === 'DRAFT' || !links.some((key) => data[key] === path)) continue
      const shown = collection.fields.filter(({ key }) => !key.startsWith('_') && !links.includes(key))
      const values = shown.map(({ key, displayName = key }) => [displayName, data[key]])
      return {
        title: String(data[collection.displayField] ?? item.id),
        html: facts(Object.fromEntries(values)),
      }
    }
  }
  return undefined
}

function facts(values: Obj): string {
  const rows = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  const cell = (value: unknown) =>
    typeof value === 'object' && at(value, 'nodes') !== undefined
      ? nodesHtml(at(value, 'nodes'))
      : escaped(typeof value === 'object' ? JSON.stringify(value) : String(value))
  return rows.length === 0
    ? ''
    : `<dl>${rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${cell(value)}</dd>`).join('')}</dl>`
}

const containers: Record<string, string> = {
  PARAGRAPH: 'p',
  BULLETED_LIST: 'ul',
  ORDERED_LIST: 'ol',
  LIST_ITEM: 'li',
  BLOCKQUOTE: 'blockquote',
  CODE_BLOCK: 'pre',
  TABLE: 'table',
  TABLE_ROW: 'tr',
  TABLE_CELL: 'td',
  COLLAPSIBLE_ITEM_TITLE: 'h4',
}
const marks: Record<string, string> = {
  BOLD: 'b',
  ITALIC: 'i',
  UNDERLINE: 'u',
  STRIKETHROUGH: 's',
  SUPERSCRIPT: 'sup',
  SUBSCRIPT: 'sub',
}

function nodesHtml(nodes: unknown): string {
  return Array.isArray(nodes) ? nodes.map((node) => nodeHtml(node as Obj)).join('') : ''
}

function nodeHtml(node: Obj): string {
  const inner = nodesHtml(node['nodes'])
  switch (node['type']) {
    case 'TEXT':
      return textHtml((node['textData'] ?? {}) as Obj)
    case 'HEADING': {
      const level = Math.min(6, Math.max(1, Number(at(node, 'headingData', 'level') ?? 2)))
      return `<h${level}>${inner}</h${level}>`
    }
    case 'DIVIDER':
      return '<hr>'
    case 'IMAGE':
      return `<p class="media">Picture: ${escaped(String(at(node, 'imageData', 'altText') ?? at(node, 'imageData', 'image', 'src', 'id') ?? ''))}</p>`
    case 'HTML':
    case 'VIDEO':
    case 'AUDIO':
    case 'EMBED':
      return `<p class="media">${escaped(String(node['type']).toLowerCase())}</p>`
    case 'BUTTON':
      return `<p>${escaped(String(at(node, 'buttonData', 'text') ?? ''))}</p>`
    default: {
      const tag = containers[String(node['type'])]
      return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`
    }
  }
}

function textHtml({ text, decorations }: Obj): string {
  return (Array.isArray(decorations) ? decorations : []).reduce(
    (html: string, mark: Obj) => {
      const url = at(mark, 'linkData', 'link', 'url')
      if (mark['type'] === 'LINK' && typeof url === 'string' && /^https?:\/\//.test(url))
        return `<a href="${escaped(url)}" rel="noreferrer">${html}</a>`
      const tag = marks[String(mark['type'])]
      return tag === undefined ? html : `<${tag}>${html}</${tag}>`
    },
    escaped(String(text ?? '')),
  )
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Obj | null | undefined)?.[name], value)
}

function withoutTags(html: string): string {
  return html
    .split(/<\/?(?:p|div|li|br|h\d)[^>]*>/i)
    .map((line) => line.replace(/<[^>]*>/g, '').trim())
    .filter((line) => line !== '')
    .map((line) => `<p>${escaped(decodedEntities(line))}</p>`)
    .join('')
}

function decodedEntities(text: string): string {
  const named: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&nbsp;': ' ',
  }
  return text.replace(/&(?:lt|gt|quot|#39|nbsp);/g, (entity) => named[entity]!).replaceAll('&amp;', '&')
}
