// Tables, their captions, and tables that only lay out a page.

import { readColor } from '../color.ts'
import type { Conversion } from '../conversion.ts'
import { readSize } from '../css.ts'
import type { TableCellNode } from '../document.ts'
import { createFrame, paragraph } from '../frames.ts'
import { attributeOf, declarationsOf, integerOf, isElement, type SourceElement } from '../parse.ts'
import { roomForOne } from '../room.ts'
import { buildTable, type Cell } from '../table.ts'
import { PARAGRAPH } from '../text-block.ts'
import { type Handler, type Handlers, SKIP, same } from './handler.ts'

/** Ricos renderers nest; deeper than this a page is not readable any more. */
export const MAX_NESTING = 8

const table: Handler = {
  display: 'block',
  enter(element, conversion) {
    conversion.leaveHeading()
    const { frame, nesting } = conversion.scope
    const host = frame.host
    if (isLayout(element, conversion)) return flatten(conversion)
    if (host.kind === 'cell' || nesting >= MAX_NESTING) {
      conversion.loss(host.kind === 'cell' ? 'table-nested' : 'too-deep')
      return flatten(conversion)
    }
    // A heading, quote or list around the table is not around the words in its cells.
    conversion.enter({ table: { rows: [], widths: [], after: [] }, block: PARAGRAPH, nesting: nesting + 1 })
    return undefined
  },
  leave(_element, conversion) {
    conversion.endText()
    const state = conversion.scope.table
    if (state === undefined) return
    const node = buildTable(state, conversion.guard)
    if (node !== undefined) conversion.place(node)
    for (const block of state.after) conversion.place(block)
  },
}

function flatten(conversion: Conversion): undefined {
  conversion.enter({ table: undefined, block: PARAGRAPH })
  return undefined
}

/** Whether a table has no rows and columns to show, only places on the page. */
function isLayout(element: SourceElement, conversion: Conversion): boolean {
  const role = attributeOf(element, 'role')
  const isDeclared = role === 'presentation' || role === 'none'
  const isOuter = conversion.outerTables.has(element)
  const hasBorder = Number(attributeOf(element, 'border') ?? 0) !== 0
  if (!isDeclared && hasBorder) return false
  const rows = rowsOf(element)
  if (!isDeclared && hasHeader(rows)) return false
  const cells = rows.map((row) => row.childNodes.filter(isElement).length)
  const isOneCell = cells.length === 1 && (cells[0] ?? 0) <= 1
  const isLaidOut = isOuter || isOneCell || (isDeclared && cells.every((count) => count <= 1))
  if (isLaidOut && cells.length > 0) conversion.loss('table-layout')
  return isLaidOut
}

function hasHeader(rows: readonly SourceElement[]): boolean {
  return rows.some(({ nodeName, childNodes }) => {
    return nodeName === 'caption' || childNodes.some(({ nodeName: cellName }) => cellName === 'th')
  })
}

/** Rows (and a caption) of the table itself, not of tables inside it. */
function rowsOf(tableElement: SourceElement): SourceElement[] {
  const children = tableElement.childNodes.filter(isElement)
  return children.flatMap((child) =>
    /^t(body|head|foot)$/.test(child.tagName) ? child.childNodes.filter(isElement) : [child],
  )
}

function cell(isHeader: boolean): Handler {
  return {
    display: 'block',
    enter(element, conversion) {
      const { table: state, frame } = conversion.scope
      if (state === undefined) return undefined
      const nodes: TableCellNode['nodes'] = roomForOne()
      const cell =
        element.attrs.length === 0 ? plainCell(nodes, isHeader) : readCell(element, nodes, isHeader)
      const { colspan, rowspan } = cell
      if (colspan > 1 || rowspan !== 1) conversion.loss('cells-split', `${colspan} × ${rowspan}`)
      if (state.rows.length === 0) state.rows.push([])
      state.rows.at(-1)?.push(cell)
      conversion.enterFrame(createFrame('cell', nodes, frame), undefined, undefined)
      return undefined
    },
    leave(_element, conversion) {
      conversion.endText()
      const { frame } = conversion.scope
      if (frame.kind === 'cell' && frame.nodes.length === 0) frame.nodes.push(paragraph())
    },
  }
}

function plainCell(nodes: Cell['nodes'], isHeader: boolean): Cell {
  return { nodes, isHeader, colspan: 1, rowspan: 1, width: undefined, data: {} }
}

function readCell(element: SourceElement, nodes: Cell['nodes'], isHeader: boolean): Cell {
  return {
    nodes,
    isHeader,
    colspan: span(element, 'colspan', 1, 1000),
    rowspan: span(element, 'rowspan', 0, 65_534),
    width: widthOf(element),
    data: readCellData(element),
  }
}

function widthOf(element: SourceElement): number | undefined {
  return readSize(attributeOf(element, 'width')) ?? readSize(declarationsOf(element).get('width'))
}

function span(element: SourceElement, name: string, least: number, most: number): number {
  const value = integerOf(element, name)
  return Number.isNaN(value) ? 1 : Math.min(most, Math.max(least, value))
}

function readCellData(element: SourceElement): TableCellNode['tableCellData'] {
  const css = declarationsOf(element)
  const data: NonNullable<TableCellNode['tableCellData']['cellStyle']> = {}
  const vertical = (css.get('vertical-align') ?? attributeOf(element, 'valign'))?.toLowerCase()
  if (vertical === 'top' || vertical === 'middle' || vertical === 'bottom') {
    data.verticalAlignment = vertical.toUpperCase() as 'TOP' | 'MIDDLE' | 'BOTTOM'
  }
  const background = css.get('background-color') ?? css.get('background') ?? attributeOf(element, 'bgcolor')
  const color = background === undefined ? undefined : readColor(background)
  if (color !== undefined && color !== 'none') data.backgroundColor = color
  return Object.keys(data).length > 0 ? { cellStyle: data } : {}
}

const column: Handler = {
  display: 'inline',
  enter(element, conversion) {
    const { table: state } = conversion.scope
    const width = widthOf(element)
    const columns = Math.min(1000, span(element, 'span', 1, 1000))
    for (let i = 0; i < columns && state !== undefined && state.widths.length < 1000; i++)
      state.widths.push(width)
    return SKIP
  },
}

export const tables: Handlers = {
  table,
  ...same('thead tbody tfoot colgroup', { display: 'block' }),
  tr: {
    display: 'block',
    enter(_element, conversion) {
      conversion.scope.table?.rows.push([])
      return undefined
    },
  },
  td: cell(false),
  th: cell(true),
  col: column,
  caption: {
    display: 'block',
    enter(_element, conversion) {
      const { table: state, frame } = conversion.scope
      conversion.loss('table-caption')
      if (state === undefined || state.rows.length === 0) {
        conversion.enter({ table: undefined, block: PARAGRAPH })
        return undefined
      }
      conversion.enter({
        frame: createFrame('body', state.after, frame),
        list: undefined,
        table: undefined,
        quotes: 0,
      })
      return undefined
    },
    leave(_element, conversion) {
      conversion.endText()
    },
  },
}
