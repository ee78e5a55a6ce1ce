// The rules a document has to keep for Wix to accept and show it, as a check of any document. Independent of the
// converter on purpose: it is what the tests hold the converter to.
import type { RicosDocument, RicosNode } from './document.ts'
import { childrenOf } from './document.ts'

const PAGE =
  'PARAGRAPH HEADING BULLETED_LIST ORDERED_LIST BLOCKQUOTE CODE_BLOCK VIDEO DIVIDER HTML IMAGE BUTTON COLLAPSIBLE_LIST TABLE AUDIO'
const IN_CELL =
  'PARAGRAPH HEADING BULLETED_LIST ORDERED_LIST BLOCKQUOTE AUDIO IMAGE VIDEO DIVIDER CODE_BLOCK HTML BUTTON'

/** What may stand in what. Types that are not listed hold nothing. */
const CHILDREN: Record<string, ReadonlySet<string>> = Object.fromEntries(
  Object.entries({
    PARAGRAPH: 'TEXT',
    HEADING: 'TEXT',
    CODE_BLOCK: 'TEXT',
    CAPTION: 'TEXT',
    IMAGE: 'CAPTION',
    BLOCKQUOTE: 'PARAGRAPH',
    BULLETED_LIST: 'LIST_ITEM',
    ORDERED_LIST: 'LIST_ITEM',
    LIST_ITEM: 'PARAGRAPH HEADING BULLETED_LIST ORDERED_LIST IMAGE VIDEO',
    TABLE: 'TABLE_ROW',
    TABLE_ROW: 'TABLE_CELL',
    TABLE_CELL: IN_CELL,
    COLLAPSIBLE_LIST: 'COLLAPSIBLE_ITEM',
    COLLAPSIBLE_ITEM: 'COLLAPSIBLE_ITEM_TITLE COLLAPSIBLE_ITEM_BODY',
    COLLAPSIBLE_ITEM_TITLE: 'PARAGRAPH HEADING',
    COLLAPSIBLE_ITEM_BODY: PAGE,
  }).map(([parent, children]) => [parent, new Set(children.split(' '))]),
)
const ON_PAGE = new Set(PAGE.split(' '))
const NEVER_EMPTY = new Set([
  'BULLETED_LIST',
  'ORDERED_LIST',
  'LIST_ITEM',
  'TABLE',
  'TABLE_ROW',
  'TABLE_CELL',
  'BLOCKQUOTE',
])
const STARTS_WITH_PARAGRAPH = new Set(['LIST_ITEM', 'TABLE_CELL'])

/** Every broken rule, as a sentence with the node's id; empty for a sound document. */
export function findViolations(document: RicosDocument): string[] {
  const violations: string[] = []
  const ids = new Set<string>()
  const visit = (node: RicosNode, parent: RicosNode | undefined) => {
    const report = (text: string) => violations.push(`${node.type} ${node.id}: ${text}`)
    const allowed = parent === undefined ? ON_PAGE : CHILDREN[parent.type]
    if (allowed?.has(node.type) !== true) report(`may not stand in ${parent?.type ?? 'the page'}`)
    if (node.id === '') report('has no id')
    if (ids.has(node.id)) report('shares its id with another node')
    ids.add(node.id)
    checkContent(node, parent, report)
    for (const child of childrenOf(node)) visit(child, node)
  }
  for (const node of document.nodes) visit(node, undefined)
  return violations
}

function checkContent(node: RicosNode, parent: RicosNode | undefined, report: (text: string) => void): void {
  const children = childrenOf(node)
  if (NEVER_EMPTY.has(node.type) && children.length === 0) report('is empty')
  if (STARTS_WITH_PARAGRAPH.has(node.type) && children[0]?.type !== 'PARAGRAPH')
    report('does not start with a paragraph')
  if (node.type === 'BLOCKQUOTE' && children.length !== 1) report('does not hold exactly one paragraph')
  if (node.type === 'COLLAPSIBLE_ITEM_TITLE' && children.length !== 1)
    report('does not hold exactly one line')
  if (node.type === 'COLLAPSIBLE_ITEM_BODY' && children.length === 0) report('is empty')
  if (node.type === 'TEXT') {
    const { text, decorations } = node.textData
    if (text === '') report('is empty')
    if (parent?.type !== 'CODE_BLOCK' && /[\n\r]/.test(text)) report('holds a line end')
    if (new Set(decorations.map(({ type }) => type)).size !== decorations.length)
      report('repeats a decoration')
  }
  if (node.type === 'TABLE' && new Set(node.nodes.map(({ nodes }) => nodes.length)).size > 1)
    report('is not a rectangle')
}
