// Bulleted and numbered lists.

import type { Conversion } from '../conversion.ts'
import {
  createFrame,
  type ListState,
  MAX_INDENTATION,
  MAX_LIST_DEPTH,
  openItem,
  paragraph,
} from '../frames.ts'
import { attributeOf, declarationsOf, integerOf, type SourceElement } from '../parse.ts'
import { indentationOf } from './blocks.ts'
import { type Handler, type Handlers, same } from './handler.ts'

const PLAIN_MARKS = /^(disc|circle|square|decimal|bullet|1|initial|inherit)$/i

function list(isOrdered: boolean): Handler {
  return {
    display: 'block',
    enter(element, conversion) {
      conversion.leaveHeading()
      if (conversion.scope.quotes > 0)
        conversion.loss('quote-content', isOrdered ? 'ORDERED_LIST' : 'BULLETED_LIST')
      reportMarks(element, conversion, isOrdered)
      const offset = Math.max(indentationOf(element, true), conversion.scope.indentation)
      const state = createList(conversion, isOrdered, offset)
      if (state.depth >= MAX_LIST_DEPTH) conversion.loss('list-too-deep')
      const start = integerOf(element, 'start')
      if (isOrdered && start >= 0) state.next = start
      else if (isOrdered && start < 0) conversion.loss('list-style', `start=${start}`)
      conversion.enterFrame(state.frame, state, conversion.scope.table)
      return undefined
    },
    leave(_element, conversion) {
      conversion.endText()
    },
  }
}

function reportMarks(element: SourceElement, conversion: Conversion, isOrdered: boolean): void {
  if (element.attrs.length === 0) return
  const css = declarationsOf(element)
  const style = css.get('list-style-type') ?? css.get('list-style') ?? attributeOf(element, 'type') ?? 'disc'
  const plain = style.split(/\s+/).every((word) => PLAIN_MARKS.test(word) || /^(inside|outside)$/.test(word))
  if (!plain) conversion.loss('list-style', style)
  if (isOrdered && attributeOf(element, 'reversed') !== undefined) conversion.loss('list-reversed')
}

function createList(conversion: Conversion, isOrdered: boolean, offset: number): ListState {
  const { frame, list: outer } = conversion.scope
  // A list straight inside a list, without an item around it, belongs to the item before it.
  const isStray = outer !== undefined && outer.frame === frame
  const last = isStray ? outer.node?.nodes.at(-1) : undefined
  if (isStray && last !== undefined) {
    const item = createFrame('item', last.nodes, frame, outer)
    return { isOrdered, node: undefined, next: 1, depth: outer.depth + 1, frame: item, offset: 0 }
  }
  if (isStray) {
    // Before the first item it stands on its own, indented as a browser shows it.
    if (outer.offset >= MAX_INDENTATION) conversion.loss('list-too-deep')
    return { isOrdered, node: undefined, next: 1, depth: outer.depth, frame, offset: outer.offset + 1 }
  }
  const depth = frame.kind === 'item' ? (frame.list?.depth ?? 0) + 1 : 0
  return { isOrdered, node: undefined, next: 1, depth, frame, offset }
}

const item: Handler = {
  display: 'block',
  enter(element, conversion) {
    conversion.endText()
    const { frame, list: outer } = conversion.scope
    const state = outer !== undefined && outer.frame === frame ? outer : implied(conversion)
    const value = integerOf(element, 'value')
    if (state.isOrdered && value >= 0 && value !== state.next) {
      state.next = value
      state.node = undefined
    }
    const kind = attributeOf(element, 'data-list')
    if (kind !== undefined && state.isOrdered !== (kind === 'ordered')) {
      // Quill writes every list as `ol` and the kind on the items.
      state.isOrdered = kind === 'ordered'
      state.node = undefined
      state.next = 1
    }
    const node = openItem(state)
    conversion.enterFrame(createFrame('item', node.nodes, frame, state), undefined, conversion.scope.table)
    return undefined
  },
  leave(_element, conversion) {
    conversion.endText()
    const { nodes, isCut } = conversion.scope.frame
    if (nodes.length === 0 && !isCut) nodes.push(paragraph())
  },
}

/** Items outside a list: browsers show them with a bullet. Neighbours share one list. */
function implied(conversion: Conversion): ListState {
  const state = createList(conversion, false, 0)
  const last = conversion.scope.frame.nodes.at(-1)
  if (last?.type === 'BULLETED_LIST' && !conversion.scope.frame.isCut) state.node = last
  return state
}

export const lists: Handlers = {
  ...same('ul menu dir', list(false)),
  ol: list(true),
  li: item,
}
