// Fields that several forms of the visual editor have.
import { NativeSelect } from '@mantine/core'
import { columnOf } from './model/output.ts'
import type { VisualColumn } from './schema/views.ts'

interface ColumnFieldProps {
  label: string
  columns: readonly VisualColumn[]
  /** `row.city`, or whatever else stands there. */
  expression: string
  onChange: (expression: string) => void
  hidesLabel?: boolean
}

/** A column by its name; an expression that names none stays to be chosen again. */
export function ColumnField({ label, columns, expression, onChange, hidesLabel }: ColumnFieldProps) {
  const name = columnOf(expression)
  const known = columns.find((column) => column.name === name)
  const data = columns.map((column) => ({ value: column.expression, label: column.name }))
  if (!known) data.unshift({ value: expression, label: name ?? expression })
  return (
    <NativeSelect
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      size="xs"
      value={known?.expression ?? expression}
      data={data}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
