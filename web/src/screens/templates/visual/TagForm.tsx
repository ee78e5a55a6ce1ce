// The form behind a condition or loop: what it asks for.
import { TextInput } from '@mantine/core'
import { ConditionFields } from './ConditionFields.tsx'
import { ColumnField } from './fields.tsx'
import { caseSubject, readLoop, readTag, writeLoop, writeTag } from './model/condition.ts'
import type { VisualColumn } from './schema/views.ts'
import classes from './Visual.module.css'

interface Props {
  tag: string
  /** The `{% case … %}` around a `{% when … %}`, else empty. */
  head: string
  columns: readonly VisualColumn[]
  onChange: (tag: string) => void
  onHead: (head: string) => void
}

export function TagForm({ tag, head, columns, onChange, onHead }: Props) {
  const { name, rest } = readTag(tag)
  const setRest = (text: string) => onChange(writeTag(tag, { name, rest: text }))
  if (name === 'if' || name === 'elsif' || name === 'unless')
    return (
      <>
        <p className={classes.formTitle}>{name === 'unless' ? 'Shown unless' : 'Shown if'}</p>
        <ConditionFields text={rest} columns={columns} onChange={setRest} />
      </>
    )
  if (name === 'for') return <LoopFields rest={rest} onChange={setRest} />
  if (name === 'case')
    return <ColumnField label="Depending on" columns={columns} expression={rest} onChange={setRest} />
  if (name === 'when')
    return (
      <>
        {head !== '' && (
          <ColumnField
            label="Depending on"
            columns={columns}
            expression={caseSubject(head)}
            onChange={(subject) =>
              onHead(writeTag(head.trim(), { name: 'case', rest: subject }) + spaceAfter(head))
            }
          />
        )}
        <TextInput
          size="xs"
          label="Shown when it is"
          description='Texts in quotes; several with commas: "Café", "Bar"'
          classNames={{ input: 'code' }}
          value={rest}
          onChange={(event) => setRest(event.currentTarget.value)}
        />
      </>
    )
  return (
    <p className={classes.formTitle}>
      {name === 'else' ? 'Shown otherwise.' : 'What began further up ends here.'}
    </p>
  )
}

const spaceAfter = (head: string) => /\s*$/.exec(head)![0]

function LoopFields({ rest, onChange }: { rest: string; onChange: (rest: string) => void }) {
  const loop = readLoop(rest)
  if (loop.item === '')
    return (
      <TextInput
        size="xs"
        label="Loop"
        classNames={{ input: 'code' }}
        value={rest}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  const field = (label: string, name: keyof typeof loop, description?: string) => (
    <TextInput
      size="xs"
      label={label}
      description={description}
      classNames={{ input: 'code' }}
      value={loop[name]}
      onChange={(event) => onChange(writeLoop({ ...loop, [name]: event.currentTarget.value }))}
    />
  )
  return (
    <>
      {field('Each is called', 'item')}
      {field('Of the list', 'list', 'A list made with assign and split, or numbers: (1..5)')}
      {field('More', 'more', 'limit: 3, offset: 1, reversed')}
    </>
  )
}
