// The fields of a destination in the order and under the titles in which people see them. Pure.
import type { FieldSpec } from '../../../../src/api/destination.ts'

const titles: Record<FieldSpec['group'], string> = {
  content: 'Content',
  media: 'Pictures and files',
  organise: 'Organise',
  sections: 'Info sections',
  seo: 'Search and sharing',
}
const order = Object.keys(titles) as FieldSpec['group'][]

/** Groups without a field are left out. */
export function fieldGroups(
  fields: FieldSpec[],
): { group: FieldSpec['group']; title: string; members: FieldSpec[] }[] {
  return order
    .map((group) => ({
      group,
      title: titles[group],
      members: fields.filter((field) => field.group === group),
    }))
    .filter(({ members }) => members.length > 0)
}
