// Lists pasted from Word: paragraphs with a level and a typed mark, which browsers show as lists only by their looks.
import type { Conversion } from '../conversion.ts'
import { createFrame, type Frame, type ListState, MAX_INDENTATION, openItem, paragraph } from '../frames.ts'
import { isElement, type SourceElement, styleTextOf } from '../parse.ts'
import type { Handler } from './handler.ts'
import { type Mark, readMark } from './word-marks.ts'

const LEVEL = /\blevel(\d)/i

/** One open list of a run of paragraphs, and the item it is in now. */
interface OpenList {
  level: number
  list: ListState
  item: Frame
  /** The kinds of mark that were reported, and the plain one. */
  told: Mark['kind'][]
}

/** The open lists of a run of paragraphs, outermost first. */
const runs = new WeakMap<Frame, OpenList[]>()

function wordList(element: SourceElement): string | undefined {
  return styleTextOf(element)?.wordList
}

export function isWordItem(element: SourceElement): boolean {
  const value = wordList(element)
  return value !== undefined && LEVEL.test(value)
}

/** Whether the element is the typed mark of an item. The number of a heading is marked alike, and is part of it. */
export function isMarker(element: SourceElement): boolean {
  if (wordList(element)?.toLowerCase() !== 'ignore') return false
  let above = element.parentNode
  while (above !== null && isElement(above) && above.tagName !== 'p' && above.tagName !== 'div')
    above = above.parentNode
  return above !== null && isElement(above) && isWordItem(above)
}

export const wordItem: Handler = {
  display: 'block',
  enter(element, conversion) {
    conversion.endText()
    const mark = markOf(element)
    // Without a mark the text is a heading's number or a later paragraph, not an item.
    if (mark === undefined) return undefined
    const level = Math.max(1, Number(LEVEL.exec(wordList(element) ?? '')?.[1] ?? 1))
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

function openAt(level: number, text: string, conversion: Conversion): Frame {
  const { frame } = conversion.scope
  const run = continued(frame)
  while ((run.at(-1)?.level ?? 0) > level) run.pop()
  const same = run.at(-1)
  const mark = readMark(text, same?.level === level ? same.list.next : 1)
  if (same?.level === level && same.list.isOrdered !== mark.isOrdered) run.pop()
  const open =
    run.at(-1)?.level === level ? (run.at(-1) as OpenList) : openList(level, mark, run, frame, conversion)
  const { list } = open
  const isJump = mark.number !== undefined && mark.number !== list.next
  if (isJump) {
    // Numbers that do not follow each other need lists of their own.
    list.node = undefined
    list.next = mark.number ?? list.next
  }
  // Letters that stand for another number than their place may be Roman numerals; words are lost with their mark.
  const isNews =
    mark.kind === 'words' || (mark.kind === 'letters' && isJump) || !open.told.includes(mark.kind)
  if (isNews) conversion.loss('list-style', text)
  open.told.push(mark.kind)
  open.item = createFrame('item', openItem(list).nodes, list.frame, list)
  return open.item
}

/** A list of the level, indented by the levels that Word left out above it. */
function openList(
  level: number,
  { isOrdered }: Mark,
  run: OpenList[],
  frame: Frame,
  conversion: Conversion,
): OpenList {
  const around = run.at(-1)
  const offset = level - (around?.level ?? 0) - 1
  if (offset > MAX_INDENTATION) conversion.loss('list-too-deep')
  const place = around?.item ?? frame
  const list: ListState = { isOrdered, node: undefined, next: 1, depth: run.length, frame: place, offset }
  const open: OpenList = { level, list, item: place, told: ['plain'] }
  run.push(open)
  return open
}

/** The run the last block of the frame belongs to, or a new one. */
function continued(frame: Frame): OpenList[] {
  const run = runs.get(frame)
  const outermost = run?.[0]?.list.node
  if (run !== undefined && outermost !== undefined && frame.nodes.at(-1) === outermost) return run
  const fresh: OpenList[] = []
  runs.set(frame, fresh)
  return fresh
}
