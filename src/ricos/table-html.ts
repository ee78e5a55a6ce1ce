// A Ricos table as HTML.
import type { TableCellNode, TableNode } from './document.ts'
import { attribute, css, type Renderer, safeColor } from './markup.ts'

export function renderTable({ nodes, tableData }: TableNode, renderer: Renderer): string {
  const widths = tableData?.dimensions?.colsWidthRatio ?? []
  const columns = widths.map((width) => `<col${attribute('width', String(Number(width)))}>`).join('')
  const rows = nodes.map((row, rowIndex) => {
    const cells = row.nodes.map((cell, column) => {
      const isHeader = (tableData?.rowHeader && rowIndex === 0) || (tableData?.columnHeader && column === 0)
      return renderCell(cell, isHeader === true, renderer)
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table border="1"><colgroup>${columns}</colgroup><tbody>${rows.join('')}</tbody></table>`
}

function renderCell({ nodes, tableCellData }: TableCellNode, isHeader: boolean, renderer: Renderer): string {
  const { verticalAlignment, backgroundColor } = tableCellData?.cellStyle ?? {}
  const side = verticalAlignment?.toLowerCase()
  const style = css([
    side === 'top' || side === 'middle' || side === 'bottom' ? `vertical-align:${side}` : undefined,
    safeColor('background-color', backgroundColor),
  ])
  const tag = isHeader ? 'th' : 'td'
  return `<${tag}${style}>${renderer.nodes(nodes)}</${tag}>`
}
