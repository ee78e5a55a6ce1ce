// One field of the site and where its text comes from.
import { Select, Textarea } from '@mantine/core'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { FieldSpec } from '../../../../src/api/destination.ts'
import { count } from '../../ui/format.ts'
import { Status } from '../../ui/Status.tsx'
import { Words } from '../../ui/Words.tsx'
import { typeWords } from '../templates/field-groups.ts'
import classes from './Mapper.module.css'
import type { Source } from './mapping.ts'

interface Props {
  field: FieldSpec
  dataset: Dataset
  source: Source
  /** What the template will say. */
  text: string
  isMissing: boolean
  judged: boolean
  onChange: (source: Source) => void
}

// No column can be called like these: the values of columns begin with a letter of their own.
const leaveAlone = 'nothing'
const ownText = 'text'
const columnSign = 'column:'

function sourceOf(value: string, text: string): Source {
  if (value === leaveAlone) return { from: 'nothing' }
  return value === ownText
    ? { from: 'text', text }
    : { from: 'column', column: value.slice(columnSign.length) }
}

export function MapperRow({ field, dataset, source, text, isMissing, judged, onChange }: Props) {
  const column = source.from === 'column' && dataset.columns.find(({ name }) => name === source.column)
  const isTooLong = column && field.maxLength !== null && column.longest > field.maxLength
  const problem = isMissing && judged ? 'Choose a column, or write a text.' : null
  return (
    <li className={classes.row}>
      <div className={classes.field}>
        <b>{field.label}</b>
        {field.required && (
          <span className={classes.required} data-missing={isMissing || undefined}>
            required
          </span>
        )}
        {field.type && <span className={classes.type}>{typeWords(field.type)}</span>}
        <p>
          <Words text={field.help} />
          {field.maxLength !== null &&
            !field.help.includes(String(field.maxLength)) &&
            ` At most ${count(field.maxLength)} characters.`}
        </p>
      </div>
      <div className={classes.source}>
        <Select
          aria-label={`What fills ${field.label}`}
          searchable
          allowDeselect={false}
          data-quiet={source.from === 'nothing' || undefined}
          classNames={{ input: classes.select }}
          value={source.from === 'column' ? columnSign + source.column : source.from}
          error={source.from === 'text' ? null : problem}
          onChange={(value) => {
            if (value !== null) onChange(sourceOf(value, text))
          }}
          data={[
            {
              group: 'Columns',
              items: dataset.columns.map(({ name }) => ({ value: columnSign + name, label: name })),
            },
            {
              group: 'Otherwise',
              items: [
                { value: leaveAlone, label: 'Leave alone' },
                { value: ownText, label: 'Custom text' },
              ],
            },
          ]}
          nothingFoundMessage="No such column"
        />
        {source.from === 'text' && (
          <Textarea
            aria-label={`Text of ${field.label}`}
            placeholder={field.example}
            autosize
            minRows={1}
            maxRows={8}
            spellCheck={false}
            classNames={{ input: classes.own }}
            value={source.text}
            error={problem}
            onChange={(event) => onChange({ from: 'text', text: event.currentTarget.value })}
          />
        )}
        {column && (
          <p className={classes.sample}>
            <span className="code">{text}</span>
            {column.samples[0] !== undefined && <span> such as {shortened(column.samples[0])}</span>}
          </p>
        )}
        {isTooLong && (
          <Status tone="warn" sign="warning" wrap>
            The longest value has {count(column.longest)} characters; Wix allows {count(field.maxLength ?? 0)}
            .
          </Status>
        )}
      </div>
    </li>
  )
}

function shortened(sample: string): string {
  const line = sample
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > 60 ? `“${line.slice(0, 59)}…”` : `“${line}”`
}
