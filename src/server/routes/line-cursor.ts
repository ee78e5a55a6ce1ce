// Rows are paged by the line of the file they came from.
import { AppError } from '../../errors.ts'

export function afterLineOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new AppError('bad_request', 'This cursor is not one of ours. Start again without it.')
}

/** Null when there cannot be more. */
export function lineCursor(items: readonly { line: number }[], limit: number): string | null {
  const last = items.at(-1)
  return last && items.length >= limit ? String(last.line) : null
}
