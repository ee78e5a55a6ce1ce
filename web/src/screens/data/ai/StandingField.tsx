import { Checkbox, NumberInput, Select, Stack } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import classes from './Ai.module.css'
import type { ColumnDraft } from './column-draft.ts'

type Value = ColumnDraft['standing']

interface Props {
  value: Value
  currency: string
  error: string | undefined
  onChange: (value: Value) => void
}

/** Whether runs may start by themselves, and what they may spend. */
export function StandingField({ value, currency, error, onChange }: Props) {
  return (
    <Stack gap="sm">
      <Checkbox
        label="Ask about new rows by itself"
        description="After an import or a refresh, within a cap that always stands. Where rows wait already, they are asked about at once. Without it you are told how many rows wait."
        checked={value !== null}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? { per: 'month', mostCost: '', mostCalls: 1_000 } : null)
        }
      />
      {value && (
        <div className={classes.pair}>
          <Select
            label="At most, for each"
            allowDeselect={false}
            value={value.per}
            data={[
              { value: 'month', label: 'Month' },
              { value: 'run', label: 'Run' },
            ]}
            onChange={(per) => per !== null && onChange({ ...value, per: per as 'run' | 'month' })}
          />
          <NumberInput
            label={`Money${currency === '' ? '' : `, in ${currency}`}`}
            min={0}
            max={1_000_000}
            decimalScale={6}
            value={value.mostCost}
            onChange={(next) => onChange({ ...value, mostCost: next === '' ? '' : Number(next) })}
          />
          <NumberInput
            label="Calls"
            min={1}
            max={10_000_000}
            allowDecimal={false}
            value={value.mostCalls}
            onChange={(next) => onChange({ ...value, mostCalls: next === '' ? '' : Number(next) })}
          />
        </div>
      )}
      {error && (
        <p className={classes.small} role="alert">
          {error}
        </p>
      )}
    </Stack>
  )
}
