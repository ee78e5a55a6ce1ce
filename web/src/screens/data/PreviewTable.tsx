import type { Column } from '../../../../src/api/dataset.ts'
import { Table } from '../../ui/Table.tsx'
import classes from './Data.module.css'

/** The first rows of a file as they were understood. */
export function PreviewTable({ columns, rows }: { columns: Column[]; rows: Record<string, string>[] }) {
  const numbered = rows.map((cells, index) => ({ index: index + 1, cells }))
  return (
    <Table
      scrolls
      label="First rows"
      rows={numbered}
      rowKey={(row) => String(row.index)}
      columns={[
        {
          id: '#',
          header: 'Row',
          width: '60px',
          render: (row) => <span className={classes.lineNumber}>{row.index}</span>,
        },
        ...columns.map((column) => ({
          id: `c:${column.name}`,
          header: column.name,
          render: (row: { cells: Record<string, string> }) => (
            <span className={classes.cell}>{row.cells[column.name]}</span>
          ),
        })),
      ]}
    />
  )
}
