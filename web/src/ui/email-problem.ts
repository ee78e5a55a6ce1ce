import './schemas.ts'
import { emailSchema } from '../../../src/api/session.ts'

/** What is wrong with an e-mail address, or null. */
export function emailProblem(value: string): string | null {
  if (value.trim() === '') return 'Enter your e-mail address.'
  return emailSchema.safeParse(value.trim()).success ? null : 'This is not an e-mail address.'
}
