import type { Column } from '../../../../src/api/dataset.ts'
import { count, share } from '../../ui/format.ts'
import { Tag } from '../../ui/Status.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Data.module.css'

interface Props {
  columns: Column[]
  rowCount: number
  keyColumn: string | null
}

/** Each column: how templates name it, its type, how full and how varied it is, samples and problems. */
export function ColumnReport({ columns, rowCount, keyColumn }: Props) {
  return (
    <Table
      label="Columns"
      rows={columns}
      rowKey={(column) => column.name}
      columns={[
        {
          id: 'name',
          header: 'Column',
          width: '200px',
          render: (column) => (
            <span className={classes.columnName}>
              <span className="code">{column.name}</span>
              {column.name === keyColumn && <Tag tone="accent">Key</Tag>}
              {column.header !== column.name && <small>“{column.header}” in the file</small>}
            </span>
          ),
        },
        { id: 'type', header: 'Type', width: '90px', render: (column) => column.type },
        {
          id: 'filled',
          header: 'Filled',
          align: 'right',
          width: '84px',
          render: (column) => share(column.filled, rowCount),
        },
        {
          id: 'distinct',
          header: 'Distinct',
          align: 'right',
          width: '100px',
          wide: true,
          render: (column) => `${column.distinctIsExact ? '' : '≈ '}${count(column.distinct)}`,
        },
        {
          id: 'longest',
          header: 'Longest',
          align: 'right',
          width: '88px',
          wide: true,
          render: (column) => count(column.longest),
        },
        {
          id: 'samples',
          header: 'For example',
          wide: true,
          render: (column) => (
            <span className={classes.samples}>
              {column.problems.length > 0 && (
                <span className={classes.columnProblem}>{column.problems.join(' ')}</span>
              )}
              {column.samples.slice(0, 3).join(' · ')}
            </span>
          ),
        },
      ]}
    />
  )
}
