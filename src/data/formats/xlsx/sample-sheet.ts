// The first rows of a sheet, without unpacking more of the workbook than they need.
import type { SourceRow } from '../format.ts'
import { sampleSize } from '../sheet/decide-sheet.ts'
import { SheetFindings } from '../sheet/findings.ts'
import { Grid } from '../sheet/grid.ts'
import { createXmlReader } from '../xml-events.ts'
import { streamedPart } from './limits.ts'
import type { OpenWorkbook } from './open-workbook.ts'
import { readSharedStrings } from './shared-strings.ts'
import { SheetParser } from './sheet-parser.ts'
import type { StringStore } from './string-store.ts'
import type { SheetPart } from './workbook.ts'

/** Bytes of a sheet in which its first rows are looked for; sheets may begin with a million blank ones. */
const mostBytes = 32_000_000
/** Stands for a shared text until these are read: no text of a sheet can hold a NUL. */
const placeholder = /\0(\d+)/g

/** `strings`: empty; it is filled as far as these rows go. */
export async function sampleSheet(
  workbook: OpenWorkbook,
  { part }: SheetPart,
  strings: StringStore,
  signal: AbortSignal,
): Promise<SourceRow[]> {
  const { archive, sharedStrings } = workbook
  const findings = new SheetFindings()
  const grid = new Grid({ startLine: 1, startColumn: 0, columns: 0 }, findings)
  const rows: SourceRow[] = []
  let last = -1
  const parser = new SheetParser({
    sharedString(index) {
      last = Math.max(last, index)
      return `\0${index}`
    },
    format: workbook.format,
    findings,
    onRow(line, cells, isHidden) {
      const row = rows.length < sampleSize ? grid.add(line, cells, isHidden) : null
      if (row) rows.push(row)
    },
  })
  const reader = createXmlReader(parser, { what: 'workbook' })
  let bytes = 0
  let isEnough = false
  for await (const chunk of archive.read(part, streamedPart, signal)) {
    reader.write(chunk)
    bytes += chunk.length
    isEnough = rows.length >= sampleSize || bytes > mostBytes
    if (isEnough) break
  }
  if (!isEnough) reader.end()
  if (last < 0 || sharedStrings === null) return rows
  if (last >= strings.count) {
    const content = archive.read(sharedStrings, streamedPart, signal)
    await readSharedStrings(content, strings, () => {}, last)
  }
  const resolve = (cell: string) =>
    cell.replace(placeholder, (_, index: string) => strings.get(Number(index)) ?? '')
  return rows.map(({ line, cells }) => ({ line, cells: cells.map(resolve) }))
}
