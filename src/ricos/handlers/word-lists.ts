// Lists pasted from Word: paragraphs with a level and a typed mark, which browsers show as lists only by their looks.
import type { Conversion } from '../conversion.ts'
import { createFrame, type Frame, type ListState, openItem, paragraph } from '../frames.ts'
import { isElement, type SourceElement } from '../parse.ts'
import type { Handler } from './handler.ts'

const LEVEL = /mso-list\s*:[^;]*\blevel(\d)/i
const IGNORED = /mso-list\s*:\s*ignore/i

/** The open lists of a run of paragraphs, outermost first, and the items they are in. */
interface Run {
  lists: ListState[]
  items: Frame[]
}

const runs = new WeakMap<Frame, Run>()

export function isWordItem(element: SourceElement): boolean {
  return element.style !== undefined && LEVEL.test(element.style)
}

/** Whether the element is the typed mark of an item. The number of a heading is marked alike, and is part of it. */
export function isMarker(element: SourceElement): boolean {
  return element.style !== undefined && IGNORED.test(element.style) && isInWordItem(element)
}

function isInWordItem(element: SourceElement): boolean {
  let above = element.parentNode
  // Word puts nothing but a few spans between the two.
  for (let levels = 0; levels < 5 && above !== null && isElement(above); levels++) {
    if (above.tagName === 'p' || above.tagName === 'div') return isWordItem(above)
    above = above.parentNode
  }
  return false
}

export const wordItem: Handler = {
  display: 'block',
  enter(element, conversion) {
    conversion.endText()
    const mark = markOf(element)
    // Without a mark the text is a heading's number or a later paragraph, not an item.
    if (mark === undefined) return undefined
    const level = Math.max(1, Number(LEVEL.exec(element.style ?? '')?.[1] ?? 1))
    const item = openAt(level, mark, conversion)
    conversion.enterFrame(item, undefined, conversion.scope.table)
    return 1
  },
  leave(_element, conversion, isItem) {
    conversion.endText()
    const { nodes } = conversion.scope.frame
    if (isItem === 1 && nodes.length === 0) nodes.push(paragraph())
  },
}

/** The typed bullet or number of an item. */
function markOf(element: SourceElement): string | undefined {
  const open: SourceElement[] = [element]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isMarker(next)) return textOf(next).trim()
    open.push(...next.childNodes.filter(isElement))
  }
  return undefined
}

function textOf(element: SourceElement): string {
  return element.childNodes
    .map((node) => ('value' in node ? node.value : isElement(node) ? textOf(node) : ''))
    .join('')
}

function openAt(level: number, mark: string, conversion: Conversion): Frame {
  const { frame } = conversion.scope
  const run = continued(frame)
  const isOrdered = /^\(?(\d+|[a-z]{1,5})[.)]/i.test(mark)
  run.lists.length = Math.min(run.lists.length, level)
  run.items.length = Math.min(run.items.length, level - 1)
  if (run.lists[level - 1]?.isOrdered !== isOrdered) run.lists.length = Math.min(run.lists.length, level - 1)
  while (run.lists.length < level) {
    const depth = run.lists.length
    const around = depth === 0 ? frame : (run.items[depth - 1] ?? frame)
    const list: ListState = { isOrdered, node: undefined, next: 1, depth, frame: around, offset: 0 }
    const number = Number.parseInt(mark, 10)
    if (isOrdered && number > 1 && depth === level - 1) list.next = number
    run.lists.push(list)
    // A level Word left out still needs an item to hold the next one.
    if (run.lists.length < level) run.items.push(createItem(list, around, true))
  }
  const list = run.lists[level - 1] as ListState
  const item = createItem(list, list.frame, false)
  run.items.push(item)
  return item
}

function createItem(list: ListState, around: Frame, isEmpty: boolean): Frame {
  const { nodes } = openItem(list)
  if (isEmpty) nodes.push(paragraph())
  return createFrame('item', nodes, around, list)
}

/** The run the last block of the frame belongs to, or a new one. */
function continued(frame: Frame): Run {
  const run = runs.get(frame)
  const outermost = run?.lists[0]?.node
  if (run !== undefined && outermost !== undefined && frame.nodes.at(-1) === outermost) return run
  const fresh: Run = { lists: [], items: [] }
  runs.set(frame, fresh)
  return fresh
}
