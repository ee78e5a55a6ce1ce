import type { ReactNode } from 'react'
import type { FieldSpec } from '../../../../src/api/destination.ts'
import { count } from '../../ui/format.ts'
import { Words } from '../../ui/Words.tsx'
import { typeWords } from './field-groups.ts'
import classes from './Templates.module.css'

/** What a field is and takes. */
export function FieldHead({ field, actions }: { field: FieldSpec; actions?: ReactNode }) {
  const saysLimit = field.maxLength === null || field.help.includes(String(field.maxLength))
  return (
    <div className={classes.editorHead}>
      <div className={classes.editorTitle}>
        <h2>{field.label}</h2>
        {field.required && <span className={classes.required}>required</span>}
        {field.type && <span className={classes.type}>{typeWords(field.type)}</span>}
        {actions && <div className={classes.headActions}>{actions}</div>}
      </div>
      <p>
        <Words text={field.help} />
        {!saysLimit && ` At most ${count(field.maxLength ?? 0)} characters.`}
      </p>
    </div>
  )
}
