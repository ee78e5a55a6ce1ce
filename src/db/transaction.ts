// One transaction on a session: begins, runs, commits or rolls back, and never stays open longer than its limit.
import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { Session } from './engine.ts'
import { toRows } from './engine.ts'
import { SqlError } from './sql-error.ts'
import type { QueryResult, Tx } from './types.ts'
import { parserFor, toParameters } from './values.ts'

export class OpenTransaction implements Tx {
  private readonly session: Session
  private readonly clock: Clock
  private endedBecause: string | undefined
  private running = 0

  constructor(session: Session, clock: Clock) {
    this.session = session
    this.clock = clock
  }

  get isOpen(): boolean {
    return this.endedBecause === undefined
  }

  get isBusy(): boolean {
    return this.running > 0
  }

  end(because: string): void {
    this.endedBecause ??= because
  }

  async query<T>(sql: string, params: readonly unknown[] = []): Promise<QueryResult<T>> {
    const result = await this.use(() => this.session.run(sql, toParameters(params)))
    return { rows: toRows<T>(result, parserFor), rowCount: result.rowCount }
  }

  async exec(sql: string): Promise<void> {
    await this.use(() => this.session.exec(sql))
  }

  now(): Date {
    return this.clock.now()
  }

  private async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.endedBecause !== undefined) {
      throw new AppError(
        'internal',
        `This transaction is over: ${this.endedBecause}. Nothing more was changed.`,
      )
    }
    this.running += 1
    try {
      return await work()
    } finally {
      this.running -= 1
    }
  }
}

/**
 * `onFailure` is told of a failure as soon as it is certain that nothing will be committed; the returned promise
 * settles when the session is clean again.
 */
export async function runTransaction<T>(
  session: Session,
  clock: Clock,
  limitMs: number,
  fn: (tx: OpenTransaction) => Promise<T>,
  onFailure: (error: unknown) => void,
): Promise<T | undefined> {
  const tx = new OpenTransaction(session, clock)
  const limit = Promise.withResolvers<never>()
  // A process that was stopped wakes up with the time over while nobody waits for it yet, as during `begin`.
  limit.promise.catch(() => undefined)
  const timer = setTimeout(() => limit.reject(tooLong(limitMs)), limitMs)
  try {
    await session.exec(`begin; set local statement_timeout = ${Math.ceil(limitMs)}`)
    const value = await Promise.race([fn(tx), limit.promise])
    clearTimeout(timer)
    tx.end('it has been committed')
    const [committed] = await session.exec('commit')
    if (committed?.command === 'ROLLBACK') throw swallowed()
    return value
  } catch (caught) {
    clearTimeout(timer)
    // The server's own clock may be a moment faster than ours.
    const error = caught instanceof SqlError && caught.code === '57014' ? tooLong(limitMs) : caught
    const wasBusy = tx.isBusy
    tx.end('it has been rolled back')
    onFailure(error)
    if (wasBusy) session.cancel()
    if (session.inTransaction() || wasBusy) await session.exec('rollback').catch(() => session.discard())
    return undefined
  }
}

function tooLong(limitMs: number): AppError {
  return new AppError(
    'unavailable',
    `A change to the database took longer than ${limitMs / 1000} seconds and was undone, since it held up ` +
      'everybody else. Try again; if it happens again, the machine or its disk is overloaded.',
  )
}

function swallowed(): AppError {
  return new AppError(
    'internal',
    'A statement failed inside a transaction and the failure was caught there, so the database undid everything. ' +
      'Let it through, or check before writing.',
  )
}
