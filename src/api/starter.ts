// A first template made from the columns of a dataset, so that nobody starts with an empty page. Pure. Cells are empty
// in most tables: what is said of a column is left out where its cell is, with the punctuation around it.
import { output, reference } from './column-reference.ts'
import { groupColumns, isComplete, longTexts, shownFacts, suitsLabels, titleColumn } from './column-roles.ts'
import type { Column, Dataset } from './dataset.ts'
import type { Destination, FieldSpec } from './destination.ts'
import { columnLabel, type Fact, factsTable, htmlText } from './page-parts.ts'
import { isPicture, isUnique, slugOfColumn } from './suggest-mapping.ts'

/** The texts of a template for this destination; fields for which no column suits are left out. */
export function starterFields(destination: Destination, dataset: Dataset): Record<string, string> {
  const { columns, keyColumn } = dataset
  const title = titleColumn(dataset)
  if (!title) return {}
  const picture = columns.find((column) => column.filled > 0 && isPicture(column))
  const groups = groupColumns(dataset, [title.name, keyColumn])
  const rest = columns.filter(
    (column) => column.name !== title.name && column.name !== keyColumn && column !== picture,
  )
  const name = nameOf(title, dataset)
  const place = groups.find((column) => column.filled >= dataset.rowCount * mostlyFilled)
  const described = `${name}${place ? whereFilled(place, dataset, `, ${output(place.name)}`) : ''}`
  const labels = labelColumns(destination.fields, groups)

  const textOf = (field: FieldSpec): string => {
    if (field.kind === 'slug') return addressOf(title, dataset)
    if (field.kind === 'image') return picture ? output(picture.name) : ''
    if (field.name === 'cover_alt') return picture ? name : ''
    if (field.kind === 'html') return bodyOf(described, rest, dataset)
    if (field.kind === 'list') {
      const column = labels.get(field.name)
      return column ? output(column.name) : ''
    }
    if (field.group === 'content' && field.kind === 'text') return isUnique(title, dataset) ? name : described
    if (field.name === 'excerpt') return `What to know about ${described}.`
    if (field.name === 'seo_title') return described
    if (field.name === 'seo_description') return `Facts about ${described}, at a glance.`
    return ''
  }
  return Object.fromEntries(
    destination.fields.map((field) => [field.name, textOf(field)] as const).filter(([, text]) => text !== ''),
  )
}

/** Of the rows; a title that says more for some rows than for others looks like a mistake. */
const mostlyFilled = 0.8

/** The name of a row; the key stands in where it has none. */
function nameOf(title: Column, dataset: Dataset): string {
  return isComplete(title, dataset)
    ? output(title.name)
    : output(title.name, ` | default_if_blank: ${reference(dataset.keyColumn)}`)
}

function addressOf(title: Column, dataset: Dataset): string {
  if (isComplete(title, dataset)) return slugOfColumn(title, dataset)
  return output(title.name, ` | append: " " | append: ${reference(dataset.keyColumn)} | slugify`)
}

function whereFilled(column: Column, dataset: Dataset, text: string): string {
  return isComplete(column, dataset) ? text : `{% if ${reference(column.name)} != blank %}${text}{% endif %}`
}

/** Each field of names gets the first column that suits it, and each column one field. */
function labelColumns(fields: readonly FieldSpec[], groups: readonly Column[]): Map<string, Column> {
  const open = [...groups]
  const chosen = new Map<string, Column>()
  for (const { name, kind } of fields) {
    if (kind !== 'list') continue
    const at = open.findIndex((column) => suitsLabels(column, name))
    if (at !== -1) chosen.set(name, open.splice(at, 1)[0]!)
  }
  return chosen
}

function bodyOf(described: string, rest: readonly Column[], dataset: Dataset): string {
  const html = rest.find((column) => column.type === 'html')
  const prose = longTexts(rest)
  const facts = shownFacts(
    rest.filter((column) => column !== html && !prose.includes(column)),
    dataset,
  )
  const intro = html
    ? whereFilled(html, dataset, output(html.name, ' | raw'))
    : `<p>Here is what is known about ${described}.</p>`
  const sections = prose.map((column) =>
    whereFilled(
      column,
      dataset,
      `<h2>${htmlText(columnLabel(column.name))}</h2>\n<p>${output(column.name)}</p>`,
    ),
  )
  const table = factsTable(
    facts.map((column) => factOf(column, dataset)),
    'At a glance',
  )
  return `${[intro, ...sections, ...table].join('\n')}\n`
}

function factOf(column: Column, dataset: Dataset): Fact {
  const { name, type } = column
  return {
    column: name,
    label: columnLabel(name),
    isLink: type === 'url',
    isComplete: isComplete(column, dataset),
  }
}
