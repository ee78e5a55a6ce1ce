// What was decided about the file, as chips that can be decided otherwise.
import { IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Import, ImportSettings } from '../../../../src/api/import.ts'
import { useImportSettings } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import type { Decision } from './ChipMenu.tsx'
import classes from './Data.module.css'

const encodings: [NonNullable<ImportSettings['encoding']>, string][] = [
  ['utf-8', 'UTF-8'],
  ['utf-16le', 'UTF-16 LE'],
  ['utf-16be', 'UTF-16 BE'],
  ['windows-1252', 'Windows-1252'],
  ['iso-8859-1', 'ISO-8859-1'],
  ['shift_jis', 'Shift JIS'],
]
const delimiters: [string, string][] = [
  [',', 'Comma'],
  [';', 'Semicolon'],
  ['\t', 'Tab'],
  ['|', 'Pipe'],
]

function labelIn(list: [string, string][], value: string | undefined): string {
  return list.find(([id]) => id === value)?.[1] ?? value ?? 'Detected'
}

const load = () => import('./ChipMenu.tsx')
const ChipMenu = lazy(async () => ({ default: (await load()).ChipMenu }))

export function DecisionChips({ data }: { data: Import }) {
  const settings = useImportSettings(data.id)
  return (
    <>
      <div className={classes.chips}>
        {chipsOf(data).map((chip) => (
          <Chip key={chip.label} chip={chip} busy={settings.isPending} onPick={settings.mutate} />
        ))}
      </div>
      {settings.error && <ErrorNote title="The file was not read again" error={settings.error} />}
    </>
  )
}

interface ChipProps {
  chip: Decision
  busy: boolean
  onPick: (patch: Partial<ImportSettings>) => void
}

/** Its menu is loaded when first needed. */
function Chip({ chip, busy, onPick }: ChipProps) {
  const [isWanted, setWanted] = useState(false)
  const button = (
    <button
      type="button"
      className={classes.chip}
      aria-haspopup="menu"
      disabled={busy}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setWanted(true)}
    >
      <span>{chip.label}</span>
      <strong>{chip.value}</strong>
      <IconChevronDown size={13} aria-hidden />
    </button>
  )
  return isWanted ? (
    <Suspense fallback={button}>
      <ChipMenu chip={chip} onPick={onPick}>
        {button}
      </ChipMenu>
    </Suspense>
  ) : (
    button
  )
}

/** What was decided, why, and what else it could be. */
function chipsOf(data: Import): Decision[] {
  const reasonOf = (pattern: RegExp) => data.decisions.find(({ name }) => pattern.test(name))
  return [
    {
      label: 'Encoding',
      value: labelIn(encodings, data.settings.encoding ?? reasonOf(/encoding/i)?.value),
      reason: reasonOf(/encoding/i)?.reason,
      choices: encodings.map(([encoding, label]) => ({
        label,
        active: (data.settings.encoding ?? reasonOf(/encoding/i)?.value) === encoding,
        patch: { encoding },
      })),
    },
    {
      label: 'Delimiter',
      value: labelIn(delimiters, data.settings.delimiter ?? reasonOf(/delimiter/i)?.value),
      reason: reasonOf(/delimiter/i)?.reason,
      choices: delimiters.map(([delimiter, label]) => ({
        label,
        active: (data.settings.delimiter ?? reasonOf(/delimiter/i)?.value) === delimiter,
        patch: { delimiter },
      })),
    },
    {
      label: 'First row',
      value: data.settings.hasHeader ? 'Column names' : 'Data',
      reason: reasonOf(/header|first row/i)?.reason,
      choices: [
        { label: 'Column names', active: data.settings.hasHeader, patch: { hasHeader: true } },
        { label: 'Data, no names', active: !data.settings.hasHeader, patch: { hasHeader: false } },
      ],
    },
    {
      label: 'Invalid bytes',
      value: data.settings.replaceInvalidBytes ? 'Replaced by �' : 'Refuse the file',
      reason: 'Bytes that are not text in this encoding',
      choices: [
        {
          label: 'Refuse the file',
          active: !data.settings.replaceInvalidBytes,
          patch: { replaceInvalidBytes: false },
        },
        {
          label: 'Replace them by �',
          active: data.settings.replaceInvalidBytes,
          patch: { replaceInvalidBytes: true },
        },
      ],
    },
  ]
}
