// The kinds of pages to begin with, and the texts of a template that one of them makes for a destination. Pure.
import { output } from '../column-reference.ts'
import type { Dataset } from '../dataset.ts'
import type { Destination, FieldSpec } from '../destination.ts'
import { starterFields } from '../starter.ts'
import { suggestTexts } from '../suggest-mapping.ts'
import { comparison } from './comparison.ts'
import { glossary } from './glossary.ts'
import { job } from './job.ts'
import { location } from './location.ts'
import { product } from './product.ts'
import { recipe } from './recipe.ts'
import { createStarterPage, type PartColumns, type Starter, type StarterTexts } from './starter-page.ts'

export const starters: readonly Starter[] = [location, comparison, glossary, product, job, recipe]

/** What a template says for the first time, whichever starter is chosen; null: one that fits any table. */
export function firstTexts(
  destination: Destination,
  fields: FieldSpec[],
  dataset: Dataset,
  chosen: { starter: Starter; columns: PartColumns } | null,
): Record<string, string> {
  const plain = destination.fieldsDependOnSite
    ? suggestTexts(fields, dataset)
    : starterFields(destination, dataset)
  if (!chosen) return plain
  const page = createStarterPage(chosen.starter, dataset, chosen.columns)
  const texts = chosen.starter.write(page)
  const picture = page.has('picture') ? output(page.column('picture')) : ''
  const open = fields.filter(({ unwritable }) => unwritable === null)
  const body = open.find(({ kind }) => kind === 'html')?.name
  const own = open.flatMap((field): [string, string][] => {
    const text = field.name === body ? texts.body : textFor(field, texts, picture, plain)
    return text === '' ? [] : [[field.name, text]]
  })
  return { ...plain, ...Object.fromEntries(own) }
}

/** By the names that fields have on posts and products. */
function textFor(
  { name, group, kind }: FieldSpec,
  texts: StarterTexts,
  picture: string,
  plain: Readonly<Record<string, string>>,
): string {
  switch (name) {
    case 'title':
      return group === 'content' && kind === 'text' ? texts.title : ''
    case 'excerpt':
      return texts.excerpt
    case 'seo_title':
      return texts.seoTitle
    case 'seo_description':
      return texts.seoDescription
    case 'json_ld':
      return texts.structured
    case 'cover':
      return picture
    case 'cover_alt':
      return picture === '' && plain['cover'] === undefined ? '' : texts.title
    default:
      return ''
  }
}
