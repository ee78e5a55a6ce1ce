// Names that must become ids of a site: categories, tags, pictures, items that are referred to. Part of the contract of
// target.ts.

/**
 * Something that must become an id of the site before the page can be sent: a category or tag by its name, an image
 * (`imageKind`) by its address, an item that is referred to.
 */
export interface AssetNeed {
  kind: string
  name: string
}

/** Needs of this kind are addresses of images; what becomes of them is written as `ImageRef`, see `wix/media.ts`. */
export const imageKind = 'image'

/** The id of no image, for finding out which fields hang on one. */
export const imaginedImage = 'wix:image://v1/imagined.jpg/imagined.jpg#originWidth=1&originHeight=1'

/** A need with the id that it had or has. */
export interface NamedAsset {
  need: AssetNeed
  id: string
}

/**
 * Ids of the site by asset key (see `assetKey`). During planning some may still be missing. Empty: the name is left out
 * of pages, as its owner chose.
 */
export type AssetIds = ReadonlyMap<string, string>

/** The key under which a need is stored and looked up. */
export function assetKey(need: AssetNeed): string {
  return `${need.kind}:${assetName(need)}`
}

/**
 * The name as it is compared: case, width and spaces do not make two categories. Addresses of images and what items
 * are referred to by (`reference:`) are exact.
 */
export function assetName({ kind, name }: AssetNeed): string {
  return kind === imageKind || kind.startsWith('reference:') ? name : foldName(name)
}

export function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
