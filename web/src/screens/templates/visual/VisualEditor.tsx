// The body of a template as people see it, for those who do not write code. What it is given and gives is HTML with
// Liquid; what was not touched comes back byte by byte. Loaded only when it is opened.
import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { AtPlace } from './AtPlace.tsx'
import { documentOf, showSource } from './document-of.ts'
import { visualExtensions } from './extensions.ts'
import { inserts } from './inserts.ts'
import { LinkForm } from './LinkForm.tsx'
import { writeTemplate } from './model/write.ts'
import { NodeForm } from './NodeForm.tsx'
import { PickList } from './PickList.tsx'
import { keys } from './schema/keys.ts'
import type { VisualColumn, VisualContext } from './schema/views.ts'
import { insertSource } from './source-nodes.ts'
import { spokenNode } from './spoken-node.ts'
import { Toolbar } from './Toolbar.tsx'
import classes from './Visual.module.css'
import './visual-page.css'

export interface VisualEditorHandle {
  insert(source: string): void
  focus(): void
}

interface Props {
  value: string
  onChange: (value: string) => void
  columns: readonly VisualColumn[]
  label: string
  editorRef?: Ref<VisualEditorHandle> | undefined
}

/** What is open over the editor. */
type Opened = { kind: 'node'; position: number } | { kind: 'link' | 'insert'; rect: DOMRect } | null

export function VisualEditor({ value, onChange, columns, label, editorRef }: Props) {
  const [opened, setOpened] = useState<Opened>(null)
  const [showsValues, setShowsValues] = useState(false)
  const toolbar = useRef<HTMLDivElement>(null)
  const [context] = useState<VisualContext>(() => ({
    columns: [...columns],
    onEdit: (position) => setOpened({ kind: 'node', position }),
    refreshers: new Set(),
  }))
  const editor = useVisualEditor(value, onChange, label, context, {
    onInsert: (current) => setOpened({ kind: 'insert', rect: cursorRect(current) }),
    onLink: (current) => setOpened({ kind: 'link', rect: cursorRect(current) }),
    onToolbar: () => toolbar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
  })
  useEffect(() => {
    context.columns = [...columns]
    for (const refresh of context.refreshers) refresh()
  }, [context, columns])
  useImperativeHandle(
    editorRef,
    () => ({
      insert: (source) => void insertSource(editor, source),
      focus: () => void editor.commands.focus(),
    }),
    [editor],
  )
  const choices = useMemo(() => inserts(columns), [columns])
  const spoken = useEditorState({ editor, selector: ({ editor: current }) => spokenNode(current) })
  const close = () => {
    setOpened(null)
    editor.commands.focus()
  }
  return (
    <div className={classes.root} data-values={showsValues || undefined}>
      <Toolbar
        editor={editor}
        label={label}
        toolbarRef={toolbar}
        onLink={(button) => setOpened({ kind: 'link', rect: button.getBoundingClientRect() })}
        onInsert={(button) => setOpened({ kind: 'insert', rect: button.getBoundingClientRect() })}
        showsValues={showsValues}
        onShowValues={setShowsValues}
      />
      <EditorContent editor={editor} className={classes.page} />
      <div className="sr-only" role="status">
        {spoken}
      </div>
      {opened?.kind === 'node' && (
        <NodeForm
          key={opened.position}
          editor={editor}
          position={opened.position}
          columns={columns}
          onClose={close}
        />
      )}
      {opened?.kind === 'link' && (
        <AtPlace rect={opened.rect} label="Link" onClose={close}>
          <LinkForm editor={editor} onClose={close} />
        </AtPlace>
      )}
      {opened?.kind === 'insert' && (
        <AtPlace rect={opened.rect} label="Insert" onClose={close}>
          <PickList
            label="Column, condition, table…"
            picks={choices}
            onPick={(pick) => {
              setOpened(null)
              pick.run(editor)
            }}
          />
        </AtPlace>
      )}
    </div>
  )
}

interface Actions {
  onInsert: (editor: Editor) => void
  onLink: (editor: Editor) => void
  onToolbar: () => void
}

function useVisualEditor(
  value: string,
  onChange: (value: string) => void,
  label: string,
  context: VisualContext,
  actions: Actions,
): Editor {
  const written = useRef(value)
  const tell = useRef(onChange)
  tell.current = onChange
  const [extensions] = useState(() => [
    ...visualExtensions(context),
    keys({ onEdit: context.onEdit, ...actions }),
  ])
  const editor = useEditor({
    extensions,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': `${label}. Press Alt+F10 for the tools, / in an empty line to insert.`,
      },
    },
    onBeforeCreate: ({ editor: made }) => {
      made.options.content = documentOf(made.schema, written.current)
    },
    onUpdate: ({ editor: changed }) => {
      const text = writeTemplate(changed.getJSON())
      if (text === written.current) return
      written.current = text
      tell.current(text)
    },
  })
  useEffect(() => {
    if (value === written.current) return
    written.current = value
    showSource(editor, value)
  }, [editor, value])
  return editor
}

function cursorRect(editor: Editor): DOMRect {
  const { left, top, bottom } = editor.view.coordsAtPos(editor.state.selection.from)
  return new DOMRect(left, top, 1, bottom - top)
}
