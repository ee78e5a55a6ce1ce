// What conditions, tables and code look like. Plain DOM.
import type { Editor } from '@tiptap/core'
import type { Node as DocumentNode } from '@tiptap/pm/model'
import { attributeOf } from '../model/attributes.ts'
import { tagLabel } from '../model/condition.ts'
import { element, type View, type VisualContext } from './views.ts'

function editButton(
  context: VisualContext,
  getPos: () => number | undefined,
  className: string,
): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = className
  button.addEventListener('click', () => {
    const position = getPos()
    if (position !== undefined) context.onEdit(position)
  })
  return button
}

/** Source that nothing else can show, between blocks, items or rows. */
export function sourceView(context: VisualContext) {
  return ({ node, getPos }: { node: DocumentNode; getPos: () => number | undefined }): View => {
    const dom = element('div', 'visual-source')
    dom.contentEditable = 'false'
    const head = element('div', 'visual-source-head')
    const button = editButton(context, getPos, 'visual-bar-button')
    button.textContent = 'Edit the code'
    head.append(element('span', 'visual-source-title', 'Code'), button)
    const text = element('pre', 'visual-source-text', String(node.attrs.source))
    dom.append(head, text)
    return {
      dom,
      update(next) {
        if (next.type !== node.type) return false
        text.textContent = String(next.attrs.source)
        return true
      },
      stopEvent: (event) => event.target instanceof HTMLButtonElement,
      ignoreMutation: () => true,
    }
  }
}

/** A branch of a condition or loop: what it asks for, above what it holds. */
export function branchView(context: VisualContext) {
  return ({
    node,
    getPos,
    editor,
  }: {
    node: DocumentNode
    getPos: () => number | undefined
    editor: Editor
  }): View => {
    let current = node
    const dom = element('div', 'visual-branch')
    dom.role = 'group'
    const bar = element('div', 'visual-bar')
    bar.contentEditable = 'false'
    const button = editButton(context, getPos, 'visual-bar-button')
    bar.append(button)
    const contentDOM = element('div', 'visual-branch-content')
    dom.append(bar, contentDOM)
    const show = () => {
      const tag = String(current.attrs.tag)
      button.textContent = tagLabel(tag, headOf(editor, getPos()))
      dom.ariaLabel = button.textContent
      button.title = tag
    }
    show()
    context.refreshers.add(show)
    return {
      dom,
      contentDOM,
      update(next) {
        if (next.type !== current.type) return false
        current = next
        show()
        return true
      },
      stopEvent: (event) => event.target === button,
      ignoreMutation: (mutation) => mutation.target !== contentDOM && !contentDOM.contains(mutation.target),
      destroy: () => context.refreshers.delete(show),
    }
  }
}

/** The `{% case … %}` around a branch. */
function headOf(editor: Editor, position: number | undefined): string {
  if (position === undefined || position > editor.state.doc.content.size) return ''
  const frame = editor.state.doc.resolve(position).parent
  return typeof frame.attrs.head === 'string' ? frame.attrs.head : ''
}

/** A table is a grid: conditions around rows are in it, which a <table> could not lay out. */
export function tableView() {
  return ({ node }: { node: DocumentNode }): View => {
    const dom = element('div', 'visual-table')
    const show = (table: DocumentNode) => dom.style.setProperty('--columns', String(widthOf(table)))
    show(node)
    return {
      dom,
      contentDOM: dom,
      update(next) {
        if (next.type !== node.type) return false
        show(next)
        return true
      },
      ignoreMutation: (mutation) => mutation.type === 'attributes',
    }
  }
}

function widthOf(table: DocumentNode): number {
  let width = 1
  table.descendants((node) => {
    if (node.type.name !== 'tableRow') return node.type.name !== 'cell'
    let cells = 0
    node.forEach((cell) => {
      cells += spanOf(cell)
    })
    width = Math.max(width, cells)
    return false
  })
  return Math.min(width, 50)
}

/** How many columns a cell covers. */
export function spanOf(cell: DocumentNode): number {
  const span = Number(attributeOf(String(cell.attrs.open ?? '<td>'), 'colspan') ?? 1)
  return Number.isInteger(span) && span > 0 && span <= 50 ? span : 1
}

export function cellView() {
  return ({ node }: { node: DocumentNode }): View => {
    const dom = element('div', 'visual-cell')
    const show = (cell: DocumentNode) => {
      dom.toggleAttribute('data-header', cell.attrs.header === true)
      dom.style.setProperty('--span', String(spanOf(cell)))
    }
    show(node)
    return {
      dom,
      contentDOM: dom,
      update(next) {
        if (next.type !== node.type) return false
        show(next)
        return true
      },
      ignoreMutation: (mutation) => mutation.type === 'attributes',
    }
  }
}
