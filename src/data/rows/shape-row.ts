// Gives a row of the file the width of the table, or says why it has to be set aside. Pure.
import type { SourceRow } from '../formats/format.ts'

export type ShapedRow =
  | { kind: 'row'; line: number; cells: string[]; padded: boolean; trimmed: boolean }
  | { kind: 'aside'; line: number; reason: string; cells: string[] }

// Tab, line feed and carriage return are text; other control characters are not, and databases refuse some.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/
const everyControl = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g
const keptCells = 600

export function shapeRow({ line, cells }: SourceRow, width: number): ShapedRow {
  let shaped = cells
  let padded = false
  let trimmed = false
  if (cells.length > width) {
    if (cells.slice(width).some((cell) => cell.trim() !== '')) {
      return aside(line, `It has ${cells.length} cells, but the table has ${width} columns.`, cells)
    }
    shaped = cells.slice(0, width)
    trimmed = true
  } else if (cells.length < width) {
    shaped = [...cells, ...Array<string>(width - cells.length).fill('')]
    padded = true
  }
  for (let i = 0; i < shaped.length; i++) {
    const cell = shaped[i]!
    if (control.test(cell)) {
      const code = control.exec(cell)![0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
      return aside(
        line,
        `Cell ${i + 1} contains a control character (U+${code}), which no page can show.`,
        cells,
      )
    }
    // Half of a surrogate pair is no text: encoding it for a URL or a database fails.
    if (!cell.isWellFormed()) shaped[i] = cell.toWellFormed()
  }
  return { kind: 'row', line, cells: shaped, padded, trimmed }
}

function aside(line: number, reason: string, cells: string[]): ShapedRow {
  return { kind: 'aside', line, reason, cells: cells.slice(0, keptCells).map(showControls) }
}

/** Control characters as the symbols that Unicode has for them. */
function showControls(cell: string): string {
  return cell.toWellFormed().replace(everyControl, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
}
