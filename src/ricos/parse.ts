// HTML text to parse5's tree, watched for depth and time, with just enough position to find a start tag again.
// parse5's own locations more than double the time of parsing, and only a lossy element ever needs one.
import type { DefaultTreeAdapterTypes, TreeAdapter } from 'parse5'
import { type DefaultTreeAdapterMap, defaultTreeAdapter, Parser } from 'parse5'
import { type Declarations, NO_DECLARATIONS } from './css.ts'
import type { Guard } from './limits.ts'
import { roomForOne } from './room.ts'
import { readStyleText, type StyleText } from './style-text.ts'

export type SourceElement = DefaultTreeAdapterTypes.Element & {
  /** Offset behind the start tag. */
  sourceEnd: number
  id: string | undefined
  /** The text of the style attribute, as of the next two: what is asked of nearly every element. */
  style: string | undefined
  classes: string | undefined
  hidden: string | undefined
  /** Whether any attribute is there for scripts (`data-*`). */
  hasData: boolean
  /** What `style` says, once someone asked (`styleTextOf`). */
  styleText: StyleText | undefined
}
type SourceParent = DefaultTreeAdapterTypes.ParentNode
export type SourceNode = DefaultTreeAdapterTypes.ChildNode
export type SourceText = DefaultTreeAdapterTypes.TextNode

export interface ParsedHtml {
  root: SourceParent
  /** Every id (and `a name`) of the input. */
  ids: ReadonlySet<string>
  /** The tables that hold another table. */
  outerTables: ReadonlySet<SourceElement>
}

/** One parse in progress: what the parser's calls add to. */
interface Parse {
  guard: Guard
  parser: Parser<DefaultTreeAdapterMap> | undefined
  offset: number
  /** Of the input's ids; most pages have none. */
  ids: Set<string> | undefined
  tables: SourceElement[]
}

const NONE: ReadonlySet<never> = new Set<never>()

/** The parse going on; the parser never stops half-way for another. */
let parse: Parse | undefined

/** What every parser is given: functions made anew for each page would be slow for all of them. */
const treeAdapter: TreeAdapter<DefaultTreeAdapterMap> = {
  ...defaultTreeAdapter,
  createElement(tagName, namespaceURI, attrs) {
    const open = parse as Parse
    const { parser, offset, guard } = open
    guard.step()
    const element: SourceElement = {
      nodeName: tagName,
      tagName,
      attrs,
      namespaceURI,
      childNodes: roomForOne(),
      parentNode: null,
      sourceEnd: parser === undefined ? 0 : offset + parser.tokenizer.preprocessor.offset,
      id: undefined,
      style: undefined,
      classes: undefined,
      hidden: undefined,
      hasData: false,
      styleText: undefined,
    }
    for (const { name, value } of attrs) {
      if (name === 'class') element.classes = value
      else if (name === 'style') element.style = value
      else if (name === 'id') element.id = value
      else if (name === 'hidden') element.hidden = value
      else if (name.startsWith('data-')) element.hasData = true
      else if (name === 'name' && tagName === 'a') noteId(value, open)
    }
    if (element.id !== undefined) noteId(element.id, open)
    if (tagName === 'table') open.tables.push(element)
    return element
  },
  onItemPush() {
    const { guard, parser } = parse as Parse
    if (parser !== undefined) guard.checkDepth(parser.openElements.depth)
  },
}

function noteId(id: string, open: Parse): void {
  open.ids ??= new Set()
  open.ids.add(id)
}

/**
 * @param offset where the text starts in the source, for a text that is part of it
 * @throws RicosLimitError when the input is too deep or takes too long.
 */
export function parseHtml(html: string, guard: Guard, offset = 0): ParsedHtml {
  const own: Parse = { guard, parser: undefined, offset, ids: undefined, tables: [] }
  parse = own
  const parser = Parser.getFragmentParser<DefaultTreeAdapterMap>(null, { treeAdapter })
  own.parser = parser
  feed(parser, html)
  parse = undefined
  // The element that stands for the page while parsing. `getFragment` would move all its children once more.
  const root = parser.document.childNodes[0] as SourceElement
  return { root, ids: own.ids ?? NONE, outerTables: findOuterTables(own.tables) }
}

/** A function of its own: V8 compiles the parser's loop into its caller, and in a longer one it runs slower by a tenth. */
function feed(parser: Parser<DefaultTreeAdapterMap>, html: string): void {
  parser.tokenizer.write(html, true)
}

export function isElement(node: SourceNode | SourceParent): node is SourceElement {
  return 'tagName' in node
}

export function attributeOf(element: SourceElement, name: string): string | undefined {
  for (const attribute of element.attrs) if (attribute.name === name) return attribute.value
  return undefined
}

/** What the element's style attribute says; `undefined` without one. */
export function styleTextOf(element: SourceElement): StyleText | undefined {
  const { style } = element
  if (style === undefined) return undefined
  element.styleText ??= readStyleText(style)
  return element.styleText
}

export function declarationsOf(element: SourceElement): Declarations {
  return styleTextOf(element)?.declarations ?? NO_DECLARATIONS
}

/** The whole number an attribute starts with; `NaN` without one. */
export function integerOf(element: SourceElement, name: string): number {
  const value = attributeOf(element, name)
  return value === undefined ? Number.NaN : Number.parseInt(value, 10)
}

function findOuterTables(tables: readonly SourceElement[]): ReadonlySet<SourceElement> {
  if (tables.length < 2) return NONE
  const outer = new Set<SourceElement>()
  for (const table of tables) {
    let above: SourceParent | null = table.parentNode
    while (above !== null && above.nodeName !== 'table') above = isElement(above) ? above.parentNode : null
    if (above !== null && isElement(above)) outer.add(above)
  }
  return outer
}
