// The parts that forms of steps are made of.
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { Checkbox, MultiSelect, NativeSelect, Select, Textarea } from '@mantine/core'
import { useState } from 'react'

interface ColumnsProps {
  label: string
  columns: readonly string[]
  value: readonly string[]
  onChange: (columns: string[]) => void
}

/** Several columns. One that is not there any more stays to be seen, and taken away. */
export function ColumnsField({ label, columns, value, onChange }: ColumnsProps) {
  return (
    <MultiSelect
      label={label}
      searchable
      hidePickedOptions
      maxDropdownHeight={280}
      value={[...value]}
      data={withMissing(columns, value)}
      onChange={onChange}
    />
  )
}

interface ColumnProps {
  label: string
  columns: readonly string[]
  value: string
  onChange: (column: string) => void
}

export function ColumnField({ label, columns, value, onChange }: ColumnProps) {
  return (
    <Select
      label={label}
      searchable
      allowDeselect={false}
      value={value === '' ? null : value}
      data={withMissing(columns, value === '' ? [] : [value])}
      onChange={(column) => onChange(column ?? '')}
    />
  )
}

function withMissing(columns: readonly string[], value: readonly string[]): string[] {
  return [...new Set([...columns, ...value])]
}

interface PickProps<T extends string> {
  label: string
  value: T
  choices: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

export function PickField<T extends string>({ label, value, choices, onChange }: PickProps<T>) {
  return (
    <NativeSelect
      label={label}
      value={value}
      data={[...choices]}
      onChange={(event) => onChange(event.currentTarget.value as T)}
    />
  )
}

interface CheckProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

export function CheckField({ label, checked, onChange }: CheckProps) {
  return (
    <Checkbox label={label} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
  )
}

interface LinesProps {
  label: string
  description?: string | undefined
  lines: readonly string[]
  onChange: (lines: string[]) => void
}

/** One entry a line. The text stays as it is typed; blank lines are no entries. */
export function LinesField({ label, description, lines, onChange }: LinesProps) {
  const [text, setText] = useState(() => lines.join('\n'))
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={3}
      maxRows={12}
      value={text}
      onChange={(event) => {
        const { value } = event.currentTarget
        setText(value)
        onChange(value.split('\n').filter((line) => line.trim() !== ''))
      }}
    />
  )
}

export const unreadableChoices = [
  { value: 'keep', label: 'Leave as it is' },
  { value: 'empty', label: 'Leave the cell empty' },
  { value: 'aside', label: 'Set the row aside' },
] as const
