/**
 * A row's texts by column name. Without a prototype, so that a column called `constructor` or `toString` is a column
 * and one that does not exist is undefined.
 */
export function toCells(columnNames: readonly string[], texts: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = Object.create(null)
  for (let i = 0; i < columnNames.length; i++) cells[columnNames[i]!] = texts[i] ?? ''
  return cells
}
