// HTML text to parse5's tree, watched for depth and time, with just enough position to find a start tag again.
// parse5's own locations more than double the time of parsing, and only a lossy element ever needs one.
import type { DefaultTreeAdapterTypes, TreeAdapter } from 'parse5'
import { type DefaultTreeAdapterMap, defaultTreeAdapter, Parser } from 'parse5'
import type { Declarations } from './css.ts'
import type { Guard } from './limits.ts'

export type SourceElement = DefaultTreeAdapterTypes.Element & {
  /** Offset behind the start tag. */
  sourceEnd: number
  id: string | undefined
  /** The text of the style attribute. */
  style: string | undefined
  /** What `style` says, once someone asked (`declarationsOf`). */
  declarations: Declarations | undefined
}
type SourceParent = DefaultTreeAdapterTypes.ParentNode
export type SourceNode = DefaultTreeAdapterTypes.ChildNode

export interface ParsedHtml {
  root: SourceParent
  /** Every id (and `a name`) of the input. */
  ids: ReadonlySet<string>
  /** The tables that hold another table. */
  outerTables: ReadonlySet<SourceElement>
}

/** @throws RicosLimitError when the input is too deep or takes too long. */
export function parseHtml(html: string, guard: Guard): ParsedHtml {
  const ids = new Set<string>()
  const tables: SourceElement[] = []
  let depth = 0
  let parser: Parser<DefaultTreeAdapterMap> | undefined
  const treeAdapter: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    createElement(tagName, namespaceURI, attrs) {
      guard.step()
      let id: string | undefined
      let style: string | undefined
      for (const { name, value } of attrs) {
        if (name === 'style') style = value
        else if (name === 'id') id = value
        else if (name === 'name' && tagName === 'a') ids.add(value)
      }
      if (id !== undefined) ids.add(id)
      const element: SourceElement = {
        nodeName: tagName,
        tagName,
        attrs,
        namespaceURI,
        childNodes: [],
        parentNode: null,
        sourceEnd: parser === undefined ? 0 : parser.tokenizer.preprocessor.offset,
        id,
        style,
        declarations: undefined,
      }
      if (tagName === 'table') tables.push(element)
      return element
    },
    onItemPush() {
      guard.checkDepth(++depth)
    },
    onItemPop() {
      depth--
    },
  }
  parser = Parser.getFragmentParser<DefaultTreeAdapterMap>(null, { treeAdapter })
  parser.tokenizer.write(html, true)
  // The element that stands for the page while parsing. `getFragment` would move all its children once more.
  const root = parser.document.childNodes[0] as SourceElement
  return { root, ids, outerTables: findOuterTables(tables) }
}

export function isElement(node: SourceNode | SourceParent): node is SourceElement {
  return 'tagName' in node
}

export function attributeOf(element: SourceElement, name: string): string | undefined {
  for (const attribute of element.attrs) if (attribute.name === name) return attribute.value
  return undefined
}

/** The whole number an attribute starts with; `NaN` without one. */
export function integerOf(element: SourceElement, name: string): number {
  const value = attributeOf(element, name)
  return value === undefined ? Number.NaN : Number.parseInt(value, 10)
}

function findOuterTables(tables: readonly SourceElement[]): Set<SourceElement> {
  const outer = new Set<SourceElement>()
  if (tables.length < 2) return outer
  for (const table of tables) {
    let above: SourceParent | null = table.parentNode
    while (above !== null && above.nodeName !== 'table') above = isElement(above) ? above.parentNode : null
    if (above !== null && isElement(above)) outer.add(above)
  }
  return outer
}
