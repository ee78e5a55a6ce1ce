// Which column fills which field, guessed by names and by what the columns hold, and the text that does it. Pure.

import { output } from './column-reference.ts'
import type { Column, Dataset } from './dataset.ts'
import type { FieldSpec } from './destination.ts'
import { fold, wordsOf } from './name-words.ts'

/** The column for each field that one was found for. */
export type Mapping = Record<string, string>

/** Names that people use for the same thing, folded. Only within a line. */
const sameThing: readonly string[][] = [
  ['title', 'name', 'headline', 'heading', 'productname', 'label'],
  ['slug', 'handle', 'permalink', 'urlkey', 'path'],
  ['url', 'link', 'website', 'web', 'homepage', 'href'],
  ['image', 'photo', 'picture', 'img', 'cover', 'thumbnail', 'mainimage'],
  ['images', 'photos', 'pictures', 'gallery', 'media', 'mediagallery'],
  ['description', 'desc', 'body', 'text', 'content', 'details', 'longdescription'],
  ['summary', 'excerpt', 'teaser', 'intro', 'shortdescription', 'subtitle'],
  ['price', 'cost', 'amount', 'unitprice'],
  ['compareatprice', 'oldprice', 'listprice', 'rrp', 'regularprice', 'pricebefore'],
  ['sku', 'articlenumber', 'itemnumber', 'partnumber', 'productcode'],
  ['stock', 'quantity', 'qty', 'inventory', 'instock'],
  ['brand', 'manufacturer', 'maker', 'vendor'],
  ['categories', 'category', 'collection', 'group', 'type'],
  ['tags', 'tag', 'labels', 'keywords'],
  ['language', 'lang', 'locale'],
  ['phone', 'tel', 'telephone', 'mobile'],
  ['email', 'mail'],
  ['address', 'street', 'location'],
  ['visible', 'active', 'published', 'enabled'],
  ['seotitle', 'metatitle', 'titletag'],
  ['seodescription', 'metadescription'],
  ['coveralt', 'alt', 'alttext', 'imagealt', 'caption'],
  ['date', 'day', 'publisheddate'],
]

const exact = 100
const sameName = 90
const sameMeaning = 70
const sameWord = 50
const onlyFits = 30
/** A column that cannot hold what the field takes has to be called just like it. */
const misfit = 45
const least = 30

/**
 * Each field gets the column that fits best, and each column one field; only an address (slug) shares the column of
 * the title, because that is what addresses are made of. Fields that nothing can be written to get none.
 */
export function suggestMapping(fields: FieldSpec[], columns: Column[]): Mapping {
  const filled = columns.filter((column) => column.type !== 'empty')
  const open = fields.filter((field) => field.unwritable === null)
  const pairs = open
    .flatMap((field) => filled.map((column) => ({ field, column, score: score(field, column) })))
    .filter((pair) => pair.score >= least)
    .sort((a, b) => b.score - a.score)
  const mapping: Mapping = {}
  const taken = new Set<string>()
  for (const { field, column } of pairs) {
    if (mapping[field.name] !== undefined || taken.has(column.name)) continue
    mapping[field.name] = column.name
    taken.add(column.name)
  }
  const title = open.find(
    (field) => field.kind === 'text' && mapping[field.name] && namesOf(field).some(isTitle),
  )
  for (const field of open) {
    if (!isSlug(field)) continue
    const from = title && mapping[title.name]
    if (from !== undefined) mapping[field.name] ??= from
  }
  return mapping
}

/** The texts of a template that fills what was found a column for. */
export function suggestTexts(
  fields: FieldSpec[],
  dataset: Pick<Dataset, 'columns' | 'keyColumn' | 'rowCount'>,
): Record<string, string> {
  const mapping = suggestMapping(fields, dataset.columns)
  return Object.fromEntries(
    fields.flatMap((field) => {
      const column = dataset.columns.find(({ name }) => name === mapping[field.name])
      return column ? [[field.name, textOfColumn(field, column, dataset)]] : []
    }),
  )
}

type Rows = Pick<Dataset, 'keyColumn' | 'rowCount'>

/** Whether no two rows have the same in a column. */
export function isUnique({ name, distinct, distinctIsExact, filled }: Column, rows: Rows): boolean {
  return (
    name === rows.keyColumn || (distinctIsExact && filled === rows.rowCount && distinct === rows.rowCount)
  )
}

