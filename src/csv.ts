// A line of a CSV file (RFC 4180). Formulas are disarmed, as spreadsheets run what they read. Pure.

/**
 * Where a cell may begin for one spreadsheet or another, and what one there would run: programs of other countries
 * split at semicolons, whatever the quotes say, and some at tabs or bars.
 */
const formula = /(^|[,;|\t\r\n])([\s"'\ufeff]*)(?=[=+\-@＝＋－＠])/g
const negativeNumber = /^-\d+([.,]\d+)?$/

/** With its line end. */
export function toLine(cells: string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}

/** RFC 4180, with an apostrophe before what a spreadsheet would run. */
export function toCell(text: string): string {
  const safe = negativeNumber.test(text)
    ? text
    : (/^[\t\r]/.test(text) ? `'${text}` : text).replace(formula, "$1$2'")
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
