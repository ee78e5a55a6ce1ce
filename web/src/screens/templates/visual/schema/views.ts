// What chips look like, and what all views share. Plain DOM: there may be hundreds of them.
import type { NodeViewRenderer } from '@tiptap/core'
import type { Node as DocumentNode } from '@tiptap/pm/model'
import { attributeOf } from '../model/attributes.ts'
import { tagLabel } from '../model/condition.ts'
import { chipLabel, columnOf, readOutput } from '../model/output.ts'

export interface VisualColumn {
  name: string
  expression: string
  /** What the row that is shown has there; null where no row is. */
  sample: string | null
}

/** What the views share with the screen around the editor. */
export interface VisualContext {
  columns: VisualColumn[]
  /** Opens the form of the node that stands there. */
  onEdit: (position: number) => void
  /** Called when the columns or their values are others. */
  refreshers: Set<() => void>
}

export type View = ReturnType<NodeViewRenderer>

export function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

/** A word in the line that opens its form by a click. */
function chipView(
  context: VisualContext,
  className: string,
  show: (node: DocumentNode, dom: HTMLElement) => void,
) {
  return ({ node, getPos }: { node: DocumentNode; getPos: () => number | undefined }): View => {
    let current = node
    const dom = element('span', className)
    dom.contentEditable = 'false'
    const refresh = () => show(current, dom)
    refresh()
    context.refreshers.add(refresh)
    dom.addEventListener('click', () => {
      const position = getPos()
      if (position !== undefined) context.onEdit(position)
    })
    return {
      dom,
      update(next) {
        if (next.type !== current.type) return false
        current = next
        refresh()
        return true
      },
      ignoreMutation: () => true,
      destroy: () => context.refreshers.delete(refresh),
    }
  }
}

export function columnChipView(context: VisualContext) {
  return chipView(context, 'visual-chip', (node, dom) => {
    const source = String(node.attrs.source)
    const { name, more } = chipLabel(source)
    const value = valueOfChip(context, source)
    dom.replaceChildren(element('span', 'visual-chip-name', name))
    if (more !== '') dom.append(element('span', 'visual-chip-more', more))
    dom.append(element('span', 'visual-chip-value', value === null ? name : value === '' ? 'empty' : value))
    dom.toggleAttribute('data-empty', value === '')
    dom.title = value === null ? source : `${source}\nIn this row: ${value === '' ? 'empty' : value}`
  })
}

/** What the row that is shown has in the column of a chip; its filters are for the preview. */
export function valueOfChip(context: VisualContext, source: string): string | null {
  const name = columnOf(readOutput(source).value)
  return context.columns.find((column) => column.name === name)?.sample ?? null
}

export function fenceView(context: VisualContext) {
  return chipView(context, 'visual-fence', (node, dom) => {
    const source = String(node.attrs.source)
    dom.textContent = tagLabel(source)
    dom.title = source
  })
}

export function snippetView(context: VisualContext) {
  return chipView(context, 'visual-snippet', (node, dom) => {
    const source = String(node.attrs.source)
    dom.textContent = source.length > 60 ? `${source.slice(0, 59)}…` : source
    dom.title = source
  })
}

export function imageView(context: VisualContext) {
  return chipView(context, 'visual-image', (node, dom) => {
    const source = String(node.attrs.source)
    const address = attributeOf(source, 'src') ?? ''
    const text = attributeOf(source, 'alt') ?? ''
    const sample = address.startsWith('{{') ? valueOfChip(context, address.trim()) : address
    const label = text === '' ? 'Picture' : text
    dom.replaceChildren()
    if (sample !== null && /^https:\/\//.test(sample)) {
      const picture = document.createElement('img')
      picture.src = sample
      picture.alt = label
      picture.referrerPolicy = 'no-referrer'
      picture.addEventListener('error', () =>
        picture.replaceWith(element('span', 'visual-image-text', label)),
      )
      dom.append(picture)
    } else dom.append(element('span', 'visual-image-text', label))
    dom.title = source
  })
}