/** Addresses made of a column; where it repeats, the key keeps them apart. */
export function slugOfColumn(column: Column, rows: Rows): string {
  const key = isUnique(column, rows) ? '' : `-${output(rows.keyColumn, ' | slugify')}`
  return `${output(column.name, ' | slugify')}${key}`
}

/** What a template says to fill a field from one column. */
export function textOfColumn(field: FieldSpec, column: Column, rows: Rows): string {
  const { name, type, samples } = column
  if (isSlug(field)) return slugOfColumn(column, rows)
  switch (field.kind) {
    case 'html':
      return type === 'html' ? output(name, ' | raw') : `<p>${output(name)}</p>`
    case 'json':
      // An address is taken as a text too, and a cell may hold JSON already.
      if (field.type === 'ADDRESS') return output(name)
      return samples.some((sample) => /^\s*[[{]/.test(sample))
        ? output(name, ' | raw')
        : output(name, ' | json')
    default:
      return output(name)
  }
}

function score(field: FieldSpec, column: Column): number {
  const byName = nameScore(field, column)
  const fits = fitOf(field, column)
  if (fits === 'no') return byName - misfit
  return Math.max(byName, fits === 'well' ? onlyFits : 0)
}

function nameScore(field: FieldSpec, column: Column): number {
  if (field.name === column.name || field.label === column.header) return exact
  const [ours, theirs] = [namesOf(field), [fold(column.name), fold(column.header)]]
  if (ours.some((name) => theirs.includes(name))) return sameName
  if (
    sameThing.some(
      (line) => ours.some((name) => line.includes(name)) && theirs.some((name) => line.includes(name)),
    )
  )
    return sameMeaning
  const [words, others] = [wordsOf(field.name), wordsOf(column.name)]
  return words.length > 0 && shareMeaning(words, others) ? sameWord : 0
}

/** The last word says what a thing is: `product_name` is a name, `name_length` is none. */
function shareMeaning(words: string[], others: string[]): boolean {
  const [last, other] = [words.at(-1), others.at(-1)]
  if (last === undefined || other === undefined || (words.length > 1 && others.length > 1)) return false
  return last === other || sameThing.some((line) => line.includes(last) && line.includes(other))
}

const numbers = new Set<FieldSpec['kind']>(['number'])
const days = new Set<FieldSpec['kind']>(['date', 'datetime'])
const pictures = new Set<FieldSpec['kind']>(['image', 'images'])

/** `well`: so rare a kind of column that it is a reason by itself. */
function fitOf(field: FieldSpec, column: Column): 'well' | 'yes' | 'no' {
  const { kind } = field
  if (pictures.has(kind)) return isPicture(column) ? 'well' : 'no'
  if (isPicture(column)) return 'no'
  if (kind === 'html') return column.type === 'html' ? 'well' : column.type === 'text' ? 'yes' : 'no'
  if (column.type === 'html') return 'no'
  if (numbers.has(kind)) return column.type === 'number' ? 'yes' : 'no'
  if (kind === 'boolean') return column.type === 'boolean' ? 'yes' : 'no'
  if (days.has(kind)) return column.type === 'date' ? 'yes' : 'no'
  if (kind === 'url') return column.type === 'url' ? 'yes' : 'no'
  return column.type === 'url' ? 'no' : 'yes'
}

/** Whether a column holds addresses of pictures. */
export function isPicture({ type, name, samples }: Column): boolean {
  if (samples.some((sample) => /^wix:image:\/\//.test(sample))) return true
  const looksLikeOne = samples.some((sample) =>
    /^https?:\/\/\S+\.(avif|gif|jpe?g|png|svg|webp)([?#]\S*)?$/i.test(sample.trim()),
  )
  return looksLikeOne || (type === 'url' && /(image|photo|picture|img|cover|thumb|gallery)/i.test(name))
}

/** A collection may keep addresses in a plain text. */
const isSlug = (field: FieldSpec) => field.kind === 'slug' || namesOf(field).includes('slug')

const isTitle = (name: string) => sameThing[0]?.includes(name) ?? false

/** The label says more than the name where Wix made the name up (`title_fld`). */
function namesOf(field: FieldSpec): string[] {
  return [fold(field.name), fold(field.label)]
}
