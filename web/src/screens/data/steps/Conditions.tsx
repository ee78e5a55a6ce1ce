import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { FilterCondition, FilterTest } from '../../../../../src/api/step.ts'
import { takesValue, testWords } from '../../../../../src/api/step-words.ts'
import classes from './Steps.module.css'

interface Props {
  columns: readonly string[]
  conditions: FilterCondition[]
  onChange: (conditions: FilterCondition[]) => void
}

const tests = Object.entries(testWords).map(([value, label]) => ({ value, label }))

export function Conditions({ columns, conditions, onChange }: Props) {
  const change = (at: number, part: Partial<FilterCondition>) =>
    onChange(conditions.map((one, n) => (n === at ? { ...one, ...part } : one)))
  return (
    <div className={classes.lines}>
      {conditions.map(({ column, test, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing else that tells them apart
        <div key={at} className={classes.line}>
          <NativeSelect
            aria-label={`Column of condition ${at + 1}`}
            value={column}
            data={[...new Set([...columns, column])]}
            onChange={(event) => change(at, { column: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={`Test of condition ${at + 1}`}
            value={test}
            data={tests}
            onChange={(event) => change(at, { test: event.currentTarget.value as FilterTest })}
          />
          {takesValue(test) && (
            <TextInput
              aria-label={`Value of condition ${at + 1}`}
              value={value}
              onChange={(event) => change(at, { value: event.currentTarget.value })}
            />
          )}
          <ActionIcon
            aria-label={`Remove condition ${at + 1}`}
            disabled={conditions.length === 1}
            onClick={() => onChange(conditions.toSpliced(at, 1))}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...conditions, { column: columns[0] ?? '', test: 'is', value: '' }])}
      >
        Add condition
      </Button>
    </div>
  )
}
