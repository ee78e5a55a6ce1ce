// What was decided about the file, as chips that can be decided otherwise.
import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import type { Import, ImportSettings } from '../../../../src/api/import.ts'
import { useImportSettings } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
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

interface Choice {
  label: string
  active: boolean
  patch: Partial<ImportSettings>
}

export function DecisionChips({ data }: { data: Import }) {
  const settings = useImportSettings(data.id)
  const reasonOf = (pattern: RegExp) => data.decisions.find(({ name }) => pattern.test(name))
  const chips: { label: string; value: string; reason: string | undefined; choices: Choice[] }[] = [
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
  return (
    <>
      <div className={classes.chips}>
        {chips.map((chip) => (
          <Menu key={chip.label} width={240} position="bottom-start">
            <Menu.Target>
              <button type="button" className={classes.chip} disabled={settings.isPending}>
                <span>{chip.label}</span>
                <strong>{chip.value}</strong>
                <IconChevronDown size={13} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {chip.reason && <Menu.Label className={classes.chipReason}>{chip.reason}</Menu.Label>}
              {chip.choices.map((choice) => (
                <Menu.Item
                  key={choice.label}
                  rightSection={choice.active ? <IconCheck size={14} aria-label="chosen" /> : null}
                  onClick={() => settings.mutate(choice.patch)}
                >
                  {choice.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ))}
      </div>
      {settings.error && <ErrorNote title="The file was not read again" error={settings.error} />}
    </>
  )
}
