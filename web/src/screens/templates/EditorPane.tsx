// The middle pane: a field, or those of a group that are written side by side, with what each takes; the columns that
// can be put in; below, the mistakes of the template and how many rows take its branches.
import { Button } from '@mantine/core'
import { IconLayoutGridAdd } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import type { Column } from '../../../../src/api/dataset.ts'
import type { FieldSpec } from '../../../../src/api/destination.ts'
import type { PagePreview } from '../../../../src/api/page.ts'
import type { TemplateFilter } from '../../../../src/api/template.ts'
import { openedLater } from '../../ui/openedLater.tsx'
import { ColumnChips } from './ColumnChips.tsx'
import type { BranchMark } from './coverage-marks.ts'
import { type EditorColumn, type EditorHandle, sourceOfColumn } from './editor-handle.ts'
import { Example, FieldEditor } from './FieldEditor.tsx'
import { FieldHead } from './FieldHead.tsx'
import type { Place } from './LiquidEditor.tsx'
import classes from './Templates.module.css'

const BlocksDialog = openedLater(async () => (await import('./BlocksDialog.tsx')).BlocksDialog)

interface Props {
  /** What is written here: one field, or several side by side. */
  fields: FieldSpec[]
  /** The one that is being written. */
  field: FieldSpec
  /** What stands above them, where there are several. */
  words: { title: string; text: string }
  texts: Record<string, string>
  columns: EditorColumn[]
  /** The same, as the data describe them. */
  dataColumns: Column[]
  /** Where structured data go; null: the destination has no such field. */
  structuredField: string | null
  filters: TemplateFilter[]
  goTo: Place | null
  marksOf: (field: string) => BranchMark[]
  /** The row that is shown, for the length of what a text comes to. */
  page: PagePreview | undefined
  onField: (name: string) => void
  onChange: (field: string, text: string) => void
  foot: ReactNode
}

export function EditorPane(props: Props) {
  const { fields, field, words, texts, columns, dataColumns, structuredField, foot, onChange } = props
  const [isGallery, setGallery] = useState(false)
  const handles = useRef(new Map<string, EditorHandle>())
  const insert = (source: string) => handles.current.get(field.name)?.insert(source)
  const keep = (name: string) => (handle: EditorHandle | null) => {
    if (handle) handles.current.set(name, handle)
    return () => void handles.current.delete(name)
  }
  const isGroup = fields.length > 1
  const takesHtml = field.kind === 'html'
  const blocks = takesHtml && (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconLayoutGridAdd size={14} />}
      onClick={() => setGallery(true)}
    >
      Insert a block
    </Button>
  )
  return (
    <section className={classes.editor} aria-label={`Editor of ${isGroup ? words.title : field.label}`}>
      {isGroup ? (
        <div className={classes.editorHead}>
          <div className={classes.editorTitle}>
            <h2>{words.title}</h2>
            <div className={classes.headActions}>{blocks}</div>
          </div>
          <p>{words.text}</p>
        </div>
      ) : (
        <FieldHead field={field} actions={blocks} />
      )}
      <ColumnChips columns={columns} onInsert={(column) => insert(sourceOfColumn(column, takesHtml))} />
      <div className={isGroup ? classes.fieldStack : classes.editorBody}>
        {fields.map((each) => (
          <FieldEditor
            key={each.name}
            {...props}
            field={each}
            isInGroup={isGroup}
            isActive={each.name === field.name}
            text={texts[each.name] ?? ''}
            goTo={each.name === field.name ? props.goTo : null}
            marks={props.marksOf(each.name)}
            editorRef={keep(each.name)}
            onChange={(text) => onChange(each.name, text)}
          />
        ))}
      </div>
      {!isGroup && (
        <Example
          field={field}
          text={texts[field.name] ?? ''}
          onChange={(text) => onChange(field.name, text)}
        />
      )}
      {foot}
      <BlocksDialog
        opened={isGallery}
        columns={dataColumns}
        structured={structuredField === null ? null : (texts[structuredField] ?? '')}
        onInsert={insert}
        onStructured={(json) => {
          if (structuredField !== null) onChange(structuredField, json)
        }}
        onClose={() => setGallery(false)}
      />
    </section>
  )
}
