// Info sections stand inside a product of Catalog V1 and are replaced as a whole, so ours are put among the others. Pure.
import type { StoreProductV1 } from '../../../../wix/index.ts'
import { foldName } from '../../../target.ts'
import type { StoreSection } from '../catalog.ts'
import { canonicalHtml } from '../html.ts'

export type V1Section = NonNullable<StoreProductV1['additionalInfoSections']>[number]

const prefix = 'section:'

export function isSectionField(field: string): boolean {
  return field.startsWith(prefix)
}

export function toV1Sections(sections: StoreSection[]): V1Section[] {
  return sections.map(({ title, html }) => ({ title, description: html }))
}

/** A field per section, named by its title: sections of others are fields that a payload does not have. */
export function sectionFields(sections: readonly V1Section[]): Record<string, string> {
  return Object.fromEntries(
    keyed(sections).map(([key, { description }]) => [key, canonicalHtml(description)]),
  )
}

/**
 * The sections to send: theirs in their order with ours in place of those with our titles, and new ones of ours at the
 * end. Of ours only what is in `changed` (all, when that is empty); what is named there and is not ours any more goes.
 */
export function mergeSections(
  theirs: readonly V1Section[],
  ours: readonly V1Section[],
  changed: readonly string[],
): V1Section[] {
  const own = new Map(keyed(ours))
  const isWanted = (key: string) => changed.length === 0 || changed.includes(key)
  const present = keyed(theirs)
  const kept = present.flatMap(([key, section]) => {
    const { title, description } = section
    if (!isWanted(key) || (changed.length === 0 && !own.has(key)))
      return [{ title, description } as V1Section]
    return own.get(key) ?? []
  })
  const seen = new Set(present.map(([key]) => key))
  return [
    ...kept,
    ...[...own].flatMap(([key, section]) => (isWanted(key) && !seen.has(key) ? [section] : [])),
  ]
}

/** Wix gives sections no id. Case and spaces do not make two titles; the second of one title counts as such. */
export function keyed(sections: readonly V1Section[]): [key: string, section: V1Section][] {
  const counts = new Map<string, number>()
  return sections.map((section) => {
    const title = foldName(section.title ?? '')
    const count = (counts.get(title) ?? 0) + 1
    counts.set(title, count)
    return [`${prefix}${title}${count > 1 ? ` #${count}` : ''}`, section]
  })
}
