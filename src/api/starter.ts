// A first template made from the columns of a dataset, so that nobody starts with an empty page. Pure.
import { output, reference } from './column-reference.ts'
import type { Column, Dataset } from './dataset.ts'
import type { Destination, FieldSpec } from './destination.ts'
import { isPicture, isUnique, slugOfColumn } from './suggest-mapping.ts'

function label(column: string): string {
  const words = column.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function titleColumn(columns: Column[], key: string): Column | undefined {
  const texts = columns.filter((column) => column.type === 'text' && column.filled > 0)
  return (
    texts.find((column) => /^(title|name|headline|heading)$/i.test(column.name)) ??
    texts.find((column) => /title|name/i.test(column.name)) ??
    texts.filter((column) => column.name !== key).sort((a, b) => b.distinct - a.distinct)[0] ??
    columns.find((column) => column.name === key)
  )
}

/** A column whose few values repeat over many rows: good for categories and tags. */
function groupColumns(columns: Column[], rowCount: number, taken: string[]): Column[] {
  return columns
    .filter(
      (column) =>
        column.type === 'text' &&
        !taken.includes(column.name) &&
        column.distinct > 1 &&
        column.distinct <= Math.max(2, rowCount / 5) &&
        column.longest <= 60 &&
        !/(^|_)(id|code|url|flag)$/i.test(column.name),
    )
    .sort((a, b) => b.distinct - a.distinct)
}

function body(title: string, columns: Column[], rest: Column[]): string {
  const html = columns.find((column) => column.type === 'html')
  const rows = rest
    .filter((column) => column !== html && column.type !== 'empty')
    .map((column) => {
      const row = `<tr><th>${label(column.name)}</th><td>${output(column.name)}</td></tr>`
      return `    {% if ${reference(column.name)} != blank %}${row}{% endif %}`
    })
  const text = html
    ? `${output(html.name, ' | raw')}\n`
    : `<p>Here is what is known about ${output(title)}.</p>\n`
  return rows.length === 0
    ? text
    : `${text}<h2>At a glance</h2>\n<table>\n  <tbody>\n${rows.join('\n')}\n  </tbody>\n</table>\n`
}

export function starterFields(destination: Destination, dataset: Dataset): Record<string, string> {
  const { columns, keyColumn, rowCount } = dataset
  const title = titleColumn(columns, keyColumn)
  if (!title) return {}
  const picture = columns.find((column) => column.filled > 0 && isPicture(column))
  const repeats = !isUnique(title, dataset)
  const groups = groupColumns(columns, rowCount, [title.name, keyColumn])
  const rest = columns.filter(
    (column) => column.name !== title.name && column.name !== keyColumn && column !== picture,
  )
  const place = groups[0] && groups[0].name !== title.name ? `, ${output(groups[0].name)}` : ''
  const described = `${output(title.name)}${place}`
  const lists = [...groups]

  const textOf = (field: FieldSpec): string => {
    if (field.kind === 'slug') return slugOfColumn(title, dataset)
    if (field.kind === 'image') return picture ? output(picture.name) : ''
    if (field.name === 'cover_alt') return picture ? output(title.name) : ''
    if (field.kind === 'html') return body(title.name, columns, rest)
    if (field.kind === 'list') {
      const group = lists.shift()
      return group ? output(group.name) : ''
    }
    if (field.group === 'content' && field.kind === 'text') return repeats ? described : output(title.name)
    if (field.name === 'excerpt') return `What to know about ${described}.`
    if (field.name === 'seo_title') return described
    if (field.name === 'seo_description') return `Facts about ${described}, at a glance.`
    return ''
  }
  return Object.fromEntries(
    destination.fields.map((field) => [field.name, textOf(field)] as const).filter(([, text]) => text !== ''),
  )
}
