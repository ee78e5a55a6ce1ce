// What the toolbar and the keys do beyond the editor's own commands: rows and columns, conditions around blocks.
import type { Editor } from '@tiptap/core'
import { type Node as DocumentNode, Fragment, type ResolvedPos } from '@tiptap/pm/model'
import { TextSelection, type Transaction } from '@tiptap/pm/state'
import type { DocumentNode as Json } from './model/node.ts'
import { spanOf } from './schema/block-views.ts'
import { contentOf } from './schema/fences.ts'

/** The nearest node of a type around the cursor, with its place. */
export function around(
  $pos: ResolvedPos,
  type: string,
): { node: DocumentNode; at: number; depth: number } | null {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth)
    if (node.type.name === type) return { node, at: $pos.before(depth), depth }
  }
  return null
}

export const isInTable = (editor: Editor) => around(editor.state.selection.$from, 'cell') !== null

/** Moves to the next or the previous cell; behind the last one a row is added. */
export function moveToCell(editor: Editor, step: 1 | -1): boolean {
  const { $from } = editor.state.selection
  const table = around($from, 'table')
  const cell = around($from, 'cell')
  if (!table || !cell) return false
  const cells: number[] = []
  table.node.descendants((node, offset) => {
    if (node.type.name === 'cell') cells.push(table.at + 1 + offset)
    return node.type.name !== 'cell'
  })
  const next = cells[cells.indexOf(cell.at) + step]
  if (next !== undefined) {
    const { tr } = editor.state
    editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(next + 1))).scrollIntoView())
    return true
  }
  return step === 1 && addRow(editor, 'below') && moveToCell(editor, 1)
}

const emptyCell = (editor: Editor, header: boolean) => {
  const { cell, paragraph } = editor.schema.nodes
  return cell!.create({ header }, paragraph!.create())
}

