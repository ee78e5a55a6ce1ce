// CodeMirror with Liquid inside HTML; completes columns and filters. Loaded only when an editor is shown.
import { html } from '@codemirror/lang-html'
import { liquid } from '@codemirror/lang-liquid'
import { useComputedColorScheme } from '@mantine/core'
import CodeMirror, { EditorView, Prec, type ReactCodeMirrorRef } from '@uiw/react-codemirror'
import { useEffect, useMemo, useRef } from 'react'
import type { Column } from '../../../../src/api/dataset.ts'
import type { TemplateFilter } from '../../../../src/api/template.ts'
import { styleNonce } from '../../theme/nonce.ts'

export interface Place {
  line: number
  column: number
  /** Rises with each request, so that the same place can be asked for twice. */
  request: number
}

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  columns: Column[]
  filters: TemplateFilter[]
  goTo: Place | null
}

const look = Prec.highest(
  EditorView.theme({
    '&': { backgroundColor: 'var(--bg)', fontSize: '13px', height: '100%' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.65', fontVariantLigatures: 'none' },
    '.cm-content': { padding: '12px 0' },
    '.cm-gutters': { backgroundColor: 'var(--bg)', border: '0', color: 'var(--ink-3)', paddingLeft: '6px' },
    '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 6%, transparent)' },
    '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
    '.cm-tooltip': {
      border: '1px solid var(--line)',
      borderRadius: '8px',
      backgroundColor: 'var(--bg-raised)',
      boxShadow: 'var(--shadow-panel)',
      overflow: 'hidden',
    },
  }),
)

export function LiquidEditor({ label, value, onChange, columns, filters, goTo }: Props) {
  const isDark = useComputedColorScheme('light') === 'dark'
  const editor = useRef<ReactCodeMirrorRef>(null)

  const extensions = useMemo(
    () => [
      liquid({
        base: html(),
        variables: [{ label: 'row', type: 'variable', detail: 'the row of this page' }],
        properties: (path) =>
          path.length === 1 && path[0] === 'row'
            ? columns.map((column) => ({
                label: column.name,
                type: 'property',
                detail: column.samples[0]?.slice(0, 40) ?? column.type,
              }))
            : [],
        filters: filters.map((filter) => ({
          label: filter.name,
          type: 'function',
          detail: filter.example,
          info: filter.description,
        })),
      }),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(styleNonce),
      EditorView.contentAttributes.of({
        'aria-label': `${label}. Press Escape, then Tab to leave the editor.`,
      }),
      look,
    ],
    [columns, filters, label],
  )

  useEffect(() => {
    const view = editor.current?.view
    if (!goTo || !view) return
    const line = view.state.doc.line(Math.min(Math.max(goTo.line, 1), view.state.doc.lines))
    const at = Math.min(line.from + Math.max(goTo.column - 1, 0), line.to)
    view.dispatch({ selection: { anchor: at }, scrollIntoView: true })
    view.focus()
  }, [goTo])

  return (
    <CodeMirror
      ref={editor}
      value={value}
      onChange={onChange}
      theme={isDark ? 'dark' : 'light'}
      extensions={extensions}
      indentWithTab={false}
      height="100%"
      style={{ height: '100%' }}
      basicSetup={{ foldGutter: false, highlightActiveLine: true, searchKeymap: true }}
    />
  )
}
