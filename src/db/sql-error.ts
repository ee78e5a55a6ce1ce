// What a statement can fail with, the same for both engines: the five-letter SQLSTATE decides, never the words.

export interface SqlErrorFields {
  message: string
  code: string
  detail?: string | undefined
  hint?: string | undefined
  constraint?: string | undefined
  table?: string | undefined
  column?: string | undefined
}

/** A statement that the database refused. `code` is the SQLSTATE. */
export class SqlError extends Error {
  readonly code: string
  readonly detail: string | undefined
  readonly hint: string | undefined
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly column: string | undefined

  constructor(fields: SqlErrorFields) {
    super(fields.message)
    this.name = 'SqlError'
    this.code = fields.code
    this.detail = fields.detail
    this.hint = fields.hint
    this.constraint = fields.constraint
    this.table = fields.table
    this.column = fields.column
  }
}

/** The plain fields of a driver's error, or undefined when it is not an answer of the database at all. */
export function sqlErrorFields(error: unknown): SqlErrorFields | undefined {
  if (!(error instanceof Error)) return undefined
  const found = error as Error & Partial<SqlErrorFields> & { severity?: string }
  if (typeof found.code !== 'string' || typeof found.severity !== 'string') return undefined
  return {
    message: found.message,
    code: found.code,
    detail: found.detail,
    hint: found.hint,
    constraint: found.constraint,
    table: found.table,
    column: found.column,
  }
}

/** Whether a row could not be written because its key exists already; `constraint` narrows it to one key. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof SqlError) || error.code !== '23505') return false
  return constraint === undefined || error.constraint === constraint
}
