// What a column is good for on a page, judged by its name and by what it holds. Pure.
import type { Column, Dataset } from './dataset.ts'
import { isPicture } from './suggest-mapping.ts'

type Rows = Pick<Dataset, 'rowCount'>

/** Whether no cell of it is empty. */
export function isComplete({ filled }: Column, { rowCount }: Rows): boolean {
  return filled >= rowCount
}

/** Of the rows that must have a value before a column is their title: less where it is called that. */
const leastNamed = { called: 0.3, other: 0.9 }

/** The column that names the rows: by its own name, else by how it is filled; the key where there is none. */
export function titleColumn({ columns, keyColumn, rowCount }: Dataset): Column | undefined {
  const key = columns.find((column) => column.name === keyColumn)
  const texts = columns.filter((column) => column.type === 'text' && column.filled > 0)
  const filled = (share: number) => texts.filter((column) => column.filled >= rowCount * share)
  return (
    filled(leastNamed.called).find((column) => /^(title|name|headline|heading)$/i.test(column.name)) ??
    filled(leastNamed.other).find((column) => /title|name/i.test(column.name)) ??
    filled(leastNamed.other)
      .filter((column) => column.name !== keyColumn && !isProse(column))
      .sort((a, b) => b.distinct - a.distinct)[0] ??
    key
  )
}

const leastGrouped = 0.5

/** Columns whose few values repeat over many rows, most values first: they tell where a row belongs. */
export function groupColumns({ columns, rowCount }: Dataset, taken: readonly string[]): Column[] {
  return columns
    .filter(
      (column) =>
        column.type === 'text' &&
        !taken.includes(column.name) &&
        column.distinctIsExact &&
        column.distinct > 1 &&
        column.distinct <= Math.max(2, rowCount / 5) &&
        column.filled >= rowCount * leastGrouped &&
        column.longest > 2 &&
        column.longest <= 60 &&
        !/(^|_)(id|code|key|url|flag)$/i.test(column.name),
    )
    .sort((a, b) => b.distinct - a.distinct)
}

/** Names that Wix makes of a column's values: how many a site can bear, and how long each may be. */
const labelLimits: Record<string, { names: number; characters: number }> = {
  categories: { names: 100, characters: 35 },
}
const otherLabels = { names: 500, characters: 50 }

/** Whether the values of a column can be the names of a field such as `categories` or `tags`. */
export function suitsLabels({ distinct, longest }: Column, field: string): boolean {
  const { names, characters } = labelLimits[field] ?? otherLabels
  return distinct <= names && longest <= characters
}

/** A cell of running text rather than a value. */
function isProse({ type, longest, samples }: Column): boolean {
  return type === 'text' && longest > 150 && samples.some((sample) => sample.split(/\s+/).length > 12)
}

const mostProse = 3

/** Columns that are sections of their own, with a heading. */
export function longTexts(columns: readonly Column[]): Column[] {
  return columns.filter(isProse).slice(0, mostProse)
}

const mostFacts = 12
const leastShown = 0.1

/** The columns worth a line in a table of facts: the best filled of them, in their order. */
export function shownFacts(columns: readonly Column[], { rowCount }: Rows): Column[] {
  const useful = columns.filter(
    (column) =>
      column.type !== 'empty' &&
      column.type !== 'html' &&
      column.filled >= rowCount * leastShown &&
      !isPicture(column) &&
      !/(^|_)(id|uuid|guid|code)$/i.test(column.name),
  )
  const best = new Set([...useful].sort((a, b) => b.filled - a.filled).slice(0, mostFacts))
  return useful.filter((column) => best.has(column))
}
