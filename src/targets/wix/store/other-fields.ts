// Fields of a product beside its own: search engines and info sections.
import type { FieldSpec } from '../../../api/destination.ts'
import { mostSections } from './names.ts'

/** Where the two catalogs differ. */
export interface FieldLimits {
  description: number
  sectionTitle: number
  sectionText: number
  categoryName: number
}

type Given = Pick<FieldSpec, 'name' | 'label' | 'kind' | 'group' | 'help' | 'example'> & Partial<FieldSpec>

export function field(spec: Given): FieldSpec {
  return { required: false, maxLength: null, type: null, unwritable: null, ...spec }
}

export const seoFields: FieldSpec[] = [
  field({
    name: 'seo_title',
    label: 'SEO title',
    kind: 'text',
    help: 'The title in search results. Without it the site uses its own pattern.',
    example: '{{ row.name }} at a good price',
    group: 'seo',
  }),
  field({
    name: 'seo_description',
    label: 'SEO description',
    kind: 'long_text',
    help: 'The text in search results; about 155 characters are shown.',
    example: 'What to know about {{ row.name }}.',
    group: 'seo',
  }),
  field({
    name: 'canonical',
    label: 'Canonical address',
    kind: 'url',
    help: 'Only when another address holds the original of this page.',
    example: 'https://www.example.com/{{ row.code }}',
    group: 'seo',
  }),
  field({
    name: 'og_title',
    label: 'Open Graph title',
    kind: 'text',
    help: 'The title when somebody shares the product.',
    example: '{{ row.name }}',
    group: 'seo',
  }),
  field({
    name: 'og_description',
    label: 'Open Graph description',
    kind: 'long_text',
    help: 'The text when somebody shares the product.',
    example: '{{ row.description }}',
    group: 'seo',
  }),
  field({
    name: 'og_image',
    label: 'Open Graph image',
    kind: 'url',
    help: 'The address of the picture when somebody shares the product.',
    example: 'https://static.wixstatic.com/media/{{ row.image }}',
    group: 'seo',
  }),
  field({
    name: 'json_ld',
    label: 'Structured data (JSON-LD)',
    kind: 'json',
    help: 'A JSON object for search engines. Wix makes one for products by itself; this one comes beside it.',
    example: '{"@context": "https://schema.org", "@type": "Product", "name": {{ row.name | json }}}',
    group: 'seo',
  }),
]

export function sectionFields(limits: FieldLimits): FieldSpec[] {
  return Array.from({ length: mostSections }, (_, i) => i + 1).flatMap((number) => [
    field({
      name: `section_${number}_title`,
      label: `Info section ${number}: title`,
      kind: 'text',
      maxLength: limits.sectionTitle,
      help: 'The heading of the section on the product page. With a blank title and text the section is taken off.',
      example: 'Care',
      group: 'sections',
    }),
    field({
      name: `section_${number}_text`,
      label: `Info section ${number}: text`,
      kind: 'html',
      maxLength: limits.sectionText,
      help: `What stands in the section as HTML, up to ${limits.sectionText} characters. It is this product’s own.`,
      example: '<p>{{ row.care }}</p>',
      group: 'sections',
    }),
  ])
}
