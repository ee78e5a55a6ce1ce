import type { Problem } from '../../../api/problem.ts'

/** An error of one field, which holds the row. */
export function problem(code: string, field: string, message: string): Problem {
  return { code, severity: 'error', field, message }
}
