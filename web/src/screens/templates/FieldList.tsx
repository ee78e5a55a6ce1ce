import type { FieldSpec } from '../../../../src/api/destination.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import classes from './Templates.module.css'

interface Props {
  fields: FieldSpec[]
  texts: Record<string, string>
  problems: Problem[]
  active: string
  onPick: (name: string) => void
}

const groups = [
  ['content', 'Content'],
  ['organise', 'Organise'],
  ['seo', 'Search and sharing'],
] as const

/** The fields of the destination in groups, each with whether it is filled and what is wrong. */
export function FieldList({ fields, texts, problems, active, onPick }: Props) {
  return (
    <nav className={classes.fields} aria-label="Fields">
      {groups.map(([group, title]) => {
        const members = fields.filter((field) => field.group === group)
        if (members.length === 0) return null
        return (
          <div key={group}>
            <h2>{title}</h2>
            <ul>
              {members.map((field) => {
                const errors = problems.filter(
                  (item) => item.field === field.name && item.severity === 'error',
                ).length
                const isFilled = (texts[field.name] ?? '').trim() !== ''
                return (
                  <li key={field.name}>
                    <button
                      type="button"
                      className={classes.field}
                      aria-current={field.name === active ? 'true' : undefined}
                      onClick={() => onPick(field.name)}
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
              })}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}
