// A value of a field: as it is kept in a payload, as it goes over the wire, and as one text to compare. Pure.

import type { RicosDocument } from '../../../ricos/index.ts'
import { isJsonObject, readDataDate } from '../../../wix/index.ts'
import { type AssetIds, type AssetNeed, assetKey, imageKind } from '../../target.ts'
import { canonicalDocument } from '../document.ts'
import { imageNeeds, withImageFiles } from '../document-images.ts'
import { readImageRef, wixFileId } from '../media.ts'
import { sortKeys } from '../sort-keys.ts'
import { readTime } from './dates.ts'

/**
 * `value` is what Wix takes, null where the field is to be emptied. Pictures and references stand by their address or
 * name until the site has an id for them.
 */
export type CmsValue =
  | { type: string; value: unknown }
  | { type: 'IMAGE'; image: string }
  | { type: 'MEDIA_GALLERY'; images: GalleryImage[] }
  | { type: 'REFERENCE'; refersTo: string; name: string }
  | { type: 'MULTI_REFERENCE'; refersTo: string; names: string[] }

export interface GalleryImage {
  url: string
  alt: string
}

/** Items that are referred to have a kind of need for each collection. */
export const referencePrefix = 'reference:'

export function needsOfValue(value: CmsValue): AssetNeed[] {
  if ('image' in value) return imagesNeeded([value.image])
  if ('images' in value) return imagesNeeded(value.images.map(({ url }) => url))
  if ('name' in value) return [referenceNeed(value.refersTo, value.name)]
  if ('names' in value) return value.names.map((name) => referenceNeed(value.refersTo, name))
  return isDocument(value) ? imageNeeds(value.value) : []
}

/** A file of the site with its sizes needs nothing. */
function imagesNeeded(addresses: string[]): AssetNeed[] {
  return addresses
    .filter((address) => readImageRef(address) === null)
    .map((name) => ({ kind: imageKind, name }))
}

function referenceNeed(refersTo: string, name: string): AssetNeed {
  return { kind: `${referencePrefix}${refersTo}`, name }
}

/**
 * What stands in a request. Undefined: nothing can be sent for it, since an id is missing; null: the field is to be
 * emptied. A picture of the web without an id stays an address, which Wix takes in these fields too.
 */
export function wireValue(value: CmsValue, assets: AssetIds): unknown {
  if ('image' in value) return wireImage(value.image, assets)
  if ('images' in value)
    return value.images.flatMap(({ url, alt }) => {
      const src = wireImage(url, assets)
      return src === undefined ? [] : [{ type: 'image', src, ...(alt !== '' && { alt }) }]
    })
  if ('name' in value) return assets.get(assetKey(referenceNeed(value.refersTo, value.name)))
  // Writes of items drop links in silence, so these have a step of their own.
  if ('names' in value) return undefined
  return isDocument(value) ? withImageFiles(value.value, assets) : value.value
}

/** Wix takes a file without its sizes and shows a broken picture. */
function wireImage(address: string, assets: AssetIds): string | undefined {
  if (readImageRef(address)) return address
  const known = assets.get(assetKey({ kind: imageKind, name: address }))
  return known ?? (address.startsWith('wix:') ? undefined : address)
}

/** Of a MULTI_REFERENCE: ids in order. What has no id yet stands for itself and so differs from everything in Wix. */
export function linkIds(value: { refersTo: string; names: string[] }, assets: AssetIds): string[] {
  const ids = value.names.map(
    (name) => assets.get(assetKey(referenceNeed(value.refersTo, name))) ?? missing(name),
  )
  return [...new Set(ids)].sort()
}

/** Our value as one text; the same shape that `canonicalWire` gives for what Wix has. */
export function canonicalOurs(value: CmsValue, assets: AssetIds): string {
  if ('names' in value) return linkIds(value, assets).join('\n')
  const wire = wireValue(value, assets)
  if (wire !== undefined) return canonicalWire(value.type, wire)
  return missing('name' in value ? value.name : 'image' in value ? value.image : '')
}

/** A value as Wix has it, as one text. The store does not enforce types, so anything may come. */
export function canonicalWire(type: string, wire: unknown): string {
  if (wire === undefined || wire === null) return ''
  switch (type) {
    case 'DATETIME':
      return readDataDate(wire)?.toISOString() ?? plain(wire)
    case 'TIME':
      return readTime(plain(wire)) ?? plain(wire)
    case 'RICH_CONTENT':
      return isJsonObject(wire) ? canonicalDocument(wire) : plain(wire)
    case 'IMAGE':
      return fileOf(plain(wire))
    case 'MEDIA_GALLERY':
      return Array.isArray(wire) ? wire.map(canonicalGalleryImage).join('\n') : plain(wire)
    case 'REFERENCE':
      return idOf(wire)
    case 'MULTI_REFERENCE':
      return Array.isArray(wire) ? [...new Set(wire.map(idOf))].sort().join('\n') : ''
    default:
      return plain(wire)
  }
}

function canonicalGalleryImage(entry: unknown): string {
  if (!isJsonObject(entry)) return fileOf(plain(entry))
  const alt = plain(entry['alt'] ?? '').trim()
  return `${fileOf(plain(entry['src'] ?? ''))}${alt === '' ? '' : ` | ${alt}`}`
}

/** The names and sizes beside the id of a file are no difference. */
function fileOf(address: string): string {
  return wixFileId(address) ?? address
}

/** An included reference is the item itself. */
function idOf(wire: unknown): string {
  return isJsonObject(wire) ? plain(wire['_id'] ?? '') : plain(wire)
}

function plain(wire: unknown): string {
  return typeof wire === 'string' ? wire : (JSON.stringify(sortKeys(wire)) ?? '')
}

function missing(name: string): string {
  return `missing: ${name}`
}

function isDocument(value: CmsValue): value is { type: 'RICH_CONTENT'; value: RicosDocument } {
  return value.type === 'RICH_CONTENT' && 'value' in value && isJsonObject(value.value)
}
