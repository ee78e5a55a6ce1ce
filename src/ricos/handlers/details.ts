// Details and summary: Ricos' collapsible lists.
import type { Conversion } from '../conversion.ts'
import { PARAGRAPH } from '../conversion.ts'
import type {
  CollapsibleItemNode,
  CollapsibleListNode,
  HeadingNode,
  ParagraphNode,
  RicosNode,
} from '../document.ts'
import { createFrame, hostOf, paragraph } from '../frames.ts'
import { attributeOf, isElement, type SourceElement, type SourceNode } from '../parse.ts'
import type { Handlers } from './handler.ts'
import { MAX_NESTING } from './tables.ts'

/** What browsers write on details without a summary. */
const DEFAULT_TITLE = 'Details'

function summaryOf(element: SourceElement): SourceElement | undefined {
  return element.childNodes.filter(isElement).find(({ tagName }) => tagName === 'summary')
}

function isFlat(conversion: Conversion): boolean {
  const host = hostOf(conversion.scope.frame)
  return host.kind === 'cell' || host.kind === 'title' || conversion.scope.nesting >= MAX_NESTING
}

/** Wix opens all items of a list, the first, or none. */
const openItems = new WeakMap<CollapsibleListNode, boolean[]>()

function placeItem(item: CollapsibleItemNode, element: SourceElement, conversion: Conversion): void {
  const isOpen = attributeOf(element, 'open') !== undefined
  const { frame } = conversion.scope
  // Behind a cut list, neighbours stand on the page.
  const previous = (frame.isCut ? hostOf(frame) : frame).nodes.at(-1)
  const isNext = previous?.type === 'COLLAPSIBLE_LIST'
  const list = isNext ? previous : createList(element)
  const opened = openItems.get(list) ?? []
  opened.push(isOpen)
  openItems.set(list, opened)
  list.nodes.push(item)
  const [first, ...rest] = opened
  if (opened.every(Boolean)) list.collapsibleListData.initialExpandedItems = 'ALL'
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

function defaultTitle(): ParagraphNode {
  const textData = { text: DEFAULT_TITLE, decorations: [] }
  return paragraph([{ type: 'TEXT', id: '', nodes: [], textData }])
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
    enter(_element, conversion) {
      conversion.endText()
      const { frame, nesting } = conversion.scope
      if (isFlat(conversion)) {
        conversion.loss('details-flattened')
        conversion.enter({ block: PARAGRAPH })
        return 0
      }
      conversion.enter({
        frame: createFrame('body', [], frame),
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
      const titleNodes = titles.get(frame)
      titles.delete(frame)
      const { title, rest } =
        titleNodes === undefined ? { title: defaultTitle(), rest: [] } : splitTitle(titleNodes)
      if (rest.length > 0) conversion.loss('title-split')
      const body = [...rest, ...frame.nodes]
      if (body.length === 0) body.push(paragraph())
      conversion.enter({ frame: frame.parent ?? frame })
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
      const parent = element.parentNode
      const isTitle =
        parent !== null && isElement(parent) && parent.tagName === 'details' && summaryOf(parent) === element
      if (!isTitle || frame.kind !== 'body') {
        conversion.style = conversion.style.with({ bold: true })
        return 0
      }
      const nodes: RicosNode[] = []
      titles.set(frame, nodes)
      conversion.enter({ frame: createFrame('title', nodes, frame), block: PARAGRAPH })
      return 1
    },
    leave(_element, conversion) {
      conversion.endText()
    },
  },
}

/** The titles of the items being collected, by their body. */
const titles = new WeakMap<object, RicosNode[]>()
