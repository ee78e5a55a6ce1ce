// Excel workbooks: what Excel, LibreOffice, Google Sheets and every other program writes as XLSX. ECMA-376.
import { sheetSettingsSchema } from '../../../api/import-settings.ts'
import type { Format } from '../format.ts'
import { defaultSheetConfig, type SheetConfig, type SheetSettings } from '../sheet/config.ts'
import { sheetPlace } from '../sheet/decide-sheet.ts'
import { decideXlsx } from './decide.ts'
import { isCompoundFile } from './ole.ts'
import { readXlsx } from './read.ts'

export const xlsx: Format<SheetConfig, SheetSettings> = {
  id: 'xlsx',
  words: { name: 'Excel workbook', whole: 'sheet', place: sheetPlace },
  config: sheetSettingsSchema,
  defaultConfig: defaultSheetConfig,
  // Every ZIP and every old Office document: what is none of ours is refused by the name of what it is.
  accepts: (head) => /^504b(?:0304|0506)/.test(head.subarray(0, 4).toString('hex')) || isCompoundFile(head),
  decide: decideXlsx,
  // The sheet by its name, wherever it stands by then.
  pin: (config, { sheet }) => ({ ...config, sheet }),
  read: (settings, file, signal) => readXlsx(file, settings, signal),
}
