// A table that somebody pasted, as the file it goes on as. Pure.

export interface PastedTable {
  fileName: string
  type: string
  text: string
}

/**
 * Cells of a spreadsheet come separated by tabs, with those in quotes that hold a line break; a table of Markdown
 * becomes CSV; whatever else it is, the server finds out by looking into it. Null for text that is no table: one line,
 * or nothing.
 */
export function pastedTable(pasted: string): PastedTable | null {
  const text = pasted.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length < 2) return null
  const csv = markdownAsCsv(text)
  if (csv !== null) return { fileName: `${name}.csv`, type: 'text/csv', text: csv }
  if (lines[0]!.includes('\t'))
    return { fileName: `${name}.tsv`, type: 'text/tab-separated-values', text: withEnd(text) }
  return { fileName: `${name}.csv`, type: 'text/csv', text: withEnd(text) }
}

/** Null for text that is no table of Markdown. */
export function markdownAsCsv(text: string): string | null {
  const rows = markdownRows(text.split(/\r\n?|\n/).filter((line) => line.trim() !== ''))
  return rows && toCsv(rows)
}

const name = 'Pasted table'

const withEnd = (text: string) => (text.endsWith('\n') ? text : `${text}\n`)

/** Null unless the second line is what Markdown sets below its header. */
function markdownRows(lines: readonly string[]): string[][] | null {
  const [header, rule, ...rest] = lines
  if (!header?.includes('|') || !rule || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(rule))
    return null
  const columns = markdownCells(header)
  if (markdownCells(rule).length !== columns.length) return null
  return [columns, ...rest.map(markdownCells)]
}

/** A bar with a backslash before it stands in the cell. */
function markdownCells(line: string): string[] {
  const bare = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return bare.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

function toCsv(rows: readonly string[][]): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`
}
