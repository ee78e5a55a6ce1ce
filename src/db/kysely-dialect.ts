// Kysely over our proxy, so that it too goes through the one queue, the same types and the same limits.
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { AppError } from '../errors.ts'
import type { Schema } from './schema.ts'
import type { QueryResult as OurResult } from './types.ts'

type Run = (sql: string, params: readonly unknown[]) => Promise<OurResult<unknown>>

export function createKysely(run: Run): Kysely<Schema> {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ProxyDriver(run),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return new Kysely<Schema>({ dialect })
}

class ProxyDriver implements Driver {
  private readonly connection: DatabaseConnection

  constructor(run: Run) {
    this.connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const { rows, rowCount } = await run(query.sql, query.parameters)
        return { rows: rows as R[], numAffectedRows: BigInt(rowCount) }
      },
      // biome-ignore lint/correctness/useYield: there is nothing to yield, streaming is refused
      async *streamQuery(): AsyncIterableIterator<never> {
        throw new AppError('internal', 'Streaming is not offered: page by key instead.')
      },
    }
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  async beginTransaction(): Promise<void> {
    throw transactionsElsewhere()
  }
  async commitTransaction(): Promise<void> {
    throw transactionsElsewhere()
  }
  async rollbackTransaction(): Promise<void> {
    throw transactionsElsewhere()
  }
}

function transactionsElsewhere(): AppError {
  return new AppError('internal', 'Only database.transaction() opens transactions; use its tx.kysely inside.')
}
