// Decides which sheet of an OpenDocument spreadsheet is read, and where its table begins.
import type { Decided, SourceRow, TableFile } from '../format.ts'
import type { SheetConfig, SheetSettings } from '../sheet/config.ts'
import { decideSheet, sampleSize } from '../sheet/decide-sheet.ts'
import { SheetFindings } from '../sheet/findings.ts'
import { Grid } from '../sheet/grid.ts'
import { ContentParser, type OdsRow, type OdsSheet } from './content-parser.ts'
import { walkContent } from './open-content.ts'

interface Sampled extends OdsSheet {
  rows: SourceRow[]
  grid: Grid
}

/** Sheets beyond these are not looked at. */
const mostSheets = 1000

export async function decideOds(
  config: SheetConfig,
  file: TableFile,
  signal: AbortSignal,
): Promise<Decided<SheetSettings>> {
  const sheets: Sampled[] = []
  const nothing = () => {}
  const parser = new ContentParser(
    {
      sheet(sheet) {
        const grid = new Grid({ startLine: 1, startColumn: 0, columns: 0 }, new SheetFindings())
        if (sheets.length < mostSheets) sheets.push({ ...sheet, rows: [], grid })
      },
      row: (row) => sample(sheets.at(-1)!, row),
      error: nothing,
      missing: nothing,
      merged: nothing,
      hiddenColumns: nothing,
    },
    config.values,
  )
  for await (const _ of walkContent(file, parser, signal));
  // Tables of other files that formulas refer to are kept in the file, and are none of its sheets.
  const own = sheets.filter(({ name }) => !name.startsWith("'file:"))
  return decideSheet(config, own, async ({ rows }) => rows)
}

function sample({ rows, grid }: Sampled, { line, times, cells, isHidden }: OdsRow): void {
  const count = Math.min(times, cells.length === 0 ? 1 : sampleSize - rows.length)
  for (let n = 0; n < count; n++) {
    const row = grid.add(line + n, [...cells], isHidden)
    if (row) rows.push(row)
  }
}
