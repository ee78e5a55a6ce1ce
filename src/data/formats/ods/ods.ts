// OpenDocument spreadsheets, as LibreOffice writes them.
import { sheetSettingsSchema } from '../../../api/import-settings.ts'
import type { Format } from '../format.ts'
import { defaultSheetConfig, type SheetConfig, type SheetSettings } from '../sheet/config.ts'
import { sheetPlace } from '../sheet/decide-sheet.ts'
import { decideOds } from './decide.ts'
import { readOds } from './read.ts'

/** Written first and unpacked, so that the kind of a document can be seen from outside. */
const kind = 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'

export const ods: Format<SheetConfig, SheetSettings> = {
  id: 'ods',
  words: { name: 'OpenDocument spreadsheet', whole: 'sheet', place: sheetPlace },
  config: sheetSettingsSchema,
  defaultConfig: defaultSheetConfig,
  accepts: (head) =>
    head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004' && head.subarray(30, 200).includes(kind),
  decide: decideOds,
  pin: (config, { sheet }) => ({ ...config, sheet }),
  read: (settings, file, signal) => readOds(file, settings, signal),
}
