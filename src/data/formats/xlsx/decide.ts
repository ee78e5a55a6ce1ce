// Decides how a workbook is read, or refuses what is none.
import { randomUUID } from 'node:crypto'
import { readHead } from '../file-head.ts'
import type { Decided, TableFile } from '../format.ts'
import type { SheetConfig, SheetSettings } from '../sheet/config.ts'
import { decideSheet } from '../sheet/decide-sheet.ts'
import { isCompoundFile, refuseCompoundFile } from './ole.ts'
import { openWorkbook } from './open-workbook.ts'
import { sampleSheet } from './sample-sheet.ts'
import { StringStore } from './string-store.ts'

export async function decideXlsx(
  config: SheetConfig,
  { path }: TableFile,
  signal: AbortSignal,
): Promise<Decided<SheetSettings>> {
  if (isCompoundFile(await readHead(path))) throw await refuseCompoundFile(path)
  const workbook = await openWorkbook(path, config.values, signal)
  try {
    return await decideSheet(config, workbook.sheets, async (sheet) => {
      const strings = new StringStore(stringsPath(path))
      try {
        return await sampleSheet(workbook, sheet, strings, signal)
      } finally {
        strings.close()
      }
    })
  } finally {
    workbook.archive.close()
  }
}

/** Beside the file, where there is room for what it holds; what a crash may leave is tidied away like an upload. */
export function stringsPath(path: string): string {
  return `${path}.${randomUUID()}`
}
