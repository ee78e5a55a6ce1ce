// An open workbook with what is needed to read any of its sheets.
import type { Archive } from '../archive.ts'
import { openArchive } from '../archive.ts'
import type { SheetConfig } from '../sheet/config.ts'
import { builtInFormat } from './built-in-formats.ts'
import { type CellFormat, createCellFormat } from './cell-format.ts'
import { noStyles, readStyles, type Styles } from './styles.ts'
import { readWorkbook, type Workbook } from './workbook.ts'

export interface OpenWorkbook extends Workbook {
  archive: Archive
  /** By the number of a cell's style. */
  format(style: number): CellFormat
}

/** To be closed by its archive. */
export async function openWorkbook(
  path: string,
  values: SheetConfig['values'],
  signal: AbortSignal,
): Promise<OpenWorkbook> {
  const archive = await openArchive(path, 'workbook')
  try {
    const workbook = await readWorkbook(archive, signal)
    const styles = workbook.styles === null ? noStyles : await readStyles(archive, workbook.styles, signal)
    return { ...workbook, archive, format: formatsOf(styles, { values, isFrom1904: workbook.isFrom1904 }) }
  } catch (error) {
    archive.close()
    throw error
  }
}

/** Each is made once, when first asked for. */
function formatsOf({ formatIds, codes }: Styles, choice: Parameters<typeof createCellFormat>[1]) {
  const byId = new Map<number, CellFormat>()
  return (style: number): CellFormat => {
    const id = formatIds[style] ?? 0
    let found = byId.get(id)
    if (!found) {
      found = createCellFormat(codes.get(id) ?? builtInFormat(id), choice)
      byId.set(id, found)
    }
    return found
  }
}
