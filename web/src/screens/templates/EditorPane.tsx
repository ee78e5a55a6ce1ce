// The middle pane: one field with what it takes, its text, and the mistakes of the template.
import { lazy, Suspense } from 'react'
import type { Column } from '../../../../src/api/dataset.ts'
import type { FieldSpec } from '../../../../src/api/destination.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import type { TemplateFilter } from '../../../../src/api/template.ts'
import { count } from '../../ui/format.ts'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Words } from '../../ui/Words.tsx'
import { ErrorStrip } from './ErrorStrip.tsx'
import type { Place } from './LiquidEditor.tsx'
import classes from './Templates.module.css'

const LiquidEditor = lazy(async () => ({ default: (await import('./LiquidEditor.tsx')).LiquidEditor }))

interface Props {
  field: FieldSpec
  text: string
  columns: Column[]
  filters: TemplateFilter[]
  problems: Problem[]
  goTo: Place | null
  labelOf: (field: string | undefined) => string
  onChange: (text: string) => void
  onGo: (problem: Problem) => void
}

export function EditorPane(props: Props) {
  const { field, text, columns, filters, problems, goTo, labelOf, onChange, onGo } = props
  const saysLimit = field.maxLength === null || field.help.includes(String(field.maxLength))
  return (
    <section className={classes.editor} aria-label={`Editor of ${field.label}`}>
      <div className={classes.editorHead}>
        <div className={classes.editorTitle}>
          <h2>{field.label}</h2>
          {field.required && <span className={classes.required}>required</span>}
          {field.type && <span className={classes.type}>{field.type}</span>}
        </div>
        <p>
          <Words text={field.help} />
          {!saysLimit && ` At most ${count(field.maxLength ?? 0)} characters.`}
        </p>
      </div>
      <div className={classes.editorBody}>
        <Suspense fallback={<BlockSkeleton />}>
          <LiquidEditor
            key={field.name}
            label={field.label}
            value={text}
            onChange={onChange}
            columns={columns}
            filters={filters}
            goTo={goTo}
          />
        </Suspense>
      </div>
      {text === '' && field.example !== '' && (
        <button type="button" className={classes.example} onClick={() => onChange(field.example)}>
          Insert the example <span className="code">{field.example}</span>
        </button>
      )}
      <ErrorStrip problems={problems} labelOf={labelOf} onGo={onGo} />
    </section>
  )
}
