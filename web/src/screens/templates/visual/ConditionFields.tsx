// A condition as rows of column, comparison and value; one that is more than that as its text.
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { ColumnField } from './fields.tsx'
import { type Comparison, comparisons, readCondition, writeCondition } from './model/condition.ts'
import type { VisualColumn } from './schema/views.ts'
import classes from './Visual.module.css'

interface Props {
  text: string
  columns: readonly VisualColumn[]
  onChange: (text: string) => void
}

export function ConditionFields({ text, columns, onChange }: Props) {
  const condition = readCondition(text)
  if (!condition) {
    return (
      <TextInput
        size="xs"
        label="Condition"
        classNames={{ input: 'code' }}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  const { parts, joint } = condition
  const setPart = (index: number, patch: Partial<Comparison>) =>
    onChange(
      writeCondition({
        joint,
        parts: parts.map((part, at) => (at === index ? { ...part, ...patch } : part)),
      }),
    )
  const first = columns[0]?.expression ?? 'row.column'
  return (
    <>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a comparison has no name of its own
        <div key={index} className={classes.comparison}>
          {index > 0 && (
            <NativeSelect
              size="xs"
              aria-label="And, or"
              value={joint}
              data={['and', 'or']}
              onChange={(event) =>
                onChange(writeCondition({ parts, joint: event.currentTarget.value as 'and' | 'or' }))
              }
            />
          )}
          <ColumnField
            label="Column"
            hidesLabel
            columns={columns}
            expression={part.left}
            onChange={(left) => setPart(index, { left })}
          />
          <NativeSelect
            size="xs"
            aria-label="Comparison"
            value={part.comparison}
            data={comparisons.map(({ value, label }) => ({ value, label }))}
            onChange={(event) =>
              setPart(index, { comparison: event.currentTarget.value as Comparison['comparison'] })
            }
          />
          {comparisons.find(({ value }) => value === part.comparison)!.takesValue && (
            <TextInput
              size="xs"
              aria-label="Value"
              value={part.value}
              onChange={(event) => setPart(index, { value: event.currentTarget.value })}
            />
          )}
          {parts.length > 1 && (
            <ActionIcon
              aria-label="Remove this comparison"
              onClick={() =>
                onChange(writeCondition({ joint, parts: parts.filter((_, at) => at !== index) }))
              }
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            onChange(
              writeCondition({ joint, parts: [...parts, { left: first, comparison: 'filled', value: '' }] }),
            )
          }
        >
          Compare one more
        </Button>
      </div>
    </>
  )
}
