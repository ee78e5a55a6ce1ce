// What an engine (embedded or server) must offer. Everything above it is the same for both.
import type { ParserFor } from './values.ts'

/** One statement's answer, values still as PostgreSQL's text. */
export interface RawResult {
  command: string
  rowCount: number
  fields: { name: string; oid: number }[]
  rows: (string | null)[][]
}

/** One connection, for as long as somebody holds it. */
export interface Session {
  /** One statement with parameters. */
  run(text: string, params: readonly (string | null)[]): Promise<RawResult>
  /** Any number of statements without parameters. */
  exec(text: string): Promise<RawResult[]>
  /** `copy ... from` of this text, see `toCopyText`; `target` is a table with its columns. */
  copyIn(target: string, text: string): Promise<void>
  /** Whether the last answer left a transaction open. */
  inTransaction(): boolean
  /** Asks for the running statement to be stopped; not every engine can. */
  cancel(): void
  /** Says that this connection must not be used again. */
  discard(): void
}

export interface Engine {
  readonly kind: 'pglite' | 'postgres'
  readonly durable: boolean
  readonly durableReason: string
  withSession<T>(fn: (session: Session) => Promise<T>): Promise<T>
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>
  /** Resolves, with the reason, when the engine has died; never while it lives or when it is closed. */
  readonly lost: Promise<Error>
  close(): Promise<void>
}

export function toRows<T>(result: RawResult, parserFor: ParserFor): T[] {
  const columns = result.fields.map((field) => ({ name: field.name, parse: parserFor(field.oid) }))
  return result.rows.map((values) => {
    const row: Record<string, unknown> = {}
    for (let i = 0; i < columns.length; i++) {
      const { name, parse } = columns[i]!
      const value = values[i] ?? null
      row[name] = value === null ? null : parse(value)
    }
    return row as T
  })
}
