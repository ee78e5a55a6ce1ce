// The cover of a post. Pure.
import type { Problem } from '../../../api/problem.ts'
import { type AssetIds, type AssetNeed, imageKind } from '../../target.ts'
import { addressProblem, refOf } from '../media.ts'

/** A cover by its address. A blank address: the post shall have none. */
export interface Cover {
  url: string
  alt: string
}

/** What Wix takes as a cover. Without the two flags it drops the picture and says nothing. */
export interface WixCover {
  displayed: boolean
  custom: boolean
  altText?: string
  wixMedia?: { image: { id: string } }
}

export function coverNeeds(cover: Cover | undefined): AssetNeed[] {
  return cover?.url && addressProblem(cover.url) === null ? [{ kind: imageKind, name: cover.url }] : []
}

/** Undefined where the picture has no id yet: then Wix's cover is left as it is. */
export function toWixCover(cover: Cover | undefined, assets: AssetIds): WixCover | undefined {
  if (!cover) return undefined
  // `custom` is off too: Wix may still choose a picture of the text for its lists.
  if (cover.url === '') return { displayed: false, custom: false }
  const ref = refOf(cover.url, assets)
  if (!ref) return undefined
  return {
    displayed: true,
    custom: true,
    wixMedia: { image: { id: ref.fileId } },
    // Wix refuses a blank one.
    ...(cover.alt !== '' && { altText: cover.alt }),
  }
}

/** A cover as one comparable text. A picture without an id stands for itself and so differs from everything in Wix. */
export function canonicalCover(cover: Cover, assets: AssetIds): string {
  if (cover.url === '') return ''
  return coverText(refOf(cover.url, assets)?.fileId ?? `new: ${cover.url}`, cover.alt)
}

/** The same of what Wix has; one that nobody chose, or that is not shown, is none. */
export function canonicalRemoteCover(media: unknown): string {
  const { displayed, custom, altText, wixMedia } = (media ?? {}) as Partial<WixCover>
  const id = wixMedia?.image?.id
  return displayed && custom && id ? coverText(id, altText ?? '') : ''
}

function coverText(file: string, alt: string): string {
  return alt === '' ? file : `${file}\n${alt.trim().replace(/\s+/g, ' ')}`
}

export function checkCover(cover: Cover | undefined): Problem[] {
  const message = cover?.url ? addressProblem(cover.url) : null
  return message === null ? [] : [{ code: 'image_address', severity: 'error', field: 'cover', message }]
}
