import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { FieldSpec } from '../../../../src/api/destination.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import { counted } from '../../ui/format.ts'
import { fieldGroups } from './field-groups.ts'
import classes from './Templates.module.css'

interface Props {
  fields: FieldSpec[]
  /** What the template fills and the site does not have. */
  strange: FieldSpec[]
  texts: Record<string, string>
  problems: Problem[]
  active: string | undefined
  onPick: (name: string) => void
  /** Where the fields come from, above or below them. */
  note?: ReactNode
  foot?: ReactNode
}

/** The fields of the destination in groups, each with whether it is filled and what is wrong. */
export function FieldList({ fields, strange, texts, problems, active, onPick, note, foot }: Props) {
  const closed = fields.filter((field) => field.unwritable !== null)
  const item = (field: FieldSpec) => (
    <FieldItem
      key={field.name}
      field={field}
      isFilled={(texts[field.name] ?? '').trim() !== ''}
      errors={
        problems.filter(({ field: name, severity }) => name === field.name && severity === 'error').length
      }
      isActive={field.name === active}
      onPick={() => onPick(field.name)}
    />
  )
  return (
    <nav className={classes.fields} aria-label="Fields">
      {note}
      {strange.length > 0 && (
        <div>
          <h2>Not on the site</h2>
          <ul>{strange.map(item)}</ul>
        </div>
      )}
      {fieldGroups(fields.filter((field) => field.unwritable === null)).map(({ group, title, members }) => (
        <div key={group}>
          <h2>{title}</h2>
          <ul>{members.map(item)}</ul>
        </div>
      ))}
      {closed.length > 0 && (
        <details className={classes.closed}>
          <summary>
            <IconChevronRight size={13} aria-hidden />
            {counted(closed.length, 'field')} cannot be filled
          </summary>
          <ul>
            {closed.map((field) => (
              <li key={field.name}>
                <b>{field.label}</b>
                {field.unwritable}
              </li>
            ))}
          </ul>
        </details>
      )}
      {foot}
    </nav>
  )
}

interface ItemProps {
  field: FieldSpec
  isFilled: boolean
  errors: number
  isActive: boolean
  onPick: () => void
}

function FieldItem({ field, isFilled, errors, isActive, onPick }: ItemProps) {
  return (
    <li>
      <button
        type="button"
        className={classes.field}
        aria-current={isActive ? 'true' : undefined}
        onClick={onPick}
      >
        <span className={classes.dot} data-filled={isFilled || undefined} aria-hidden />
        <span className={classes.fieldLabel}>
          {field.label}
          {field.required && <span className={classes.required}> required</span>}
        </span>
        <span className="sr-only">{isFilled ? ', filled' : ', empty'}</span>
        {errors > 0 && (
          <span className={classes.errors}>
            {errors}
            <span className="sr-only"> {errors === 1 ? 'error' : 'errors'}</span>
          </span>
        )}
      </button>
    </li>
  )
}
