// The text of one field: large where it stands alone, a few lines where it stands among others, there with its name, its
// help and how long it is for the row that is shown.
import { lazy, type ReactNode, type Ref, Suspense } from 'react'
import type { FieldSpec } from '../../../../src/api/destination.ts'
import type { PagePreview } from '../../../../src/api/page.ts'
import type { TemplateFilter } from '../../../../src/api/template.ts'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Words } from '../../ui/Words.tsx'
import { lengthOf } from '../pages/text-length.ts'
import type { BranchMark } from './coverage-marks.ts'
import type { EditorColumn, EditorHandle } from './editor-handle.ts'
import type { Place } from './LiquidEditor.tsx'
import classes from './Templates.module.css'
import { EitherEditor } from './visual/EitherEditor.tsx'

const LiquidEditor = lazy(async () => ({ default: (await import('./LiquidEditor.tsx')).LiquidEditor }))

interface Props {
  field: FieldSpec
  isInGroup: boolean
  isActive: boolean
  text: string
  columns: EditorColumn[]
  filters: TemplateFilter[]
  goTo: Place | null
  marks: BranchMark[]
  page: PagePreview | undefined
  editorRef: Ref<EditorHandle>
  onField: (name: string) => void
  onChange: (text: string) => void
}

export function FieldEditor(props: Props) {
  const { field, isInGroup, text, columns, filters, goTo, marks, editorRef, onChange } = props
  const source = (
    <Suspense fallback={<BlockSkeleton lines={isInGroup ? 1 : 3} />}>
      <LiquidEditor
        label={field.label}
        isHtml={field.kind === 'html'}
        isSmall={isInGroup}
        value={text}
        onChange={onChange}
        columns={columns}
        filters={filters}
        goTo={goTo}
        marks={marks}
        editorRef={editorRef}
      />
    </Suspense>
  )
  const editor =
    field.kind === 'html' ? (
      <EitherEditor
        label={field.label}
        value={text}
        onChange={onChange}
        columns={columns}
        goTo={goTo}
        source={source}
        editorRef={editorRef}
      />
    ) : (
      source
    )
  return isInGroup ? <InGroup {...props} editor={editor} /> : editor
}

/** Offers the example of a field that is empty. */
export function Example({ field, text, onChange }: Pick<Props, 'field' | 'text' | 'onChange'>) {
  if (text !== '' || field.example === '') return null
  return (
    <button type="button" className={classes.example} onClick={() => onChange(field.example)}>
      Insert the example <span className="code">{field.example}</span>
    </button>
  )
}

interface InGroupProps extends Props {
  editor: ReactNode
}

function InGroup({ field, isActive, page, text, editor, onField, onChange }: InGroupProps) {
  const length = text.trim() === '' ? null : lengthOf(field, page?.fields[field.name])
  return (
    <fieldset
      className={classes.stacked}
      aria-label={field.label}
      data-active={isActive || undefined}
      onFocus={() => {
        if (!isActive) onField(field.name)
      }}
    >
      <div className={classes.stackedHead}>
        <h3>{field.label}</h3>
        {field.required && <span className={classes.required}>required</span>}
        {length && (
          <span className={classes.length} data-over={length.isOver || undefined}>
            {length.text}
          </span>
        )}
      </div>
      <div className={classes.stackedEditor}>{editor}</div>
      {isActive && (
        <p className={classes.stackedHelp}>
          <Words text={field.help} />
        </p>
      )}
      {isActive && <Example field={field} text={text} onChange={onChange} />}
    </fieldset>
  )
}
