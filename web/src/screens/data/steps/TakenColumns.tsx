import { ActionIcon, Checkbox, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import classes from './Steps.module.css'

interface Taken {
  column: string
  name?: string | undefined
}

interface Props {
  label: string
  columns: readonly string[]
  taken: Taken[]
  /** Columns can be moved. */
  isOrdered?: boolean
  onChange: (taken: Taken[]) => void
}

/** Which columns, under which names and in which order. */
export function TakenColumns({ label, columns, taken, isOrdered = false, onChange }: Props) {
  const left = columns.filter((column) => !taken.some((one) => one.column === column))
  const rename = (at: number, text: string) =>
    onChange(
      taken.map((one, n) => {
        if (n !== at) return one
        return text === '' || text === one.column
          ? { column: one.column }
          : { column: one.column, name: text }
      }),
    )
  const move = (at: number, by: -1 | 1) => onChange(taken.toSpliced(at, 1).toSpliced(at + by, 0, taken[at]!))
  return (
    <fieldset className={classes.taken}>
      <legend>{label}</legend>
      {taken.map(({ column, name }, at) => (
        <div key={column} className={classes.takenLine}>
          <Checkbox label={column} checked onChange={() => onChange(taken.toSpliced(at, 1))} />
          <TextInput
            size="xs"
            aria-label={`Name of ${column}`}
            placeholder={column}
            defaultValue={name ?? ''}
            onBlur={(event) => rename(at, event.currentTarget.value.trim())}
          />
          {isOrdered && (
            <>
              <ActionIcon aria-label={`Move ${column} up`} disabled={at === 0} onClick={() => move(at, -1)}>
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Move ${column} down`}
                disabled={at === taken.length - 1}
                onClick={() => move(at, 1)}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
            </>
          )}
        </div>
      ))}
      {left.map((column) => (
        <div key={column} className={classes.takenLine}>
          <Checkbox label={column} checked={false} onChange={() => onChange([...taken, { column }])} />
        </div>
      ))}
    </fieldset>
  )
}
