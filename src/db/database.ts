// The database as the rest of the program sees it, made from an engine.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import { toCopyText } from './copy-text.ts'
import { type Engine, type Session, toRows } from './engine.ts'
import { type OpenTransaction, runTransaction } from './transaction.ts'
import type { Database, QueryResult } from './types.ts'
import { parserFor, toParameters } from './values.ts'

const transactionLimitMs = 5_000

export function createDatabase(engine: Engine, clock: Clock): Database {
  const inside = new AsyncLocalStorage<OpenTransaction>()
  let closing: Promise<void> | undefined

  /** One piece of work that brings its own connection. */
  async function alone<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (inside.getStore()?.isOpen) throw usedInside()
    if (closing) throw closedError()
    return engine.withSession(async (session) => {
      // A transaction left open would swallow the work of whoever comes next. After a failure nobody can tell yet:
      // the server reports the error before it says what became of the transaction.
      const rollback = () => session.exec('rollback').catch(() => session.discard())
      try {
        const value = await work(session)
        if (session.inTransaction()) await rollback()
        return value
      } catch (error) {
        await rollback()
        throw error
      }
    })
  }

  async function query<T>(sql: string, params: readonly unknown[] = []): Promise<QueryResult<T>> {
    const result = await alone(async (session) => {
      const answer = await session.run(sql, toParameters(params))
      if (session.inTransaction()) throw strayTransaction()
      return answer
    })
    return { rows: toRows<T>(result, parserFor), rowCount: result.rowCount }
  }

  return {
    kind: engine.kind,
    durable: engine.durable,
    durableReason: engine.durableReason,
    previousHolderIsDead: engine.kind === 'pglite',
    lost: engine.lost,
    query,
    now: () => clock.now(),
    exec: (sql) =>
      alone(async (session) => {
        await session.exec(sql)
        if (session.inTransaction()) throw strayTransaction()
      }),
    copyInto: async (table, columns, rows) => {
      if (rows.length === 0) return
      await alone((session) => session.copyIn(`${table} (${columns.join(', ')})`, toCopyText(rows)))
    },
    transaction: <T>(
      fn: (tx: OpenTransaction) => Promise<T>,
      { limitMs = transactionLimitMs }: { limitMs?: number } = {},
    ) =>
      // The caller hears of a failure at once; the session stays taken until the engine has rolled back.
      new Promise<T>((resolve, reject) => {
        alone(async (session) => {
          const run = (tx: OpenTransaction) => inside.run(tx, () => fn(tx))
          resolve((await runTransaction(session, clock, limitMs, run, reject)) as T)
        }).catch(reject)
      }),
    listen: (channel, onPayload, onGap = () => {}) => {
      if (inside.getStore()?.isOpen) return Promise.reject(usedInside())
      return engine.listen(channel, onPayload, onGap)
    },
    notify: async (channel, payload = '') => {
      await query('select pg_notify($1, $2)', [channel, payload])
    },
    executeForeign: async (sql, params, foreignParserFor) => {
      const results = await alone(async (session) =>
        params?.length ? [await session.run(sql, toParameters(params))] : session.exec(sql),
      )
      return { rows: results.flatMap((result) => toRows<Record<string, unknown>>(result, foreignParserFor)) }
    },
    close: () => {
      closing ??= engine.close()
      return closing
    },
  }
}

function closedError(): AppError {
  return new AppError('database_unavailable', 'The database is closed: this process is shutting down.')
}

function usedInside(): AppError {
  return new AppError(
    'internal',
    'Inside a transaction only its tx may be used: the database itself would wait for the transaction to end, ' +
      'which waits for it. Pass tx down.',
  )
}

function strayTransaction(): AppError {
  return new AppError(
    'internal',
    'A statement opened a transaction by itself; it was rolled back. Only database.transaction() opens them.',
  )
}
