// What a starter writes with: the columns that play its parts, and sentences that are left out where a cell is empty. Pure.
import { output, reference } from '../column-reference.ts'
import { isComplete, shownFacts } from '../column-roles.ts'
import type { Column, Dataset } from '../dataset.ts'
import { columnLabel, type Fact, factsTable, htmlText, type Question, whereFilled } from '../page-parts.ts'

/** A part that a column can play on a page. */
export interface Part {
  id: string
  /** As people call it. */
  label: string
  /** What such columns are called, folded: lower case, letters and digits alone. */
  names: readonly string[]
  /** What its values have to be, where a name alone says too little. */
  holds?: 'number' | 'picture' | 'link' | 'long'
  /** Without it the starter has nothing to say. */
  isNeeded?: boolean
}

/** The column of each part that has one, by the id of the part. */
export type PartColumns = Readonly<Record<string, string>>

/** A kind of page to begin with. */
export interface Starter {
  id: string
  name: string
  text: string
  parts: readonly Part[]
  write(page: StarterPage): StarterTexts
}

/** Texts by what they are for; a destination takes those that it has a field for. */
export interface StarterTexts {
  title: string
  body: string
  excerpt: string
  seoTitle: string
  seoDescription: string
  /** JSON, or empty. */
  structured: string
}

export interface StarterPage {
  dataset: Dataset
  /** What the row is called. */
  name: string
  has(part: string): boolean
  /** The name of a part's column; empty where it has none. */
  column(part: string): string
  /** The output of a part's column. */
  out(part: string, filters?: string): string
  /** The column of a part, as Liquid reaches it. */
  ref(part: string): string
  /** A text of HTML or Liquid that is there where the part has something to say; empty where no column plays it. */
  when(part: string, text: string): string
  /** A line of a table for each of these parts that has a column, then what else is worth one. */
  facts(parts: readonly string[], title: string): string[]
  question(part: string, question: string, answer: string): Question[]
  /** A heading and running text; HTML stays HTML. */
  section(part: string, heading: string): string[]
  /** Names the entries of a part that holds several: `ID_list`. */
  list(part: string): string
}

export function createStarterPage(starter: Starter, dataset: Dataset, columns: PartColumns): StarterPage {
  const columnOf = (part: string): Column | undefined =>
    dataset.columns.find(({ name }) => name === columns[part])
  const nameColumn = columnOf('name')
  const key = reference(dataset.keyColumn)
  const name =
    nameColumn && !isComplete(nameColumn, dataset)
      ? output(nameColumn.name, ` | default_if_blank: ${key}`)
      : output(nameColumn?.name ?? dataset.keyColumn)

  const page: StarterPage = {
    dataset,
    name,
    has: (part) => columnOf(part) !== undefined,
    column: (part) => columns[part] ?? '',
    out: (part, filters) => output(columns[part] ?? '', filters),
    ref: (part) => reference(columns[part] ?? ''),
    when(part, text) {
      const column = columnOf(part)
      if (!column || text === '') return ''
      return isComplete(column, dataset) ? text : whereFilled(column.name, text)
    },
    facts(parts, title) {
      const own = parts.flatMap((part) => {
        const column = columnOf(part)
        const label = starter.parts.find(({ id }) => id === part)?.label ?? part
        return column ? [factOf(column, dataset, label)] : []
      })
      const taken = new Set(Object.values(columns))
      const open = dataset.columns.filter(
        (column) =>
          !taken.has(column.name) &&
          column.name !== dataset.keyColumn &&
          column.longest <= longestFact &&
          column.type !== 'url',
      )
      const more = shownFacts(open, dataset).map((column) =>
        factOf(column, dataset, columnLabel(column.name)),
      )
      return factsTable([...own, ...more].slice(0, mostFacts), title)
    },
    question(part, question, answer) {
      const column = columnOf(part)
      if (!column) return []
      return [{ question, answer, about: { column: column.name, isComplete: isComplete(column, dataset) } }]
    },
    section(part, heading) {
      const column = columnOf(part)
      if (!column) return []
      const text = column.type === 'html' ? output(column.name, ' | raw') : `<p>${output(column.name)}</p>`
      const head = heading === '' ? '' : `<h2>${htmlText(heading)}</h2>\n`
      return [page.when(part, `${head}${text}`)]
    },
    list: (part) =>
      `{% assign ${part}_list = ${page.ref(part)} | split: ${JSON.stringify(separatorOf(columnOf(part)))} %}`,
  }
  return page
}

const mostFacts = 14
const longestFact = 120

function factOf(column: Column, dataset: Dataset, label: string): Fact {
  return {
    column: column.name,
    label,
    isLink: column.type === 'url',
    isComplete: isComplete(column, dataset),
  }
}

/** What stands between the entries of a cell: a bar or semicolon before a comma, which belongs to sentences too. */
function separatorOf(column: Column | undefined): string {
  const samples = column?.samples ?? []
  return ['\n', '|', ';', ','].find((sign) => samples.some((sample) => sample.includes(sign))) ?? ';'
}

/**
 * Structured data of a page: an object of schema.org with its name and what else its columns say.
 * @param entries by property: a part whose text it is, or JSON with the part that it hangs on
 */
export function structuredData(
  page: StarterPage,
  type: string,
  entries: Readonly<Record<string, string | { part: string; json: string }>>,
): string {
  const more = Object.entries(entries).map(([property, entry]) => {
    const { part, json } = typeof entry === 'string' ? { part: entry, json: `"${page.out(entry)}"` } : entry
    return page.when(part, `, "${property}": ${json}`)
  })
  return `{"@context": "https://schema.org", "@type": "${type}", "name": "${page.name}"${more.join('')}}`
}

/** Lines of a text, those without anything left out. */
export function joined(lines: readonly (string | readonly string[])[]): string {
  return `${lines
    .flat()
    .filter((line) => line !== '')
    .join('\n')}\n`
}
