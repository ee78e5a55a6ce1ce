import { Select, TextInput } from '@mantine/core'
import type { Period } from '../../../../src/api/schedule.ts'
import { Choice } from '../../ui/Choice.tsx'
import classes from './Form.module.css'
import { PresetGrid } from './PresetGrid.tsx'
import type { FieldsProps, RuleDraft } from './rule-draft.ts'

/** Pages per period, with the usual ones a click away, and whether it starts smaller. */
export function PaceFields({ draft, errors, set }: FieldsProps) {
  return (
    <>
      <PresetGrid onPick={(count, per) => set({ count: `${count}`, per })} chosen={draft} />
      <div className={classes.inline}>
        <TextInput
          label="Pages"
          inputMode="numeric"
          w={110}
          value={draft.count}
          error={errors.count}
          onChange={(event) => set({ count: event.currentTarget.value })}
        />
        <Select
          label="Per"
          w={120}
          allowDeselect={false}
          value={draft.per}
          onChange={(per) => set({ per: per as Period })}
          data={['hour', 'day', 'week', 'month']}
        />
      </div>
      <Choice
        label="Start small"
        value={draft.ramp}
        onChange={(ramp) => set({ ramp: ramp })}
        choices={[
          { value: 'none', label: 'No' },
          { value: 'growth', label: 'Grow steadily' },
          { value: 'steps', label: 'In steps' },
        ]}
      />
      {draft.ramp !== 'none' && <RampFields draft={draft} errors={errors} set={set} />}
    </>
  )
}

function RampFields({ draft, errors, set }: FieldsProps) {
  const every = (
    <Select
      label={draft.ramp === 'growth' ? 'Each' : 'A step each'}
      w={120}
      allowDeselect={false}
      value={draft.rampEvery}
      error={errors.rampEvery}
      onChange={(value) => set({ rampEvery: value as RuleDraft['rampEvery'] })}
      data={['day', 'week', 'month']}
    />
  )
  if (draft.ramp === 'steps') {
    return (
      <div className={classes.inline}>
        <TextInput
          label={`Pages per ${draft.per}, step by step`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={`Afterwards ${draft.count || 'the full number'}.`}
          value={draft.rampSteps}
          error={errors.rampSteps}
          onChange={(event) => set({ rampSteps: event.currentTarget.value })}
        />
        {every}
      </div>
    )
  }
  return (
    <div className={classes.inline}>
      <TextInput
        label="Start with"
        inputMode="numeric"
        w={110}
        value={draft.rampStart}
        error={errors.rampStart}
        onChange={(event) => set({ rampStart: event.currentTarget.value })}
      />
      <TextInput
        label="Grow by"
        inputMode="numeric"
        w={110}
        rightSection="%"
        value={draft.rampPercent}
        error={errors.rampPercent}
        onChange={(event) => set({ rampPercent: event.currentTarget.value })}
      />
      {every}
    </div>
  )
}
