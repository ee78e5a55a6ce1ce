// Decides which sheet of a spreadsheet is read, where its table begins, and how its values are written.
import { shorten } from '../../../api/shorten.ts'
import { SourceError } from '../../source-error.ts'
import type { Decided, Decision, SourceRow } from '../format.ts'
import { headerDecision, rowsAboveHeader, tellAbove } from '../header-line.ts'
import type { SheetConfig, SheetSettings } from './config.ts'
import type { GridPlace } from './grid.ts'

export interface NamedSheet {
  name: string
  isHidden: boolean
}

/** Rows that are looked at to find the table. */
export const sampleSize = 200
/** What the number of a row counts. */
export const sheetPlace = ['row', 'rows'] as const
/** Spreadsheets have names of up to 31 characters; who writes files by hand may have others. */
const longestName = 60
/** Longer lists are no help to who chooses; the API takes any name. */
const mostChoices = 200

/** `sample`: the first filled rows of a sheet. Throws a `SourceError` where there is no such sheet, or nothing in it. */
export async function decideSheet<S extends NamedSheet>(
  config: SheetConfig,
  sheets: readonly S[],
  sample: (sheet: S) => Promise<SourceRow[]>,
): Promise<Decided<SheetSettings>> {
  if (sheets.length === 0)
    throw new SourceError('empty_file', 'This file holds no sheet with cells. Choose another one.')
  const { sheet, rows, reason } =
    config.sheet === null
      ? await firstFilled(sheets, sample)
      : await chosenSheet(config.sheet, sheets, sample)
  const { place, above, startLine } = findTable(config, rows)
  return {
    settings: { sheet: sheet.name, hasHeader: config.hasHeader, values: config.values, ...place },
    decisions: [
      sheetDecision(sheet, sheets, reason),
      headerDecision(config, above, startLine, sheetPlace[0]),
      valuesDecision(config),
    ],
    notes: [
      ...(sheet.isHidden ? [`The sheet "${sheet.name}" is hidden in the file.`] : []),
      ...(above.length > 0 ? [tellAbove(above, sheetPlace)] : []),
    ],
    readings: [],
  }
}

interface Chosen<S> {
  sheet: S
  rows: SourceRow[]
  reason: string
}

async function firstFilled<S extends NamedSheet>(
  sheets: readonly S[],
  sample: (sheet: S) => Promise<SourceRow[]>,
): Promise<Chosen<S>> {
  const inOrder = [...sheets.filter((one) => !one.isHidden), ...sheets.filter((one) => one.isHidden)]
  for (const sheet of inOrder) {
    const rows = await sample(sheet)
    if (rows.length === 0) continue
    const reason =
      sheets.length === 1 ? 'The only sheet.' : `The first of ${sheets.length} sheets that holds anything.`
    return { sheet, rows, reason }
  }
  throw new SourceError('empty_file', 'None of the sheets in this file holds anything. Choose another file.')
}

async function chosenSheet<S extends NamedSheet>(
  wanted: string,
  sheets: readonly S[],
  sample: (sheet: S) => Promise<SourceRow[]>,
): Promise<Chosen<S>> {
  const fold = (name: string) => name.trim().toLowerCase()
  const sheet =
    sheets.find(({ name }) => name === wanted) ??
    sheets.find(({ name }) => fold(name) === fold(wanted)) ??
    (/^[1-9]\d{0,4}$/.test(wanted) ? sheets[Number(wanted) - 1] : undefined)
  if (!sheet) {
    const names = sheets.slice(0, 20).map(({ name }) => `"${shorten(name, longestName)}"`)
    const more = sheets.length > names.length ? ` and ${sheets.length - names.length} more` : ''
    throw new SourceError(
      'sheet_missing',
      `There is no sheet "${wanted}" in this file; there ${sheets.length === 1 ? 'is' : 'are'} ${names.join(', ')}${more}. Choose one of them.`,
    )
  }
  const rows = await sample(sheet)
  if (rows.length === 0) {
    throw new SourceError('empty_sheet', `The sheet "${sheet.name}" holds nothing. Choose another sheet.`)
  }
  return { sheet, rows, reason: 'As you chose.' }
}

interface FoundTable {
  place: GridPlace
  above: SourceRow[]
  startLine: number
}

function findTable({ hasHeader, headerLine }: SheetConfig, rows: readonly SourceRow[]): FoundTable {
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const padded = rows.map(({ line, cells }) => ({
    line,
    cells: [...cells, ...Array<string>(width - cells.length).fill('')],
  }))
  const above = hasHeader && headerLine === null ? rowsAboveHeader(padded) : []
  const startLine = headerLine ?? rows[above.length]!.line
  const table = rows.filter(({ line }) => line >= startLine)
  const firstFilled = table.map(({ cells }) => cells.findIndex((cell) => cell.trim() !== ''))
  const startColumn = table.length === 0 ? 0 : Math.max(0, Math.min(...firstFilled))
  const columns = hasHeader ? (table[0]?.cells.length ?? 0) : width
  return { place: { startLine, startColumn, columns: Math.max(0, columns - startColumn) }, above, startLine }
}

function sheetDecision(sheet: NamedSheet, sheets: readonly NamedSheet[], reason: string): Decision {
  return {
    name: 'sheet',
    value: sheet.name,
    reason,
    setting: 'sheet',
    choices: sheets
      .slice(0, mostChoices)
      .map(({ name, isHidden }) => ({ value: name, label: isHidden ? `${name} (hidden)` : name })),
  }
}

function valuesDecision({ values }: SheetConfig): Decision {
  return {
    name: 'values',
    value: values,
    reason:
      values === 'shown'
        ? 'Numbers and dates are written with the format of their cell, as the sheet shows them.'
        : 'As you chose: numbers without their format (0.25 for 25 %), dates as 2026-11-28.',
    setting: 'values',
    choices: [
      { value: 'shown', label: 'As the sheet shows them' },
      { value: 'stored', label: 'As they are stored' },
    ],
  }
}

/** The row that was chosen for the header does not exist. */
export function headerBeyondEnd(startLine: number): SourceError {
  return new SourceError(
    'header_line',
    `The header was to be in row ${startLine}, but the sheet ends before. Choose the row with the names of the columns.`,
  )
}
