// What the owner may choose about a spreadsheet, and what a choice becomes once everything is decided.
import type { z } from 'zod'
import type { sheetSettingsSchema } from '../../../api/import-settings.ts'
import type { Settings } from '../format.ts'
import type { GridPlace } from './grid.ts'

export type SheetConfig = z.infer<typeof sheetSettingsSchema>

export const defaultSheetConfig: SheetConfig = {
  sheet: null,
  hasHeader: true,
  headerLine: null,
  values: 'shown',
}

export interface SheetSettings extends Settings, GridPlace {
  /** The sheet's name. */
  sheet: string
  values: SheetConfig['values']
}
