// A table being collected, and the rectangle Ricos wants of it: no merged cells, no missing cells.
import type { RicosNode, TableCellNode, TableNode, TableRowNode } from './document.ts'
import { paragraph } from './frames.ts'
import type { Guard } from './limits.ts'
import { embolden } from './line.ts'

export interface Cell {
  nodes: RicosNode[]
  isHeader: boolean
  colspan: number
  /** 0 reaches to the end of the table. */
  rowspan: number
  width: number | undefined
  data: TableCellNode['tableCellData']
}

export interface TableState {
  rows: Cell[][]
  /** Widths from `col` elements, by column. */
  widths: (number | undefined)[]
  /** Blocks of a caption that stands behind the rows. */
  after: RicosNode[]
}

interface Grid {
  /** By row and column: the cell that starts there. */
  rows: readonly (readonly (Cell | undefined)[])[]
  /** The columns in which at least one cell starts; the others exist only inside merged cells. */
  columns: number[]
}

function layOut(rows: readonly Cell[][], guard: Guard): Grid {
  const isMerged = rows.some((cells) => cells.some(({ colspan, rowspan }) => colspan !== 1 || rowspan !== 1))
  if (isMerged) return layOutMerged(rows, guard)
  const columns: number[] = []
  for (const { length } of rows) while (columns.length < length) columns.push(columns.length)
  return { rows, columns }
}

/** Places cells as HTML does, spans included. */
function layOutMerged(rows: readonly Cell[][], guard: Guard): Grid {
  const starts = new Set<number>()
  /** By column: rows still covered by a cell above. */
  const covered: number[] = []
  const grid = rows.map((cells, rowIndex) => {
    const row: (Cell | undefined)[] = []
    let column = 0
    const left = rows.length - rowIndex
    const fresh: [column: number, rows: number][] = []
    for (const cell of cells) {
      guard.step()
      while ((covered[column] ?? 0) > 0) column++
      row[column] = cell
      starts.add(column)
      const height = cell.rowspan === 0 ? left : Math.min(cell.rowspan, left)
      for (let i = 0; i < cell.colspan; i++) fresh.push([column + i, height])
      column += cell.colspan
    }
    guard.checkCells(covered.length)
    for (let i = 0; i < covered.length; i++) covered[i] = Math.max(0, (covered[i] ?? 0) - 1)
    for (const [at, height] of fresh) {
      while (covered.length <= at) covered.push(0)
      covered[at] = Math.max(covered[at] ?? 0, height - 1)
    }
    return row
  })
  return { rows: grid, columns: [...starts].sort((a, b) => a - b) }
}

/** @throws RicosLimitError `too-many-cells` */
export function buildTable(state: TableState, guard: Guard): TableNode | undefined {
  const { rows, columns } = layOut(
    state.rows.filter((cells) => cells.length > 0),
    guard,
  )
  if (rows.length === 0) return undefined
  guard.checkCells(rows.length * columns.length)
  const first = columns[0] ?? 0
  const rowHeader = rows[0]?.every((cell) => cell?.isHeader ?? true) ?? true
  const columnHeader = rows.length > 1 && rows.every((row) => row[first]?.isHeader ?? false)
  const nodes = rows.map((row, rowIndex): TableRowNode => {
    const cells = columns.map((column): TableCellNode => {
      const cell = row[column]
      if (cell === undefined) return emptyCell()
      const isMarked = (rowHeader && rowIndex === 0) || (columnHeader && column === first)
      const content = cell.isHeader && !isMarked ? boldParagraphs(cell.nodes) : cell.nodes
      return { type: 'TABLE_CELL', id: '', nodes: content, tableCellData: cell.data }
    })
    return { type: 'TABLE_ROW', id: '', nodes: cells }
  })
  const tableData: TableNode['tableData'] = { dimensions: measure(rows, columns, state.widths) }
  if (rowHeader) tableData.rowHeader = true
  if (columnHeader) tableData.columnHeader = true
  return { type: 'TABLE', id: '', nodes, tableData }
}

/** Wix draws columns at least this wide, and rows at least this high, in pixels. */
const COLUMN_PX = 120
const ROW_PX = 47

function measure(rows: Grid['rows'], columns: readonly number[], widths: readonly (number | undefined)[]) {
  const first = rows[0]
  const known = columns.map((column) => {
    const cell = first?.[column]
    return widths[column] ?? (cell?.colspan === 1 ? cell.width : undefined)
  })
  // One column of unknown width makes the others' shares meaningless.
  const isKnown = known.every((width) => width !== undefined)
  return {
    colsWidthRatio: columns.map((_, i) => (isKnown ? (known[i] ?? COLUMN_PX) : COLUMN_PX)),
    rowsHeight: rows.map(() => ROW_PX),
    colsMinWidth: columns.map(() => COLUMN_PX),
  }
}

function emptyCell(): TableCellNode {
  return { type: 'TABLE_CELL', id: '', nodes: [paragraph()], tableCellData: {} }
}

/** A header outside the header row and column is only bold text in Ricos. */
function boldParagraphs(nodes: RicosNode[]): RicosNode[] {
  for (const node of nodes) if (node.type === 'PARAGRAPH') node.nodes = embolden(node.nodes)
  return nodes
}
