// Two rows are equal when their filled cells are, whatever the order of the columns.
import { hash } from 'node:crypto'

/** For a table with these columns; the function hashes cells in the table's order to 22 characters. */
export function createRowHash(columnNames: string[]): (cells: string[]) => string {
  const sorted = columnNames.map((name, index) => ({ name, index }))
  sorted.sort((a, b) => (a.name < b.name ? -1 : 1))
  return (cells) => {
    let text = ''
    for (const { name, index } of sorted) {
      const cell = cells[index]!
      // Control characters stand in no cell and no name, so the boundaries are clear.
      if (cell !== '') text += `${name}\u0001${cell}\u0002`
    }
    return hash('sha256', text, 'base64url').slice(0, 22)
  }
}
