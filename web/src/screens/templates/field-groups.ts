// The fields of a destination in the order and under the titles in which people see them. Pure.
import type { FieldSpec } from '../../../../src/api/destination.ts'

export const groupTitles: Readonly<Record<FieldSpec['group'], string>> = {
  content: 'Content',
  media: 'Pictures and files',
  organise: 'Organise',
  sections: 'Info sections',
  seo: 'Search and sharing',
}
const order = Object.keys(groupTitles) as FieldSpec['group'][]

/** Groups without a field are left out. */
export function fieldGroups(
  fields: FieldSpec[],
): { group: FieldSpec['group']; title: string; members: FieldSpec[] }[] {
  return order
    .map((group) => ({
      group,
      title: groupTitles[group],
      members: fields.filter((field) => field.group === group),
    }))
    .filter(({ members }) => members.length > 0)
}

const sectionPattern = /^section_(\d+)_/

/** The fields that are written side by side with this one, since they are seen together. */
export function writtenTogether(field: FieldSpec, fields: FieldSpec[]): FieldSpec[] {
  if (field.group === 'seo') return fields.filter(({ group }) => group === 'seo')
  const section = sectionPattern.exec(field.name)?.[0]
  if (field.group !== 'sections' || section === undefined) return [field]
  return fields.filter(({ name }) => name.startsWith(section))
}

/** What stands above fields that are written side by side. */
export function togetherWords(field: FieldSpec): { title: string; text: string } {
  const section = sectionPattern.exec(field.name)?.[1]
  return section !== undefined && field.group === 'sections'
    ? { title: `Info section ${section}`, text: 'Its heading and its text on the page of the product.' }
    : { title: groupTitles[field.group], text: 'What is seen before the page itself is opened.' }
}

/** A type of Wix as a word: RICH_CONTENT is "rich content". */
export function typeWords(type: string): string {
  return type.replaceAll('_', ' ').toLowerCase()
}
