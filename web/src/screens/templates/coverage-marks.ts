// Behind each branch of a template: how many of the rows take it.
import { Decoration, EditorView, type Extension, type Text, WidgetType } from '@uiw/react-codemirror'

export interface BranchMark {
  line: number
  column: number
  /** `62 %`. */
  text: string
  /** In full, on hover. */
  title: string
  tone: 'warn' | 'quiet'
}

class Mark extends WidgetType {
  private readonly mark: BranchMark

  constructor(mark: BranchMark) {
    super()
    this.mark = mark
  }

  override eq(other: Mark): boolean {
    return other.mark.text === this.mark.text && other.mark.title === this.mark.title
  }

  toDOM(): HTMLElement {
    const dom = document.createElement('span')
    dom.className = 'cm-branch'
    dom.dataset['tone'] = this.mark.tone
    dom.textContent = this.mark.text
    dom.title = this.mark.title
    // The list below the editor says the same.
    dom.ariaHidden = 'true'
    return dom
  }
}

export function coverageMarks(marks: readonly BranchMark[]): Extension {
  return [
    EditorView.decorations.of((view) =>
      Decoration.set(
        marks.flatMap((mark) => {
          const at = endOf(view.state.doc, mark)
          return at === null ? [] : [Decoration.widget({ widget: new Mark(mark), side: 1 }).range(at)]
        }),
        true,
      ),
    ),
    EditorView.theme({
      '.cm-branch': {
        margin: '0 3px',
        padding: '0 5px',
        borderRadius: '5px',
        backgroundColor: 'var(--bg-hover)',
        color: 'var(--ink-3)',
        fontFamily: 'var(--font-ui)',
        fontSize: '11px',
        fontVariantNumeric: 'tabular-nums',
        whiteSpace: 'nowrap',
      },
      '.cm-branch[data-tone="warn"]': { backgroundColor: 'var(--warn-soft)', color: 'var(--warn)' },
    }),
  ]
}

/** Behind the braces that begin, or go on, at a place. */
function endOf(doc: Text, { line, column }: BranchMark): number | null {
  if (line > doc.lines) return null
  const from = Math.min(doc.line(line).from + column - 1, doc.length)
  const found = /[%}]\}/.exec(doc.sliceString(from, from + 2_000))
  return found ? from + found.index + 2 : null
}
