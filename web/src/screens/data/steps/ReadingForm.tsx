// Forms of steps that read cells as something, or put them in order.
import type { StepOf } from '../../../../../src/api/step.ts'
import { ColumnsField, PickField, unreadableChoices } from './fields.tsx'
import { NotationFields } from './NotationFields.tsx'
import classes from './Steps.module.css'
import type { StepFormProps } from './step-form-props.ts'

export function ReadingForm({
  step,
  columns,
  onChange,
}: StepFormProps<StepOf<'number' | 'date' | 'trim_case'>>) {
  const which = (
    <ColumnsField
      label="Columns"
      columns={columns}
      value={step.columns}
      onChange={(chosen) => onChange({ ...step, columns: chosen })}
    />
  )
  if (step.kind === 'trim_case') {
    return (
      <>
        {which}
        <div className={classes.row}>
          <PickField
            label="Spaces"
            value={step.spaces}
            choices={[
              { value: 'keep', label: 'As they are' },
              { value: 'ends', label: 'None at the ends' },
              { value: 'all', label: 'One between words, none at the ends' },
            ]}
            onChange={(spaces) => onChange({ ...step, spaces })}
          />
          <PickField
            label="Letters"
            value={step.letters}
            choices={[
              { value: 'keep', label: 'As they are' },
              { value: 'lower', label: 'small' },
              { value: 'upper', label: 'CAPITALS' },
              { value: 'title', label: 'Each Word With A Capital' },
              { value: 'sentence', label: 'A capital at the beginning' },
            ]}
            onChange={(letters) => onChange({ ...step, letters })}
          />
        </div>
      </>
    )
  }
  return (
    <>
      {which}
      <div className={classes.row}>
        <NotationFields
          value={step}
          onChange={({ kind: _, ...notation }) => onChange({ ...step, ...notation } as typeof step)}
        />
        <PickField
          label="What cannot be read"
          value={step.otherwise}
          choices={unreadableChoices}
          onChange={(otherwise) => onChange({ ...step, otherwise })}
        />
      </div>
    </>
  )
}
