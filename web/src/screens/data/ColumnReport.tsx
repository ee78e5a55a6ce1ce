import type { Column } from '../../../../src/api/dataset.ts'
import { readAsWords, readingWords } from '../../../../src/api/reading-words.ts'
import { count, share } from '../../ui/format.ts'
import { Tag } from '../../ui/Status.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Data.module.css'

interface Props {
  columns: Column[]
  rowCount: number
  /** The columns the key is made of. */
  keyColumns: readonly string[]
  /** Opens how a column is read. */
  onRead?: (column: string) => void
}

/** Types of columns that may hold numbers or dates as people write them. */
const readable: ReadonlySet<Column['type']> = new Set(['text', 'number', 'date'])

/** Each column: how templates name it, its type, how full and how varied it is, samples and problems. */
export function ColumnReport({ columns, rowCount, keyColumns, onRead }: Props) {
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
              {keyColumns.includes(column.name) && <Tag tone="accent">Key</Tag>}
              {column.header !== '' && column.header !== column.name && (
                <small>“{column.header}” in the file</small>
              )}
            </span>
          ),
        },
        {
          id: 'type',
          header: 'Type',
          width: '90px',
          render: ({ name, type }) =>
            onRead && readable.has(type) ? (
              <button
                type="button"
                className={classes.quietButton}
                aria-label={`${type}: choose how ${name} is read`}
                onClick={() => onRead(name)}
              >
                {type}
              </button>
            ) : (
              type
            ),
        },
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
          wide: 'phone',
          render: (column) => (
            <span className={classes.samples}>
              {column.problems.length > 0 && (
                <span className={classes.columnProblem}>{column.problems.join(' ')}</span>
              )}
              <ReadingOf column={column} onRead={onRead} />
              {column.samples.slice(0, 3).join(' · ')}
            </span>
          ),
        },
      ]}
    />
  )
}

/** What its texts are read as, or seem to hold, and where that is changed. */
function ReadingOf({ column, onRead }: { column: Column; onRead: Props['onRead'] }) {
  const { name, readAs, reading } = column
  if (!readAs && !reading) return null
  return (
    <span>
      {readAs ? `Read as ${readAsWords(readAs)}. ` : `${readingWords(reading!)}. ${reading!.reason} `}
      {onRead && (
        <button
          type="button"
          className={classes.textButton}
          aria-label={readAs ? `Change how ${name} is read` : `Read it so: ${name}`}
          onClick={() => onRead(name)}
        >
          {readAs ? 'Change' : 'Read it so'}
        </button>
      )}
    </span>
  )
}
