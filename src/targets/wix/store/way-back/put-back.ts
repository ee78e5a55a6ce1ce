// A product as it stood before, as the payload that puts it back: what both catalogs have in common. Pure.
import type { Problem } from '../../../../api/problem.ts'
import { assetKey, imageKind } from '../../../assets.ts'
import { categoryKind } from '../payload.ts'

/** A picture of the site under its own id. Its size is not asked for by any call of a store. */
export function pictureNamed(fileId: string, alt: string): { picture: { url: string; alt: string }; id: Id } {
  const ref = `wix:image://v1/${fileId}/${fileId}#originWidth=1&originHeight=1`
  return { picture: { url: fileId, alt }, id: [assetKey({ kind: imageKind, name: fileId }), ref] }
}

export type Id = [key: string, id: string]

export function categoryNamed(id: string): Id {
  return [assetKey({ kind: categoryKind, name: id }), id]
}

export function hasOptions(variants: number): Problem {
  return {
    code: 'store_variants',
    severity: 'warning',
    message: `It had options with ${variants} variants, which somebody gave it in Wix, and was deleted. A product with options cannot be made again from here: make it in Wix.`,
  }
}
