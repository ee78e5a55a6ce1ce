// What the rows of a dataset are sorted by: `row` (as the file has them), `key`, or `column:` and its name.

const ofColumn = 'column:'

export function sortOfColumn(name: string): string {
  return ofColumn + name
}

/** The column that is meant; null: it is none. */
export function columnOfSort(sort: string): string | null {
  return sort.startsWith(ofColumn) ? sort.slice(ofColumn.length) : null
}

export function isRowSort(sort: string): boolean {
  return sort === 'row' || sort === 'key' || (columnOfSort(sort) ?? '') !== ''
}
