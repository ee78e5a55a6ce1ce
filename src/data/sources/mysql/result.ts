// The rows of a query as they arrive, in a transaction that only reads.
import type { Readable } from 'node:stream'
import type { Connection, FieldPacket, QueryOptions } from 'mysql2'
import type { SourceRow } from '../../formats/format.ts'
import type { RowsTable } from '../../formats/rows/write.ts'
import { SourceError } from '../../source-error.ts'
import { inGroups } from '../groups.ts'
import { type CellReader, cellReader } from './cell.ts'
import type { OpenConnection } from './connection.ts'

type Values = (string | null)[]

/** Rows that wait here while the others are still at the server. */
const waitingRows = 200
/** The server gives up first; whatever does not is cut off. */
const graceMs = 5_000

export function readResult(
  { connection, socket, close }: OpenConnection,
  statement: string,
  timeoutSecs: number,
): RowsTable {
  const columns: string[] = []
  async function* rows(): AsyncGenerator<SourceRow[]> {
    await begin(connection, timeoutSecs)
    const timer = setTimeout(close, timeoutSecs * 1000 + graceMs)
    let readers: CellReader[] = []
    try {
      const stream = streamOf(connection, statement)
      // The driver tells the end of a connection to nobody who reads a stream.
      socket.once('close', () => stream.destroy(new Error('Connection lost in the middle of the rows.')))
      stream.once('fields', (fields: FieldPacket[]) => {
        columns.push(...fields.map(({ name }) => name))
        try {
          readers = fields.map(cellReader)
        } catch (error) {
          stream.destroy(error as Error)
        }
      })
      yield* inGroups(stream as AsyncIterable<Values>, (values) =>
        values.map((value, at) => readers[at]!(value)),
      )
      // Whoever still answers has sent all of them.
      await connection.promise().query('rollback')
      if (columns.length === 0) throw noResult()
    } finally {
      clearTimeout(timer)
    }
  }
  return { place: ['row', 'rows'], key: null, columns, rows: rows() }
}

async function begin(connection: Connection, timeoutSecs: number): Promise<void> {
  const [[version]] = (await connection.promise().query('select version() as version')) as unknown as [
    { version: string }[],
  ]
  const limit = /mariadb/i.test(version?.version ?? '')
    ? `set session max_statement_time = ${timeoutSecs}`
    : `set session max_execution_time = ${timeoutSecs * 1000}`
  for (const sql of [limit, "set session time_zone = '+00:00'", 'start transaction read only'])
    await connection.promise().query(sql)
}

function streamOf(connection: Connection, sql: string): Readable {
  const options: QueryOptions = {
    sql,
    rowsAsArray: true,
    // Values stay what the server wrote.
    typeCast: (field) => field.string(),
  }
  return connection.query(options).stream({ highWaterMark: waitingRows })
}

function noResult(): SourceError {
  return new SourceError('source_query', 'The query gives no table. Write one SELECT.')
}
