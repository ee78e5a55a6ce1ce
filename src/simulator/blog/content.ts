// Turns what a caller sends into stored content, with Wix's refusals and its silent omissions.

import { applicationError, invalidArgument } from '../errors.ts'
import { checkDocument, documentText, withNewNodeIds } from '../ricos/document.ts'
import type { Call } from '../route.ts'
import type { Obj, PostContent } from '../types.ts'
import { writableFields } from './shapes.ts'

const maxPostBytes = 400_000

const emptyDocument: Obj = { nodes: [], metadata: { version: 1 } }
const noCover: Obj = { displayed: false, custom: false }

/** Content of a new post. The shape has been checked; memberId has been checked by `checkOwners`. */
export function newContent(call: Call, input: Obj): PostContent {
  const blank: PostContent = {
    title: '',
    featured: false,
    categoryIds: [],
    memberId: '',
    hashtags: (input['hashtags'] as string[] | undefined) ?? [],
    commentingEnabled: true,
    tagIds: [],
    relatedPostIds: [],
    pricingPlanIds: [],
    language: call.site.language,
    richContent: emptyDocument,
    seoData: {},
    media: noCover,
  }
  const made = merged(call, blank, input, Object.keys(input))
  if (call.site.switches.hashtags !== 'dropped') return made
  return { ...made, hashtags: hashtagsIn(documentText(made.richContent)) }
}

/** Content after an update: only `fields` change, and a listed field that is absent is cleared. */
export function changedContent(call: Call, before: PostContent, input: Obj, fields: string[]): PostContent {
  const after = merged(call, before, input, fields)
  // Hashtags are read from the text on every update; what the caller wrote is dropped.
  return { ...after, hashtags: hashtagsIn(documentText(after.richContent)) }
}

function merged(call: Call, before: PostContent, input: Obj, fields: string[]): PostContent {
  const after = { ...before } as unknown as Obj
  for (const field of writableFields) {
    if (!fields.includes(field)) continue
    const value = stored(call, field, input[field] ?? undefined)
    if (value === undefined && field === 'memberId') continue
    if (value === undefined) delete after[field]
    else after[field] = value
  }
  const bytes = Buffer.byteLength(JSON.stringify(after))
  if (bytes > maxPostBytes)
    throw applicationError(400, 'POST_TOO_LARGE', `The post has ${bytes} bytes, more than ${maxPostBytes}`)
  return after as unknown as PostContent
}

function stored(call: Call, field: string, value: unknown): unknown {
  switch (field) {
    case 'categoryIds':
      return knownIds(call, 'category', value)
    case 'tagIds':
      return knownIds(call, 'tag', value)
    case 'relatedPostIds':
    case 'pricingPlanIds':
      return value ?? []
    case 'featured':
      return value ?? false
    case 'commentingEnabled':
      return value ?? true
    case 'language':
      return languageOf(call, value)
    case 'richContent':
      return documentOf(call, value)
    case 'seoData':
      return checkedSeo(value as Obj | undefined)
    case 'media':
      return coverOf(value as Obj | undefined)
    case 'heroImage':
      return value === undefined ? undefined : storedImage(value as Obj)
    default:
      return value
  }
}

// Wix drops ids it does not know without a word.
function knownIds(call: Call, kind: 'category' | 'tag', value: unknown): string[] {
  const ids = (value ?? []) as string[]
  return [...new Set(ids)].filter((id) => call.store.get(kind, call.site.id, id))
}

// A site with one language ignores the field; a multilingual one takes its own languages.
function languageOf(call: Call, value: unknown): string {
  const { site } = call
  return site.multilingual && site.supportedLanguages.includes(String(value)) ? String(value) : site.language
}

function documentOf(call: Call, value: unknown): Obj {
  call.warn(checkDocument(value, 'richContent', call.site.switches.strictRicos))
  if (value === undefined) return emptyDocument
  return call.effects.rewriteNodeIds ? withNewNodeIds(value as Obj, call.newId) : (value as Obj)
}

const seoTagTypes = ['title', 'meta', 'script', 'link']

export function checkedSeo(seo: Obj | undefined): Obj {
  const tags = (seo?.['tags'] ?? []) as Obj[]
  for (const tag of tags) {
    const type = String(tag['type'])
    const isRefused = tag['custom'] === true && (type === 'title' || type === 'script')
    if (isRefused || !seoTagTypes.includes(type))
      throw applicationError(400, 'TAG_TYPE_NOT_ALLOWED', `SEO tag type ${type} is not allowed`)
  }
  return seo ?? {}
}

// Without both flags, or with anything but a bare file id, the cover is not set and nobody says so.
function coverOf(media: Obj | undefined): Obj {
  if (!media) return noCover
  const wixMedia = media['wixMedia'] as Obj | undefined
  const embedMedia = media['embedMedia'] as Obj | undefined
  if (wixMedia && embedMedia) throw invalidArgument('media can not have both wixMedia and embedMedia')
  const common = { ...(media['altText'] !== undefined && { altText: media['altText'] }) }
  if (media['displayed'] !== true || media['custom'] !== true) {
    const displayed = media['displayed'] === true && !wixMedia && !embedMedia
    return { ...noCover, displayed, ...common }
  }
  if (embedMedia) return { displayed: true, custom: true, ...common, embedMedia }
  if (wixMedia?.['videoV2']) return { displayed: true, custom: true, ...common, wixMedia }
  const image = wixMedia?.['image'] as Obj | undefined
  const cover = image && storedImage(image)
  return cover
    ? { displayed: true, custom: true, ...common, wixMedia: { image: cover } }
    : { ...noCover, ...common }
}

/** Media dimensions are synthetic: no picture is ever fetched. */
export function storedImage(image: Obj): Obj | undefined {
  const id = image['id']
  if (typeof id !== 'string' || id === '' || id.startsWith('wix:') || id.includes('://')) return undefined
  return {
    id,
    url: `https://static.wixstatic.com/media/${id}`,
    width: image['width'] ?? 1200,
    height: image['height'] ?? 630,
    filename: id,
    ...(image['altText'] ? { altText: image['altText'] } : {}),
  }
}

function hashtagsIn(text: string): string[] {
  const found = [...text.matchAll(/(?:^|\s)#([\p{L}\p{N}_]+)/gu)].map((match) => match[1]!)
  return [...new Set(found)].slice(0, 100)
}

/** Every author must be a member; the refusal names all that are not. */
export function checkOwners(call: Call, drafts: Obj[]): void {
  if (drafts.some((draft) => !draft['memberId'])) throw invalidArgument('Missing post owner information')
  checkMembersExist(call, drafts)
}

export function checkMembersExist(call: Call, drafts: Obj[]): void {
  const ids = new Set(
    drafts.map((draft) => draft['memberId']).filter((id) => typeof id === 'string' && id !== ''),
  )
  const unknown = [...ids].filter((id) => !call.store.get('member', call.site.id, String(id)))
  if (unknown.length > 0) throw invalidArgument(`memberIds ${unknown.join(', ')} do not exist`)
}
