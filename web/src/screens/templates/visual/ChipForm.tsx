// The form behind a chip: which column, what stands in where it is empty, how it is written.
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { ColumnField } from './fields.tsx'
import {
  fallbackFilters,
  filterName,
  formatFilters,
  formatNames,
  letterFilters,
  quoted,
  readOutput,
  textArgument,
  withFilter,
  writeOutput,
} from './model/output.ts'
import type { VisualColumn } from './schema/views.ts'
import classes from './Visual.module.css'

interface Props {
  source: string
  columns: readonly VisualColumn[]
  onChange: (source: string) => void
  onRemove: () => void
}

const letters = letterFilters.map(({ value }) => value)
const standard = [...fallbackFilters, ...letters, ...formatNames]

export function ChipForm({ source, columns, onChange, onRemove }: Props) {
  const output = readOutput(source)
  const { value, filters } = output
  const set = (patch: Partial<typeof output>) => onChange(writeOutput(source, { ...output, ...patch }))
  const find = (names: readonly string[]) => filters.find((filter) => names.includes(filterName(filter)))
  const fallback = find(fallbackFilters)
  const fallbackText = fallback === undefined ? '' : textArgument(fallback)
  const format = find(formatNames) ?? ''
  const others = filters.filter((filter) => !standard.includes(filterName(filter)))
  return (
    <div className={classes.form}>
      <ColumnField
        label="Column"
        columns={columns}
        expression={value}
        onChange={(picked) => set({ value: picked })}
      />
      <TextInput
        size="xs"
        label="Where it is empty, write"
        value={fallbackText ?? fallback ?? ''}
        disabled={fallbackText === null}
        onChange={(event) => {
          const text = event.currentTarget.value
          const name = fallback === undefined ? 'default_if_blank' : filterName(fallback)
          set({
            filters: withFilter(
              filters,
              fallbackFilters,
              text === '' ? null : `${name}: ${quoted(text)}`,
              true,
            ),
          })
        }}
      />
      <NativeSelect
        size="xs"
        label="Letters"
        value={find(letters) ?? ''}
        data={[{ value: '', label: 'As they are' }, ...letterFilters]}
        onChange={(event) =>
          set({ filters: withFilter(filters, letters, event.currentTarget.value || null) })
        }
      />
      <NativeSelect
        size="xs"
        label="Number or date"
        value={format}
        data={[
          { value: '', label: 'As it is' },
          ...formatFilters,
          ...(format === '' || formatFilters.some((one) => one.value === format)
            ? []
            : [{ value: format, label: format }]),
        ]}
        onChange={(event) =>
          set({ filters: withFilter(filters, formatNames, event.currentTarget.value || null) })
        }
      />
      {others.map((filter, index) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: a filter has no name of its own, and keeps its place
          key={index}
          size="xs"
          label={index === 0 ? 'More filters' : undefined}
          aria-label={`Filter ${index + 1}`}
          classNames={{ input: 'code' }}
          value={filter}
          onChange={(event) => {
            const text = event.currentTarget.value
            const at = filters.indexOf(filter)
            set({
              filters: filters.flatMap((one, place) =>
                place !== at ? [one] : text.trim() === '' ? [] : [text],
              ),
            })
          }}
        />
      ))}
      <div className={classes.formFoot}>
        <span className="code">{source}</span>
        <Button size="xs" variant="subtle" color="red" onClick={onRemove}>
          Remove
        </Button>
      </div>
    </div>
  )
}
