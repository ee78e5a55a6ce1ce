// Names that belong to one page forever, made from its seed. Pure.
import { createHash } from 'node:crypto'

/** So many info sections a template can fill. */
export const mostSections = 5

const ours = /^seomatic-([0-9a-f]{16})-([1-5])$/

function hashOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 16)
}

/** For products whose template gives no SKU, where one is needed to find them again. */
export function ownSku(seed: string): string {
  return `seo-${hashOf(seed)}`
}

/** @param number of the section in the template, from 1 */
export function sectionName(seed: string, number: number): string {
  return `seomatic-${hashOf(seed)}-${number}`
}

/** Whether this section was made by us, for whatever page. */
export function isOwnSection(uniqueName: string | null | undefined): boolean {
  return ours.test(uniqueName ?? '')
}

export function isSectionOf(uniqueName: string | null | undefined, seed: string): boolean {
  return ours.exec(uniqueName ?? '')?.[1] === hashOf(seed)
}

/**
 * The field a section is compared as. Two projects may fill sections of one product, so the number alone would mix
 * them up.
 */
export function sectionField(uniqueName: string): string {
  const [, hash = '', number = ''] = ours.exec(uniqueName) ?? []
  return `section_${number} (${hash.slice(0, 6)})`
}

/** Whether a field of Catalog V3 is a section of ours; see `sectionField`. */
export function isOwnSectionField(field: string): boolean {
  return /^section_[1-5] \(/.test(field)
}
