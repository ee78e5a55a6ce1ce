// Parts of a V3 product: slug, media, brand, ribbon, info sections, search settings.

import { createHash } from 'node:crypto'
import { firstFreeSlug } from '../blog/slugs.ts'
import { applicationError } from '../errors.ts'
import { fileId } from '../media/files.ts'
import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import { asciiSlug, ruleViolation } from './catalog.ts'
import { getOrCreateSection } from './info-sections.ts'
import type { NamedRecord } from './types.ts'

const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Slugs are looked at before anything else, so that one bad slug fails a whole bulk call. */
export function checkSlugFormat(slug: unknown, field: string): void {
  if (typeof slug === 'string' && !slugPattern.test(slug))
    throw ruleViolation(field, 'INVALID_SLUG_FORMAT', `has an invalid format: ${slug}`)
}

/** The wanted slug if it is free; one made from the name gets a number instead of a refusal. */
export function productSlug(call: Call, wanted: unknown, name: string, ownId?: string): string {
  const isTaken = (slug: string) => {
    const owner = call.names.owner('product', call.site.id, slug)
    return owner !== undefined && owner !== ownId
  }
  const isRefused = call.effects.rejectSlug
  if (typeof wanted !== 'string' || wanted === '') {
    if (isRefused) throw duplicateSlug(name)
    return firstFreeSlug(asciiSlug(name), isTaken)
  }
  if (isRefused || isTaken(wanted)) throw duplicateSlug(wanted)
  return wanted
}

function duplicateSlug(slug: string) {
  return applicationError(
    409,
    'DUPLICATE_SLUG_ERROR',
    `A product with the slug ${slug} already exists`,
    undefined,
    { slug },
  )
}

/** Media as stored: files of the site keep their id, other urls are hosted anew under another one. */
export function storedMedia(call: Call, media: Obj | undefined | null): Obj {
  const given = ((media?.['itemsInfo'] as Obj | undefined)?.['items'] ?? []) as Obj[]
  const items = given.map((item) => mediaItem(call, item))
  return { ...(items[0] && { main: items[0] }), itemsInfo: { items } }
}

function mediaItem(call: Call, item: Obj): Obj {
  const url = typeof item['url'] === 'string' ? item['url'] : undefined
  const ownId =
    typeof item['id'] === 'string'
      ? item['id']
      : url?.includes('static.wixstatic.com')
        ? fileId(url)
        : undefined
  const alt = typeof item['altText'] === 'string' ? { altText: item['altText'] } : {}
  if (ownId === undefined) {
    if (url === undefined || !URL.canParse(url))
      throw applicationError(
        400,
        'PRODUCT_MEDIA_NOT_EXIST',
        'The media item has neither an id nor a valid url',
      )
    return hostedItem(`${call.newId().replaceAll('-', '')}~mv2.jpg`, sizeOf(url), alt)
  }
  const file = call.store.get('file', call.site.id, ownId)
  const isHosted = () =>
    call.store.all('product', call.site.id).some((product) => holdsMedia(product.product, ownId))
  if (!file && !isHosted())
    throw applicationError(404, 'PRODUCT_MEDIA_NOT_EXIST', `There is no media ${ownId}`)
  return hostedItem(ownId, file ? [file.width, file.height] : sizeOf(ownId), alt)
}

function holdsMedia(product: Obj, id: string): boolean {
  const items = ((product['media'] as Obj | undefined)?.['itemsInfo'] as Obj | undefined)?.['items'] as
    | Obj[]
    | undefined
  return items?.some((item) => item['id'] === id) ?? false
}

function hostedItem(id: string, [width, height]: [number, number], alt: Obj): Obj {
  const image = { id, url: `https://static.wixstatic.com/media/${id}`, width, height }
  return { id, ...alt, mediaType: 'IMAGE', image: { ...image, ...alt } }
}

function sizeOf(source: string): [number, number] {
  const digest = createHash('sha256').update(source).digest()
  return [640 + (digest.readUInt16BE(0) % 1280), 480 + (digest.readUInt16BE(2) % 960)]
}

/** A brand or ribbon by id, or by name; a new name makes a new one. */
export function namedPart(call: Call, kind: NamedRecord['kind'], given: Obj): Obj {
  const all = call.store.all('named', call.site.id).filter((entry) => entry.kind === kind)
  const id = given['id']
  if (typeof id === 'string' && id !== '') {
    const known = all.find((entry) => entry.id === id)
    if (!known)
      throw applicationError(
        400,
        kind === 'brand' ? 'BRAND_CREATION_FAILED' : 'RIBBON_NOT_FOUND',
        `There is no ${kind} ${id}`,
      )
    return { id, name: known.name }
  }
  const name = String(given['name'] ?? '')
  if (name.trim() === '')
    throw applicationError(400, 'ONLY_SPACES_STRING_ERROR', `The name of a ${kind} must not be blank`)
  const known = all.find((entry) => entry.name.toLowerCase() === name.toLowerCase())
  const made = known ?? { id: call.newId(), siteId: call.site.id, kind, name }
  if (!known) call.store.put('named', call.site.id, made.id, made)
  return { id: made.id, name: made.name }
}

/** Ids of the sections of a product, in order; sections given by content are found or made by their unique name. */
export function sectionIds(call: Call, given: Obj[], errorCode: string): Obj[] {
  return given.map((section) => {
    const id = section['id']
    if (typeof id === 'string' && id !== '') {
      if (!call.store.get('infoSection', call.site.id, id))
        throw applicationError(400, errorCode, `There is no info section ${id}`)
      return { id }
    }
    if (call.site.switches.inlineInfoSections === 'reject')
      throw applicationError(400, 'INFO_SECTION_CREATION_FAILED', 'Failed to create the info section')
    return { id: getOrCreateSection(call, section).section.id }
  })
}

export function checkSeo(seoData: Obj | undefined | null): void {
  for (const tag of (seoData?.['tags'] as Obj[] | undefined) ?? []) {
    if (tag['type'] === 'title' && tag['custom'] === true)
      throw applicationError(400, 'TAG_TYPE_NOT_ALLOWED', 'A title tag must not be custom')
  }
}
