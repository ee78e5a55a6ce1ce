import { Button, Select } from '@mantine/core'
import type { Import } from '../../../../src/api/import.ts'
import { counted } from '../../ui/format.ts'
import classes from './Data.module.css'

interface Props {
  data: Import
  /** The columns of the key, in the order in which they are joined; none yet: empty. */
  value: string[]
  onChange: (columns: string[]) => void
  /** What a key is for, and why this one. */
  reason?: string
}

const mostColumns = 5

/** The column that could be the key, with how well each would do, or several that are combined to one. */
export function KeyChoice({ data, value, onChange, reason }: Props) {
  const [first = null, ...others] = value
  const choose = (at: number, column: string | null) =>
    onChange(column === null ? value.filter((_, n) => n !== at) : value.with(at, column))
  return (
    <div className={classes.keyChoice}>
      <Select
        label="Key column"
        searchable
        allowDeselect={false}
        value={first}
        onChange={(column) => column !== null && onChange([column, ...others])}
        error={problemOf(data, value)}
        description={[reason, remarkOn(data, first)].filter(Boolean).join(' ') || undefined}
        data={optionsFor(data, others)}
      />
      {others.map((column, n) => (
        <Select
          key={column}
          label={`and column ${n + 2}`}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': `Leave out ${column}` }}
          value={column}
          onChange={(chosen) => choose(n + 1, chosen)}
          data={optionsFor(
            data,
            value.filter((other) => other !== column),
          )}
        />
      ))}
      {first !== null && value.length < Math.min(mostColumns, data.columns.length) && (
        <Button
          variant="subtle"
          size="xs"
          onClick={() => {
            const next = data.columns.find(({ name, filled }) => filled > 0 && !value.includes(name))
            if (next) onChange([...value, next.name])
          }}
        >
          Combine with another column
        </Button>
      )}
    </div>
  )
}

function optionsFor(data: Import, taken: readonly string[]) {
  return data.columns
    .filter(({ name }) => !taken.includes(name))
    .map(({ name }) => ({
      value: name,
      label: name === data.suggestedKey ? `${name} (suggested)` : name,
    }))
}

function problemOf(data: Import, value: readonly string[]): string | null {
  const [name, ...others] = value
  if (name === undefined) return 'Choose a column.'
  // Whether several tell rows apart shows when they are loaded.
  if (others.length > 0) return null
  const column = data.columns.find((candidate) => candidate.name === name)
  const empty = column ? data.rowCount - column.filled : 0
  if (empty > 0) {
    return `Empty in ${counted(empty, 'row')}, so it cannot be the key alone.`
  }
  const repeated = column?.distinctIsExact ? column.filled - column.distinct : 0
  return repeated > 0
    ? `${counted(repeated, 'value repeats', 'values repeat')}, so it cannot tell rows apart alone.`
    : null
}

/** What is odd about its cells: much of it a key leaves out, or should not have. */
function remarkOn(data: Import, name: string | null): string | undefined {
  const problems = data.columns.find((candidate) => candidate.name === name)?.problems ?? []
  return problems.length > 0 ? problems.join(' ') : undefined
}
