// The rows of a sheet, streamed: first the texts that cells share, then the sheet itself.
import type { Reading, SourceRow, TableFile } from '../format.ts'
import type { SheetSettings } from '../sheet/config.ts'
import { headerBeyondEnd } from '../sheet/decide-sheet.ts'
import { SheetFindings } from '../sheet/findings.ts'
import { Grid } from '../sheet/grid.ts'
import { createXmlReader } from '../xml-events.ts'
import { stringsPath } from './decide.ts'
import { streamedPart } from './limits.ts'
import { type OpenWorkbook, openWorkbook } from './open-workbook.ts'
import { readSharedStrings } from './shared-strings.ts'
import { SheetParser } from './sheet-parser.ts'
import { StringStore } from './string-store.ts'

/** Rows that are handed on together, and bytes of a sheet after which they are even if they are fewer. */
const groupRows = 200
const groupBytes = 262_144

export function readXlsx(file: TableFile, settings: SheetSettings, signal: AbortSignal): Reading {
  const findings = new SheetFindings()
  const grid = new Grid(settings, findings)
  const progress = { done: 0, total: 0 }

  async function* rows() {
    const workbook = await openWorkbook(file.path, settings.values, signal)
    const strings = new StringStore(stringsPath(file.path))
    try {
      const { archive, sharedStrings } = workbook
      // Decided upon in the same file, so it is there.
      const { part } = workbook.sheets.find(({ name }) => name === settings.sheet)!
      progress.total = archive.sizeOf(part) + archive.sizeOf(sharedStrings ?? '')
      if (sharedStrings !== null) {
        const content = archive.read(sharedStrings, streamedPart, signal)
        await readSharedStrings(content, strings, (bytes) => {
          progress.done += bytes
        })
      }
      yield* walkSheet(workbook, archive.read(part, streamedPart, signal), strings)
    } finally {
      strings.close()
      workbook.archive.close()
    }
  }

  async function* walkSheet(workbook: OpenWorkbook, content: AsyncIterable<Buffer>, strings: StringStore) {
    let group: SourceRow[] = []
    let bytes = 0
    let isEmpty = true
    const parser = new SheetParser({
      sharedString: (index) => strings.get(index),
      format: workbook.format,
      findings,
      onRow(line, cells, isHidden) {
        const row = grid.add(line, cells, isHidden)
        if (row) group.push(row)
      },
    })
    const reader = createXmlReader(parser, { what: 'workbook' })
    for await (const chunk of content) {
      reader.write(chunk)
      progress.done += chunk.length
      bytes += chunk.length
      if (group.length < groupRows && bytes < groupBytes) continue
      bytes = 0
      if (group.length === 0) continue
      isEmpty = false
      yield group
      group = []
    }
    reader.end()
    if (group.length > 0) yield group
    else if (isEmpty && settings.startLine > 1) throw headerBeyondEnd(settings.startLine)
  }

  const fraction = () => (progress.total === 0 ? 0 : Math.min(1, progress.done / progress.total))
  return {
    rows,
    get bytesRead() {
      return Math.round(fraction() * file.bytes)
    },
    get fraction() {
      return fraction()
    },
    notes: () => grid.notes(),
  }
}
