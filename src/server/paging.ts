// Cursors are opaque to callers: where the last answer ended, in base64.
import { AppError } from '../errors.ts'

export function encodeCursor(position: string | number): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** The cursor after the last of these items, or null when there cannot be more. */
export function cursorAfter<T>(
  items: readonly T[],
  limit: number,
  position: (item: T) => string | number,
): string | null {
  const last = items.at(-1)
  return last === undefined || items.length < limit ? null : encodeCursor(position(last))
}

/** The position as a whole number, or null for the first page. */
export function readNumberCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  const position = decode(cursor)
  if (typeof position === 'number' && Number.isSafeInteger(position)) return position
  throw cursorError()
}

/** The position as a text, or null for the first page. */
export function readTextCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const position = decode(cursor)
  if (typeof position === 'string') return position
  throw cursorError()
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw cursorError()
  }
}

function cursorError(): AppError {
  return new AppError('bad_request', 'This cursor is not valid. Start again from the first page.')
}
