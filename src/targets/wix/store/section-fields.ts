// Fields of the info sections of a product.
import type { FieldSpec } from '../../../api/destination.ts'
import { field } from '../field-spec.ts'
import { mostSections } from './names.ts'

/** Where the two catalogs differ. */
export interface FieldLimits {
  description: number
  sectionTitle: number
  sectionText: number
  categoryName: number
}

export function sectionFields(limits: FieldLimits): FieldSpec[] {
  return Array.from({ length: mostSections }, (_, i) => i + 1).flatMap((number) => [
    field({
      name: `section_${number}_title`,
      label: `Info section ${number}: title`,
      kind: 'text',
      maxLength: limits.sectionTitle,
      help: 'The heading of the section on the product page. With a blank title and text the section is removed.',
      example: 'Care',
      group: 'sections',
    }),
    field({
      name: `section_${number}_text`,
      label: `Info section ${number}: text`,
      kind: 'html',
      maxLength: limits.sectionText,
      help: `The text of the section as HTML, up to ${limits.sectionText} characters. It is this product’s own.`,
      example: '<p>{{ row.care }}</p>',
      group: 'sections',
    }),
  ])
}