/** A row of its own kind beside the one of the cursor; beside a condition where that is all there is in it. */
export function addRow(editor: Editor, where: 'above' | 'below'): boolean {
  const row = around(editor.state.selection.$from, 'tableRow')
  if (!row) return false
  const { tr, schema } = editor.state
  const cells: DocumentNode[] = []
  row.node.forEach((cell) => {
    // Below a row of headings come the facts.
    const isHeader = cell.attrs.header === true && !isHeaderRow(row.node)
    for (let at = 0; at < spanOf(cell); at++) cells.push(emptyCell(editor, isHeader))
  })
  const at = where === 'above' ? row.at : row.at + row.node.nodeSize
  tr.insert(at, schema.nodes.tableRow!.create(null, cells))
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

function isHeaderRow(row: DocumentNode): boolean {
  let isHeader = row.childCount > 0
  row.forEach((cell) => {
    isHeader &&= cell.attrs.header === true
  })
  return isHeader
}

export function deleteRow(editor: Editor): boolean {
  const { $from } = editor.state.selection
  const row = around($from, 'tableRow')
  const table = around($from, 'table')
  if (!row || !table) return false
  let rows = 0
  table.node.descendants((node) => {
    if (node.type.name === 'tableRow') rows++
    return node.type.name !== 'tableRow'
  })
  const { tr } = editor.state
  if (rows === 1) tr.delete(table.at, table.at + table.node.nodeSize)
  else tr.delete(row.at, row.at + row.node.nodeSize)
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Whether the columns of the table can be counted: no cell covers two. */
export function hasPlainColumns(editor: Editor): boolean {
  const table = around(editor.state.selection.$from, 'table')
  let isPlain = table !== null
  table?.node.descendants((node) => {
    if (node.type.name === 'cell' && /(?:col|row)span/i.test(String(node.attrs.open ?? ''))) isPlain = false
    return node.type.name !== 'cell'
  })
  return isPlain
}

/** Adds a column beside the cursor in every row, or takes the cursor's away. */
export function changeColumn(editor: Editor, change: 'left' | 'right' | 'delete'): boolean {
  const { $from } = editor.state.selection
  const table = around($from, 'table')
  const row = around($from, 'tableRow')
  if (!table || !row || !hasPlainColumns(editor)) return false
  const index = $from.index(row.depth)
  const { tr } = editor.state
  if (change === 'delete' && row.node.childCount === 1) {
    editor.view.dispatch(tr.delete(table.at, table.at + table.node.nodeSize))
    return true
  }
  table.node.descendants((node, offset) => {
    if (node.type.name !== 'tableRow') return true
    changeRow(editor, tr, node, table.at + 1 + offset, index, change)
    return false
  })
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

function changeRow(
  editor: Editor,
  tr: Transaction,
  row: DocumentNode,
  at: number,
  index: number,
  change: string,
) {
  const cell = row.maybeChild(index)
  if (!cell) return
  let place = at + 1
  for (let before = 0; before < index; before++) place += row.child(before).nodeSize
  const mapped = tr.mapping.map(place, -1)
  if (change === 'delete') tr.delete(mapped, mapped + cell.nodeSize)
  else tr.insert(change === 'left' ? mapped : mapped + cell.nodeSize, emptyCell(editor, isHeaderRow(row)))
}

export function insertTable(editor: Editor): boolean {
  const cell = (header: boolean) => ({ type: 'cell', attrs: { header }, content: [{ type: 'paragraph' }] })
  const row = (header: boolean) => ({ type: 'tableRow', content: [cell(header), cell(header)] })
  return insertBlock(editor, { type: 'table', content: [row(true), row(false), row(false)] })
}

/** Inserts blocks below that of the cursor, or in place of an empty line, and puts the cursor into or behind them. */
export function insertBlock(
  editor: Editor,
  block: Json | Json[],
  cursor: 'inside' | 'behind' = 'inside',
): boolean {
  const { $from } = editor.state.selection
  const isEmpty = $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0
  const at = isEmpty ? $from.before() : $from.depth === 0 ? $from.pos : $from.after(blockDepth($from))
  const nodes = (Array.isArray(block) ? block : [block]).map((one) => editor.schema.nodeFromJSON(one))
  const { tr } = editor.state
  const end = isEmpty ? at + $from.parent.nodeSize : at
  const content = Fragment.fromArray(nodes)
  tr.replaceWith(at, end, content)
  const [from, way] = cursor === 'inside' ? [at, 1] : [at + content.size, -1]
  const place = TextSelection.findFrom(tr.doc.resolve(from), way, true)
  if (place) tr.setSelection(place)
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
  return true
}

/** The block of the cursor among the blocks of what holds it. */
function blockDepth($pos: ResolvedPos): number {
  let depth = $pos.depth
  while (
    depth > 1 &&
    !$pos.node(depth - 1).type.contentMatch.matchType($pos.doc.type.schema.nodes.paragraph!)
  )
    depth--
  return depth
}

/** Puts a frame around the selected blocks, items or rows. */
export function wrapInFrame(editor: Editor, tag: string, end: string): boolean {
  const { $from, $to } = editor.state.selection
  const row = around($from, 'tableRow')
  const item = around($from, 'listItem')
  const whole = row && around($to, 'tableRow') ? row : item && around($to, 'listItem') ? item : null
  const kind = whole === row && row ? 'row' : whole ? 'item' : ''
  const range = whole
    ? $from.blockRange($to, (node) => hasPart(node, kind))
    : $from.blockRange($to, (node) => node.type.contentMatch.matchType(editor.schema.nodes.frame!) !== null)
  if (!range) return false
  const { tr, schema } = editor.state
  const frame =
    kind === 'row' ? schema.nodes.rowFrame! : kind === 'item' ? schema.nodes.itemFrame! : schema.nodes.frame!
  const branch =
    kind === 'row'
      ? schema.nodes.rowBranch!
      : kind === 'item'
        ? schema.nodes.itemBranch!
        : schema.nodes.branch!
  const [first, last] = [range.parent.child(range.startIndex), range.parent.child(range.endIndex - 1)]
  tr.wrap(range, [
    { type: frame, attrs: { head: '', close: end, before: first.attrs.before, after: last.attrs.after } },
    { type: branch, attrs: { tag } },
  ])
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

const hasPart = (node: DocumentNode, kind: string) =>
  node.type.contentMatch.matchType(node.type.schema.nodes[kind === 'row' ? 'tableRow' : 'listItem']!) !== null

/** Takes a frame away and leaves what its branches hold. */
export function unwrapFrame(editor: Editor, frameAt: number): boolean {
  const frame = editor.state.doc.nodeAt(frameAt)
  if (!frame) return false
  const { tr } = editor.state
  editor.view.dispatch(tr.replaceWith(frameAt, frameAt + frame.nodeSize, contentOf(frame)).scrollIntoView())
  return true
}
