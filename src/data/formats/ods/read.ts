// The rows of a sheet of an OpenDocument spreadsheet, streamed.
import { limits } from '../../limits.ts'
import type { Reading, SourceRow, TableFile } from '../format.ts'
import type { SheetSettings } from '../sheet/config.ts'
import { headerBeyondEnd } from '../sheet/decide-sheet.ts'
import { SheetFindings } from '../sheet/findings.ts'
import { Grid } from '../sheet/grid.ts'
import { ContentParser, type OdsRow } from './content-parser.ts'
import { walkContent } from './open-content.ts'

/** Rows that are handed on together. */
const groupRows = 200

export function readOds(file: TableFile, settings: SheetSettings, signal: AbortSignal): Reading {
  const findings = new SheetFindings()
  const grid = new Grid(settings, findings)
  let fraction = 0

  async function* rows() {
    let found: OdsRow[] = []
    let isMine = false
    let wasMine = false
    const ifMine =
      <A extends unknown[]>(tell: (...args: A) => void) =>
      (...args: A) => {
        if (isMine) tell(...args)
      }
    const parser = new ContentParser(
      {
        sheet({ name }) {
          isMine = name === settings.sheet
          wasMine ||= isMine
        },
        row: ifMine((row) => void found.push(row)),
        error: ifMine((...args) => findings.error(...args)),
        missing: ifMine((...args) => findings.missing(...args)),
        merged: ifMine((area) => findings.merged(area)),
        hiddenColumns: ifMine((...args) => findings.hiddenColumns(...args)),
      },
      settings.values,
    )
    let isEmpty = true
    for await (const done of walkContent(file, parser, signal)) {
      fraction = done
      for (const group of inGroups(found, grid)) {
        isEmpty = false
        yield group
      }
      found = []
      if (wasMine && !isMine) break
    }
    if (isEmpty && settings.startLine > 1) throw headerBeyondEnd(settings.startLine)
  }

  return {
    rows,
    get bytesRead() {
      return Math.round(fraction * file.bytes)
    },
    get fraction() {
      return fraction
    },
    notes: () => grid.notes(),
  }
}

/** Rows that stand there several times, one by one, and no more than any table may have. */
function* inGroups(found: readonly OdsRow[], grid: Grid): Generator<SourceRow[]> {
  let group: SourceRow[] = []
  for (const { line, times, cells, isHidden } of found) {
    // Blank rows are counted by the number of the next one.
    const count = cells.length === 0 ? 0 : Math.min(times, limits.rows + 2)
    for (let n = 0; n < count; n++) {
      const row = grid.add(line + n, [...cells], isHidden)
      if (row) group.push(row)
      if (group.length < groupRows) continue
      yield group
      group = []
    }
  }
  if (group.length > 0) yield group
}
