// CodeMirror with Liquid inside HTML; completes columns, filters and tags. Loaded only when an editor is shown.
import { html } from '@codemirror/lang-html'
import { liquid } from '@codemirror/lang-liquid'
import { useComputedColorScheme } from '@mantine/core'
import CodeMirror, { EditorView, Prec, type ReactCodeMirrorRef } from '@uiw/react-codemirror'
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import type { TemplateFilter } from '../../../../src/api/template.ts'
import { styleNonce } from '../../theme/nonce.ts'
import { type BranchMark, coverageMarks } from './coverage-marks.ts'
import type { EditorColumn, EditorHandle } from './editor-handle.ts'
import { columnHover, liquidCompletion } from './liquid-completion.ts'

/** Asked for twice, it is another object. */
export interface Place {
  field: string
  line: number
  column: number
}

interface Props {
  label: string
  /** Whether it holds HTML, or a plain text. */
  isHtml: boolean
  /** As high as its text, without numbers of lines. */
  isSmall?: boolean
  value: string
  onChange: (value: string) => void
  columns: readonly EditorColumn[]
  filters: readonly TemplateFilter[]
  goTo: Place | null
  /** What stands behind its branches; keep the list while it says the same. */
  marks: readonly BranchMark[]
  editorRef?: Ref<EditorHandle> | undefined
}

const lookOf = (height: string, padding: string) =>
  EditorView.theme({
    '&': { backgroundColor: 'var(--bg)', fontSize: '13px', height },
    '&.cm-focused': { outline: '1px solid var(--accent)', outlineOffset: '-1px' },
    '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.65', fontVariantLigatures: 'none' },
    '.cm-content': { padding },
    '.cm-gutters': { backgroundColor: 'var(--bg)', border: '0', color: 'var(--ink-3)', paddingLeft: '6px' },
    // Lines, no ground: the colours of the words stand out just enough from the page's own.
    '.cm-activeLine': {
      backgroundColor: 'transparent',
      boxShadow: 'inset 0 1px var(--line), inset 0 -1px var(--line)',
    },
    '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
    '.cm-tooltip': {
      border: '1px solid var(--line)',
      borderRadius: '8px',
      backgroundColor: 'var(--bg-raised)',
      boxShadow: 'var(--shadow-panel)',
      overflow: 'hidden',
    },
    '.cm-column-value': {
      maxWidth: '340px',
      padding: '5px 9px',
      overflowWrap: 'anywhere',
      color: 'var(--ink)',
    },
    '.cm-tooltip-autocomplete ul li': { padding: '3px 8px', color: 'var(--ink)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--bg-selected)',
      color: 'var(--ink)',
    },
    '.cm-completionDetail': { color: 'var(--ink-3)', fontStyle: 'normal' },
  })

const looks = {
  large: Prec.highest(lookOf('100%', '12px 0')),
  small: Prec.highest(lookOf('auto', '7px 4px')),
}

function jump(view: EditorView, { line, column }: Place): void {
  const found = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines))
  const at = Math.min(found.from + Math.max(column - 1, 0), found.to)
  view.dispatch({ selection: { anchor: at }, scrollIntoView: true })
  view.focus()
}

export function LiquidEditor(props: Props) {
  const { label, isHtml, isSmall = false, value, onChange, columns, filters, goTo, marks, editorRef } = props
  const isDark = useComputedColorScheme('light') === 'dark'
  const editor = useRef<ReactCodeMirrorRef>(null)
  // Whoever was never in it has no place there but the end.
  const wasFocused = useRef(false)
  // Another row is no reason to set the editor up anew.
  const words = useRef({ columns, filters })
  words.current = { columns, filters }

  const extensions = useMemo(
    () => [
      liquid({ base: html() }),
      liquidCompletion(() => words.current, isHtml),
      columnHover(() => words.current),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(styleNonce),
      EditorView.contentAttributes.of({
        'aria-label': `${label}. Press Escape, then Tab to leave the editor.`,
        // Browsers focus what can be edited without it; checkers of accessibility look for it where the text scrolls.
        tabindex: '0',
      }),
      coverageMarks(marks),
      isSmall ? looks.small : looks.large,
    ],
    [label, isHtml, isSmall, marks],
  )

  useImperativeHandle(editorRef, () => ({
    insert(source) {
      const view = editor.current?.view
      if (!view) return
      if (!wasFocused.current) view.dispatch({ selection: { anchor: view.state.doc.length } })
      view.dispatch(view.state.replaceSelection(source), { scrollIntoView: true, userEvent: 'input.paste' })
      view.focus()
    },
    focus: () => editor.current?.view?.focus(),
  }))

  useEffect(() => {
    const view = editor.current?.view
    if (goTo && view) jump(view, goTo)
  }, [goTo])

  return (
    <CodeMirror
      ref={editor}
      value={value}
      onChange={onChange}
      onCreateEditor={(view) => {
        if (goTo) jump(view, goTo)
      }}
      onFocus={() => {
        wasFocused.current = true
      }}
      theme={isDark ? 'dark' : 'light'}
      extensions={extensions}
      indentWithTab={false}
      height={isSmall ? 'auto' : '100%'}
      style={{ height: isSmall ? 'auto' : '100%' }}
      basicSetup={{
        foldGutter: false,
        lineNumbers: !isSmall,
        highlightActiveLine: !isSmall,
        searchKeymap: true,
        autocompletion: false,
      }}
    />
  )
}
