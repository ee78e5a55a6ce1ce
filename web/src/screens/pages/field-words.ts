// The fields of a page in words. Pure.
import type { FieldSpec } from '../../../../src/api/destination.ts'

const fieldWords: Record<string, string> = {
  title: 'Title',
  slug: 'Address',
  excerpt: 'Excerpt',
  body: 'Body',
  cover: 'Cover image',
  name: 'Name',
  price: 'Price',
  description: 'Description',
  images: 'Pictures',
  sections: 'Info sections',
  categories: 'Categories',
  tags: 'Tags',
  author: 'Author',
  language: 'Language',
  seo: 'SEO',
  status: 'Status',
}

/** A field as its owner calls it: the site knows best where it has fields of its own. */
export function fieldWord(field: string, fields: FieldSpec[] = []): string {
  const spec = fields.find(({ name }) => name === field)
  return (spec?.type ? spec.label : undefined) ?? fieldWords[field] ?? spec?.label ?? field
}
