// The names of cells: columns by letters, rows by numbers. Pure.

/** The column of "AB12", counted from 0; -1 for what is no such name. */
export function columnOf(reference: string): number {
  let column = 0
  let at = 0
  for (; at < reference.length; at++) {
    const letter = (reference.charCodeAt(at) | 32) - 96
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return at === 0 ? -1 : column - 1
}

/** The name of a cell; both counted as people do, the column from 0. */
export function cellName(column: number, line: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${line}`
}
