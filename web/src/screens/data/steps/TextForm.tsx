// Forms of steps that make texts.
import { Textarea, TextInput } from '@mantine/core'
import type { StepOf } from '../../../../../src/api/step.ts'
import { CheckField, ColumnField, ColumnsField, LinesField, PickField } from './fields.tsx'
import classes from './Steps.module.css'
import type { StepFormProps } from './step-form-props.ts'

type TextStep = StepOf<'split' | 'join_text' | 'replace' | 'computed'>

export function TextForm({ step, columns, ownId, onChange }: StepFormProps<TextStep>) {
  if (step.kind === 'split')
    return <SplitForm step={step} columns={columns} ownId={ownId} onChange={onChange} />
  if (step.kind === 'replace')
    return <ReplaceForm step={step} columns={columns} ownId={ownId} onChange={onChange} />
  if (step.kind === 'computed') {
    return (
      <>
        <TextInput
          label="Column it fills"
          value={step.into}
          onChange={(event) => onChange({ ...step, into: event.currentTarget.value })}
        />
        <Textarea
          label="Template"
          description="As in templates of pages: {{ row.city }}, {{ price | number: 'de', 2 }}, {% if stars > 3 %}"
          autosize
          minRows={3}
          maxRows={14}
          classNames={{ input: 'code' }}
          value={step.template}
          onChange={(event) => onChange({ ...step, template: event.currentTarget.value })}
        />
      </>
    )
  }
  return (
    <>
      <ColumnsField
        label="Columns, in their order"
        columns={columns}
        value={step.columns}
        onChange={(joined) => onChange({ ...step, columns: joined })}
      />
      <div className={classes.row}>
        <TextInput
          label="Between them"
          value={step.separator}
          onChange={(event) => onChange({ ...step, separator: event.currentTarget.value })}
        />
        <TextInput
          label="Column it fills"
          value={step.into}
          onChange={(event) => onChange({ ...step, into: event.currentTarget.value })}
        />
      </div>
      <CheckField
        label="Leave out empty cells"
        checked={step.skipsEmpty}
        onChange={(skipsEmpty) => onChange({ ...step, skipsEmpty })}
      />
    </>
  )
}

function SplitForm({ step, columns, onChange }: StepFormProps<StepOf<'split'>>) {
  return (
    <>
      <div className={classes.row}>
        <ColumnField
          label="Column"
          columns={columns}
          value={step.column}
          onChange={(column) => onChange({ ...step, column })}
        />
        <TextInput
          label="Separated by"
          value={step.separator}
          onChange={(event) => onChange({ ...step, separator: event.currentTarget.value })}
        />
        <PickField
          label="More parts than columns"
          value={step.rest}
          choices={[
            { value: 'last', label: 'The last takes the rest' },
            { value: 'drop', label: 'Leave the rest out' },
          ]}
          onChange={(rest) => onChange({ ...step, rest })}
        />
      </div>
      <LinesField
        label="Into these columns"
        description="One name a line."
        lines={step.into}
        onChange={(into) => onChange({ ...step, into })}
      />
      <CheckField
        label="The separator is a pattern (regular expression)"
        checked={step.isPattern}
        onChange={(isPattern) => onChange({ ...step, isPattern })}
      />
      <CheckField
        label="Keep the column too"
        checked={step.keepsColumn}
        onChange={(keepsColumn) => onChange({ ...step, keepsColumn })}
      />
    </>
  )
}

function ReplaceForm({ step, columns, onChange }: StepFormProps<StepOf<'replace'>>) {
  return (
    <>
      <ColumnsField
        label="In these columns"
        columns={columns}
        value={step.columns}
        onChange={(searched) => onChange({ ...step, columns: searched })}
      />
      <div className={classes.row}>
        <TextInput
          label="Find"
          value={step.find}
          onChange={(event) => onChange({ ...step, find: event.currentTarget.value })}
        />
        <TextInput
          label="Replace by"
          value={step.replacement}
          onChange={(event) => onChange({ ...step, replacement: event.currentTarget.value })}
        />
      </div>
      <CheckField
        label="A pattern (regular expression); $1 is what its first group found"
        checked={step.isPattern}
        onChange={(isPattern) => onChange({ ...step, isPattern })}
      />
      <CheckField
        label="Whole cells only"
        checked={step.wholeCell}
        onChange={(wholeCell) => onChange({ ...step, wholeCell })}
      />
      <CheckField
        label="Capitals make no difference"
        checked={step.ignoreCase}
        onChange={(ignoreCase) => onChange({ ...step, ignoreCase })}
      />
    </>
  )
}
