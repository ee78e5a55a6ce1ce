import { Select } from '@mantine/core'
import type { Import } from '../../../../src/api/import.ts'
import { counted } from '../../ui/format.ts'

interface Props {
  data: Import
  value: string | null
  onChange: (column: string | null) => void
}

/** The column that could be the key, with how well each would do. */
export function KeyChoice({ data, value, onChange }: Props) {
  const rows = data.rowCount
  const column = data.columns.find((candidate) => candidate.name === value)
  const empty = column ? rows - column.filled : 0
  const repeated = column?.distinctIsExact ? column.filled - column.distinct : 0
  const problem =
    value === null
      ? 'Choose a column.'
      : empty > 0
        ? `Empty in ${counted(empty, 'row')}, so it cannot be the key.`
        : repeated > 0
          ? `${counted(repeated, 'value repeats', 'values repeat')}, so it cannot tell rows apart.`
          : null
  return (
    <Select
      label="Key column"
      searchable
      allowDeselect={false}
      value={value}
      onChange={onChange}
      error={problem}
      data={data.columns.map((candidate) => ({
        value: candidate.name,
        label: candidate.name === data.suggestedKey ? `${candidate.name} (suggested)` : candidate.name,
      }))}
    />
  )
}
