// What the rest of the program may do with the database, whichever engine runs.
import type { CopyValue } from './copy-text.ts'
import type { ParserFor } from './values.ts'

export interface QueryResult<T> {
  rows: T[]
  /** Rows returned by a select, or changed by anything else. */
  rowCount: number
}

/**
 * Values come back the same from both engines: int8 and count as number, numeric as string, json parsed,
 * timestamptz as an ISO string, date as string, bytea as Buffer, arrays as arrays. Parameters: Date, Uint8Array
 * and plain objects (as JSON) are understood; an array is an SQL array, so pass `JSON.stringify(list)` for a json column.
 */
export interface Queries {
  query<T = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<QueryResult<T>>
  /**
   * The program's clock, for times that people see and that schedules go by; leases, pace and time limits use the
   * database's own.
   */
  now(): Date
}

/** A transaction. It holds a connection (the only one, on the embedded engine): be quick, and never use the network. */
export interface Tx extends Queries {
  /** Any number of statements without parameters. */
  exec(sql: string): Promise<void>
}

export interface TransactionOptions {
  /** How long it may stay open, in milliseconds; 5,000 unless told. Only migrations have a reason to change it. */
  limitMs?: number
}

export interface Database extends Queries {
  readonly kind: 'pglite' | 'postgres'
  /** Whether a commit survives a power cut, and why (not). */
  readonly durable: boolean
  readonly durableReason: string
  /**
   * True on the embedded engine: opening it took the folder's lock, which proves that every earlier process on it
   * is dead, so leases they left may be taken at once.
   */
  readonly previousHolderIsDead: boolean
  /** Resolves with the reason when the engine broke down for good; the process should then end. */
  readonly lost: Promise<Error>
  /** Any number of statements without parameters, not in a transaction. */
  exec(sql: string): Promise<void>
  /**
   * Adds rows by the thousand, about twice as fast as an insert: all of them or none, outside of any transaction.
   * `table` and `columns` are names of ours, never input. The embedded engine answers nobody else meanwhile: a
   * thousand rows at a time are about 15 ms.
   */
  copyInto(table: string, columns: readonly string[], rows: readonly (readonly CopyValue[])[]): Promise<void>
  /**
   * Runs `fn` in a transaction and commits when it succeeds. Inside, use only `tx`: the database itself refuses,
   * since on the embedded engine it would wait for itself. After the limit it is rolled back and fails with
   * `unavailable`, whatever `fn` still does.
   */
  transaction<T>(fn: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /**
   * Calls `onPayload` for every `notify` on the channel, from any process. A wake-up, not a promise: `onGap` says
   * that some may have been missed (the connection was cut), so look for yourself.
   */
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    onGap?: () => void,
  ): Promise<() => Promise<void>>
  notify(channel: string, payload?: string): Promise<void>
  /** For libraries that bring their own SQL (the job engine): several statements at once, rows of all, their types. */
  executeForeign(
    sql: string,
    params: readonly unknown[] | undefined,
    parserFor: ParserFor,
  ): Promise<{ rows: Record<string, unknown>[] }>
  /** Ends everything and frees the data folder. Safe to call twice. */
  close(): Promise<void>
}
