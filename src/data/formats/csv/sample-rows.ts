// The rows at the beginning of a file, as a delimiter would give them. Forgiving where reading is strict: a delimiter is
// on trial here, and lines above a table follow no rule.
import { SourceError } from '../../source-error.ts'
import type { SourceRow } from '../format.ts'
import { CsvParser } from './csv-parser.ts'

/** The beginning of a file, as text. */
export interface Head {
  text: string
  /** The number of its first line. */
  firstLine: number
  /** It is the whole file, so the last row is complete. */
  isWhole: boolean
}

// A delimiter that makes more lines than this unreadable is the wrong one.
const mostRestarts = 20

/** Begins anew behind a line that cannot be read. */
export function sampleRows({ text, firstLine, isWhole }: Head, delimiter: string): SourceRow[] {
  const rows: SourceRow[] = []
  let parser = new CsvParser(delimiter, firstLine)
  let restarts = 0
  for (const [n, line] of splitLines(text).entries()) {
    try {
      rows.push(...parser.push(line))
    } catch (error) {
      if (!(error instanceof SourceError) || ++restarts > mostRestarts) return rows
      parser = new CsvParser(delimiter, firstLine + n + 1)
    }
  }
  if (isWhole || rows.length === 0) rows.push(...lastRow(parser))
  return rows
}

function lastRow(parser: CsvParser): SourceRow[] {
  try {
    return parser.end()
  } catch {
    // A quote that is never closed: reading the whole file will name it.
    return []
  }
}

/** Each with its ending. */
function splitLines(text: string): string[] {
  return text.split(text.includes('\n') ? /(?<=\n)/ : /(?<=\r)/)
}
