import { Checkbox, Select } from '@mantine/core'
import { Choice } from '../../ui/Choice.tsx'
import classes from './Form.module.css'
import type { FieldsProps } from './rule-draft.ts'

/** In which order pages get their dates. */
export function OrderFields({ draft, errors, set, columns }: FieldsProps & { columns: string[] }) {
  return (
    <>
      <Choice
        label="Order"
        value={draft.order}
        onChange={(order) => set({ order: order })}
        choices={[
          { value: 'row', label: 'As in the data' },
          { value: 'column', label: 'By a column' },
          { value: 'shuffle', label: 'Shuffled' },
        ]}
      />
      {draft.order === 'column' && (
        <div className={classes.inline}>
          <Select
            label="Column"
            searchable
            allowDeselect={false}
            value={draft.column || null}
            error={errors.column}
            onChange={(column) => set({ column: column ?? '' })}
            data={columns}
          />
          <Checkbox
            label="Highest or last first"
            mb={7}
            style={{ alignSelf: 'end' }}
            checked={draft.descending}
            onChange={(event) => set({ descending: event.currentTarget.checked })}
          />
        </div>
      )}
      {draft.order === 'shuffle' && (
        <p className={classes.quiet}>Shuffled once: the dates stay the same from then on.</p>
      )}
    </>
  )
}
