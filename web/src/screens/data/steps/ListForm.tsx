// Forms of steps that go by a list: of values, or of other data.
import { TextInput } from '@mantine/core'
import type { StepOf } from '../../../../../src/api/step.ts'
import { CheckField, ColumnField, ColumnsField, LinesField, PickField, unreadableChoices } from './fields.tsx'
import { OtherData } from './OtherData.tsx'
import classes from './Steps.module.css'
import type { StepFormProps } from './step-form-props.ts'

type ListStep = StepOf<'list_values' | 'join' | 'combine'>

export function ListForm({ step, columns, ownId, onChange }: StepFormProps<ListStep>) {
  if (step.kind === 'combine')
    return <CombineForm step={step} columns={columns} ownId={ownId} onChange={onChange} />
  if (step.kind === 'join') {
    return (
      <>
        <ColumnsField
          label="Columns here that hold the key of the other data"
          columns={columns}
          value={step.on}
          onChange={(on) => onChange({ ...step, on })}
        />
        <OtherData
          value={step.datasetId}
          taken={step.columns}
          ownId={ownId}
          onChange={(datasetId, taken) => onChange({ ...step, datasetId, columns: taken })}
        />
        <PickField
          label="Rows without a partner"
          value={step.rows}
          choices={[
            { value: 'all', label: 'Keep, with empty cells' },
            { value: 'matching', label: 'Leave out' },
          ]}
          onChange={(rows) => onChange({ ...step, rows })}
        />
      </>
    )
  }
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
          label="Into another column"
          placeholder="The same one"
          value={step.into ?? ''}
          onChange={(event) => {
            const { into: _, ...rest } = step
            const name = event.currentTarget.value
            onChange(name === '' ? rest : { ...rest, into: name })
          }}
        />
        <PickField
          label="Values not in the list"
          value={step.otherwise}
          choices={unreadableChoices}
          onChange={(otherwise) => onChange({ ...step, otherwise })}
        />
      </div>
      <LinesField
        label="Values"
        description="One a line, as value = what it becomes."
        lines={step.values.map(({ from, to }) => `${from} = ${to}`)}
        onChange={(lines) => onChange({ ...step, values: lines.map(toPair) })}
      />
      <CheckField
        label="Capitals make no difference"
        checked={step.ignoreCase}
        onChange={(ignoreCase) => onChange({ ...step, ignoreCase })}
      />
    </>
  )
}

function toPair(line: string): { from: string; to: string } {
  const at = line.indexOf('=')
  if (at === -1) return { from: line.trim(), to: '' }
  return { from: line.slice(0, at).trim(), to: line.slice(at + 1).trim() }
}

function CombineForm({ step, columns, ownId, onChange }: StepFormProps<StepOf<'combine'>>) {
  const { list } = step
  return (
    <>
      <PickField
        label="The second list"
        value={'values' in list ? 'values' : 'data'}
        choices={[
          { value: 'values', label: 'Values written here' },
          { value: 'data', label: 'Other data' },
        ]}
        onChange={(how) =>
          onChange({
            ...step,
            list: how === 'values' ? { values: [], column: 'Entry' } : { datasetId: '', columns: [] },
          })
        }
      />
      {'values' in list ? (
        <>
          <TextInput
            label="Column for its values"
            value={list.column}
            onChange={(event) => onChange({ ...step, list: { ...list, column: event.currentTarget.value } })}
          />
          <LinesField
            label="Values"
            description="One a line."
            lines={list.values}
            onChange={(values) => onChange({ ...step, list: { ...list, values } })}
          />
        </>
      ) : (
        <OtherData
          value={list.datasetId}
          taken={list.columns}
          ownId={ownId}
          onChange={(datasetId, taken) => onChange({ ...step, list: { datasetId, columns: taken } })}
        />
      )}
      <div className={classes.row}>
        <ColumnsField
          label="What tells the rows here apart"
          columns={columns}
          value={step.on}
          onChange={(on) => onChange({ ...step, on })}
        />
        <TextInput
          label="Column for the key of a pair"
          value={step.into}
          onChange={(event) => onChange({ ...step, into: event.currentTarget.value })}
        />
      </div>
    </>
  )
}
