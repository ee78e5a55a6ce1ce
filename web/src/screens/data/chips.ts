// What was decided about a file, why, and what else it could be. Pure.
import { type Encoding, encodingNames } from '../../../../src/api/encodings.ts'
import type { Import, ImportDecision } from '../../../../src/api/import.ts'
import type { ImportSettingsPatch } from '../../../../src/api/import-settings.ts'
import { capital } from '../../ui/format.ts'

/** One thing that was decided, and what else it could be. */
export interface Chip {
  label: string
  value: string
  reason: string | undefined
  choices: { label: string; active: boolean; patch: ImportSettingsPatch }[]
}

type CsvSettings = Extract<Import['settings'], { delimiter: unknown }>
type HeaderSettings = Extract<Import['settings'], { headerLine: unknown }>

export function chipsOf({ settings, decisions }: Import): Chip[] {
  const listed = decisions.flatMap(listedChip)
  if (isCsv(settings)) return csvChips(settings, decisions)
  return hasHeaderRow(settings) ? [...listed, headerChip(settings, decisions, 'row')] : listed
}

function isCsv(settings: Import['settings']): settings is CsvSettings {
  return 'delimiter' in settings
}

function hasHeaderRow(settings: Import['settings']): settings is HeaderSettings {
  return 'headerLine' in settings
}

/** What comes with its list of choices, whatever it is. */
function listedChip({ name, value, reason, setting, choices }: ImportDecision): Chip[] {
  if (setting === undefined || choices === undefined) return []
  const chosen = choices.find((choice) => choice.value === value)
  return [
    {
      label: capital(name),
      value: chosen?.label ?? value,
      reason,
      choices: choices.map((choice) => ({
        label: choice.label,
        active: choice === chosen,
        patch: { [setting]: choice.value },
      })),
    },
  ]
}

const encodingLabels = Object.entries(encodingNames) as [Encoding, string][]
const delimiters: [string, string][] = [
  [',', 'Comma'],
  [';', 'Semicolon'],
  ['\t', 'Tab'],
  ['|', 'Pipe'],
]

function labelIn(list: [string, string][], value: string | undefined): string {
  return list.find(([id]) => id === value)?.[1] ?? value ?? 'Detected'
}

function csvChips(settings: CsvSettings, decisions: readonly ImportDecision[]): Chip[] {
  const reasonOf = (pattern: RegExp) => decisions.find(({ name }) => pattern.test(name))
  return [
    {
      label: 'Encoding',
      value: labelIn(encodingLabels, settings.encoding ?? reasonOf(/encoding/i)?.value),
      reason: reasonOf(/encoding/i)?.reason,
      choices: encodingLabels.map(([encoding, label]) => ({
        label,
        active: (settings.encoding ?? reasonOf(/encoding/i)?.value) === encoding,
        patch: { encoding },
      })),
    },
    {
      label: 'Delimiter',
      value: labelIn(delimiters, settings.delimiter ?? reasonOf(/delimiter/i)?.value),
      reason: reasonOf(/delimiter/i)?.reason,
      choices: delimiters.map(([delimiter, label]) => ({
        label,
        active: (settings.delimiter ?? reasonOf(/delimiter/i)?.value) === delimiter,
        patch: { delimiter },
      })),
    },
    headerChip(settings, decisions, 'line'),
    ...quotesChips(settings, decisions),
    {
      label: 'Invalid bytes',
      value: settings.replaceInvalidBytes ? 'Replaced by \ufffd' : 'Refuse the file',
      reason: 'Bytes that are not text in this encoding',
      choices: [
        {
          label: 'Refuse the file',
          active: !settings.replaceInvalidBytes,
          patch: { replaceInvalidBytes: false },
        },
        {
          label: 'Replace them by \ufffd',
          active: settings.replaceInvalidBytes,
          patch: { replaceInvalidBytes: true },
        },
      ],
    },
  ]
}

/** More lines than this stand above few tables; the API takes any. */
const headerLines = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

function headerChip(
  { hasHeader, headerLine }: HeaderSettings,
  decisions: readonly ImportDecision[],
  place: 'line' | 'row',
): Chip {
  const decision = decisions.find(({ name }) => name === 'header')
  const found = /^(?:line|row) \d+$/.test(decision?.value ?? '')
    ? `in ${decision?.value}`
    : `in the first ${place}`
  return {
    label: 'Column names',
    value: hasHeader ? found : 'none',
    reason: decision?.reason,
    choices: [
      {
        label: 'Found by looking',
        active: hasHeader && headerLine === null,
        patch: { hasHeader: true, headerLine: null },
      },
      { label: `None, all ${place}s are data`, active: !hasHeader, patch: { hasHeader: false } },
      ...headerLines.map((line) => ({
        label: `In ${place} ${line}`,
        active: hasHeader && headerLine === line,
        patch: { hasHeader: true, headerLine: line },
      })),
    ],
  }
}

/** Only where lines stand in quotes as a whole, or somebody has said that they do not. */
function quotesChips({ linesInQuotes }: CsvSettings, decisions: readonly ImportDecision[]): Chip[] {
  const decision = decisions.find(({ name }) => name === 'quotes')
  if (!decision && linesInQuotes !== false) return []
  return [
    {
      label: 'Quotes around lines',
      value: decision ? 'taken off' : 'left',
      reason: decision?.reason,
      choices: [
        { label: 'Take them off', active: decision !== undefined, patch: { linesInQuotes: null } },
        { label: 'Leave them', active: decision === undefined, patch: { linesInQuotes: false } },
      ],
    },
  ]
}
