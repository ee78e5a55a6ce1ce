// Forms of steps about whole rows and columns.
import type { StepOf } from '../../../../../src/api/step.ts'
import { Conditions } from './Conditions.tsx'
import { CheckField, ColumnsField, PickField } from './fields.tsx'
import classes from './Steps.module.css'
import type { StepFormProps } from './step-form-props.ts'
import { TakenColumns } from './TakenColumns.tsx'

export function RowsForm({ step, columns, onChange }: StepFormProps<StepOf<'filter' | 'pick' | 'unique'>>) {
  if (step.kind === 'pick') {
    return (
      <>
        <TakenColumns
          label="Columns, in their order"
          isOrdered
          columns={columns}
          taken={step.columns}
          onChange={(taken) => onChange({ ...step, columns: taken })}
        />
        <PickField
          label="All others"
          value={step.others}
          choices={[
            { value: 'keep', label: 'Keep them, behind these' },
            { value: 'drop', label: 'Leave them out' },
          ]}
          onChange={(others) => onChange({ ...step, others })}
        />
      </>
    )
  }
  if (step.kind === 'unique') {
    return (
      <div className={classes.row}>
        <ColumnsField
          label="Rows are the same when these are"
          columns={columns}
          value={step.columns}
          onChange={(compared) => onChange({ ...step, columns: compared })}
        />
        <PickField
          label="Keep"
          value={step.keep}
          choices={[
            { value: 'first', label: 'The first' },
            { value: 'last', label: 'The last' },
          ]}
          onChange={(keep) => onChange({ ...step, keep })}
        />
      </div>
    )
  }
  return (
    <>
      <div className={classes.row}>
        <PickField
          label="Rows that match"
          value={step.rows}
          choices={[
            { value: 'keep', label: 'Keep' },
            { value: 'drop', label: 'Leave out' },
          ]}
          onChange={(rows) => onChange({ ...step, rows })}
        />
        <PickField
          label="They match when"
          value={step.match}
          choices={[
            { value: 'all', label: 'All conditions hold' },
            { value: 'any', label: 'One of them holds' },
          ]}
          onChange={(match) => onChange({ ...step, match })}
        />
      </div>
      <Conditions
        columns={columns}
        conditions={step.conditions}
        onChange={(conditions) => onChange({ ...step, conditions })}
      />
      <CheckField
        label="Capitals make no difference"
        checked={step.ignoreCase}
        onChange={(ignoreCase) => onChange({ ...step, ignoreCase })}
      />
    </>
  )
}
