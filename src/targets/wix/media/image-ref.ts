// How pictures of a site are named. Pure.
import type { MediaFile } from '../../../wix/index.ts'
import { type AssetIds, assetKey, imageKind } from '../../target.ts'

/** A picture in the Media Manager of a site. */
export interface ImageRef {
  /** `e6a89e_19da~mv2.jpg`: what REST calls of posts and products take. */
  fileId: string
  fileName: string
  width: number
  height: number
}

/** The address of the same file for a browser. https://dev.wix.com/docs/rest/assets/media */
export function imageUrl({ fileId }: Pick<ImageRef, 'fileId'>): string {
  return `https://static.wixstatic.com/media/${fileId}`
}

/**
 * How a picture stands in a field of a CMS collection, and how it is remembered here as the id of an asset. Without
 * the sizes at its end Wix takes it and shows a broken picture.
 */
export function writeImageRef({ fileId, fileName, width, height }: ImageRef): string {
  return `wix:image://v1/${fileId}/${encodeURIComponent(fileName)}#originWidth=${width}&originHeight=${height}`
}

/** Null for anything else, and for one without its sizes. */
export function readImageRef(text: string): ImageRef | null {
  const match = /^wix:image:\/\/v1\/([^/#]+)\/([^#]*)#(.*)$/.exec(text)
  if (!match) return null
  const sizes = new URLSearchParams(match[3])
  const [width, height] = [Number(sizes.get('originWidth')), Number(sizes.get('originHeight'))]
  if (!(width > 0 && height > 0)) return null
  return { fileId: match[1]!, fileName: decode(match[2]!), width, height }
}

/** The picture that an address became; null while it has no id. */
export function refOf(address: string, assets: AssetIds): ImageRef | null {
  return readImageRef(assets.get(assetKey({ kind: imageKind, name: address })) ?? '')
}

/** The file that an address of Wix names: the site's own already, if it is this site's. Null for other addresses. */
export function wixFileId(text: string): string | null {
  const match =
    /^https?:\/\/static\.wixstatic\.com\/media\/([^/?#]+)/i.exec(text) ??
    /^wix:image:\/\/v1\/([^/?#]+)/.exec(text)
  return match ? decode(match[1]!) : null
}

/** A file as a picture that can be used. Null while Wix has not finished with it, and for what is not a picture. */
export function refOfFile(file: MediaFile): ImageRef | null {
  if (!file.id || file.operationStatus !== 'READY' || file.state === 'DELETED') return null
  const { width, height } = file.media?.image?.image ?? {}
  if (!width || !height) return null
  return { fileId: file.id, fileName: file.displayName || file.id, width, height }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
