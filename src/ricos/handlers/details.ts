// Details and summary: Ricos' collapsible lists.
import type { Conversion } from '../conversion.ts'
import type {
  CollapsibleItemNode,
  CollapsibleListNode,
  HeadingNode,
  ParagraphNode,
  RicosNode,
} from '../document.ts'
import { createFrame, type Frame, paragraph } from '../frames.ts'
import { createText } from '../line.ts'
import { attributeOf, type SourceElement, type SourceNode } from '../parse.ts'
import type { Scope } from '../scope.ts'
import { PARAGRAPH } from '../text-block.ts'
import type { Handlers } from './handler.ts'
import { MAX_NESTING } from './tables.ts'

/** What browsers write on details without a summary. */
const DEFAULT_TITLE = 'Details'

function summaryOf(element: SourceElement): SourceElement | undefined {
  return element.childNodes.find((node): node is SourceElement => node.nodeName === 'summary')
}

function isFlat(conversion: Conversion): boolean {
  const host = conversion.scope.frame.host
  return host.kind === 'cell' || host.kind === 'title' || conversion.scope.nesting >= MAX_NESTING
}

/** The items being collected, by the frame of their body. */
const openItems = new WeakMap<
  Frame,
  { element: SourceElement; title: RicosNode[] | undefined; outer: Scope }
>()

/** Which items of a list start open: Wix can open all, the first, or none. */
const opened = new WeakMap<CollapsibleListNode, boolean[]>()

function placeItem(item: CollapsibleItemNode, element: SourceElement, conversion: Conversion): void {
  const isOpen = attributeOf(element, 'open') !== undefined
  const { frame } = conversion.scope
  // Behind a cut list, neighbours stand on the page.
  const previous = (frame.isCut ? frame.host : frame).nodes.at(-1)
  const isNext = previous?.type === 'COLLAPSIBLE_LIST'
  const list = isNext ? previous : createList(element)
  const states = [...(opened.get(list) ?? []), isOpen]
  opened.set(list, states)
  list.nodes.push(item)
  const [first, ...rest] = states
  if (states.every(Boolean)) list.collapsibleListData.initialExpandedItems = 'ALL'
  else if (first && !rest.some(Boolean)) list.collapsibleListData.initialExpandedItems = 'FIRST'
  else list.collapsibleListData.initialExpandedItems = 'NONE'
  if (isOpen && list.collapsibleListData.initialExpandedItems === 'NONE') conversion.loss('details-opened')
  if (!isNext) conversion.place(list)
}

function createList(element: SourceElement): CollapsibleListNode {
  const direction = attributeOf(element, 'dir')?.toLowerCase() === 'rtl' ? 'RTL' : 'LTR'
  const collapsibleListData: CollapsibleListNode['collapsibleListData'] = {
    initialExpandedItems: 'NONE',
    direction,
  }
  if (attributeOf(element, 'name') !== undefined) collapsibleListData.expandOnlyOne = true
  return { type: 'COLLAPSIBLE_LIST', id: '', nodes: [], collapsibleListData }
}

/** The one line a title may be; what does not fit is given back, in order. */
function splitTitle(nodes: RicosNode[]): { title: ParagraphNode | HeadingNode; rest: RicosNode[] } {
  const at = nodes.findIndex(({ type }) => type === 'PARAGRAPH' || type === 'HEADING')
  const found = nodes[at]
  const isClear = nodes.slice(0, Math.max(at, 0)).every(({ type }) => type === 'IMAGE' || type === 'VIDEO')
  if ((found?.type === 'PARAGRAPH' || found?.type === 'HEADING') && isClear) {
    return { title: found, rest: nodes.filter((_, i) => i !== at) }
  }
  return { title: paragraph(), rest: nodes }
}

function writeDefaultTitle(conversion: Conversion): void {
  const { style } = conversion
  conversion.style = style.with({ bold: true })
  conversion.text(DEFAULT_TITLE)
  conversion.endText()
  conversion.style = style
}

function defaultTitle(): ParagraphNode {
  return paragraph([createText(DEFAULT_TITLE, [])])
}

export const details: Handlers = {
  details: {
    display: 'block',
    // The summary is shown first, wherever it stands.
    children(element): readonly SourceNode[] {
      const summary = summaryOf(element)
      if (summary === undefined || element.childNodes[0] === summary) return element.childNodes
      return [summary, ...element.childNodes.filter((node) => node !== summary)]
    },
    enter(element, conversion) {
      conversion.endText()
      const { frame, nesting } = conversion.scope
      if (isFlat(conversion)) {
        conversion.loss('details-flattened')
        conversion.enterBlock(PARAGRAPH)
        if (summaryOf(element) === undefined) writeDefaultTitle(conversion)
        return 0
      }
      const body = createFrame('body', [], frame)
      openItems.set(body, { element, title: undefined, outer: conversion.scope })
      conversion.enter({
        frame: body,
        block: PARAGRAPH,
        list: undefined,
        table: undefined,
        quotes: 0,
        indentation: 0,
        nesting: nesting + 1,
      })
      return 1
    },
    leave(element, conversion, mark) {
      conversion.endText()
      if (mark === 0) return
      const { frame } = conversion.scope
      const open = openItems.get(frame)
      const found = open?.title
      const { title, rest } = found === undefined ? { title: defaultTitle(), rest: [] } : splitTitle(found)
      if (rest.length > 0) conversion.loss('title-split')
      const body = [...rest, ...frame.nodes]
      if (body.length === 0) body.push(paragraph())
      // The list goes where the details stand, not into their own body.
      if (open !== undefined) conversion.scope = open.outer
      const item: CollapsibleItemNode = {
        type: 'COLLAPSIBLE_ITEM',
        id: '',
        nodes: [
          { type: 'COLLAPSIBLE_ITEM_TITLE', id: '', nodes: [title] },
          { type: 'COLLAPSIBLE_ITEM_BODY', id: '', nodes: body },
        ],
      }
      placeItem(item, element, conversion)
    },
  },
  summary: {
    display: 'block',
    enter(element, conversion) {
      const { frame } = conversion.scope
      const item = openItems.get(frame)
      // A second summary, or that of flattened details, is a line of its own.
      if (item === undefined || element.parentNode !== item.element || summaryOf(item.element) !== element) {
        conversion.style = conversion.style.with({ bold: true })
        return 0
      }
      const nodes: RicosNode[] = []
      item.title = nodes
      conversion.enter({ frame: createFrame('title', nodes, frame), block: PARAGRAPH })
      return 1
    },
    leave(_element, conversion) {
      conversion.endText()
    },
  },
}
