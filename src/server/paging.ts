// Cursors are opaque to callers: where the last answer ended, in base64.
import { AppError } from '../errors.ts'
import { checkValue } from './input-gate.ts'

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

/** The most a line or a position can be: columns of 32 bits. */
const lastPosition = 2 ** 31 - 1

/** The position as a whole number up to `most`, or null for the first page. */
export function readNumberCursor(cursor: string | undefined, most = lastPosition): number | null {
  if (cursor === undefined) return null
  const position = decode(cursor)
  if (Number.isSafeInteger(position) && Math.abs(position as number) <= most) return position as number
  throw cursorError()
}

/** The position as a text, or null for the first page. */
export function readTextCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const position = decode(cursor)
  if (typeof position === 'string') return position
  throw cursorError()
}

/** What a list asks for that goes from its newest id to older ones. */
export function newestFirst({ limit, cursor }: { limit: number; cursor?: string | undefined }): {
  limit: number
  before: string | null
} {
  return { limit, before: readTextCursor(cursor) }
}

/** An answer of such a list. */
export function pageById<T extends { id: string }>(items: T[], limit: number) {
  return { items, nextCursor: cursorAfter(items, limit, ({ id }) => id), total: null }
}

function decode(cursor: string): unknown {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    // What was hidden in it has not passed the gate yet.
    checkValue(position, 'The cursor')
    return position
  } catch {
    throw cursorError()
  }
}

/** The refusal of an `offset` where the list has to be looked through. */
export function noPlaces(): AppError {
  return new AppError(
    'bad_request',
    'A list with a search, a problem or a category has no places to jump to. Leave out offset and go on by cursor.',
  )
}

/** The refusal of a cursor that no list gave. */
export function cursorError(): AppError {
  return new AppError('bad_request', 'This cursor is not valid. Start again from the first page.')
}
