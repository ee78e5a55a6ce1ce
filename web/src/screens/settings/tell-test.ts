import type { Delivery } from '../../../../src/api/webhook.ts'
import { notify } from '../../ui/Notices.tsx'

/** What became of a test, in the words of whoever answered. */
export function tellTest({ attempts, state }: Delivery): void {
  const last = attempts.at(-1)
  const answer = [last?.status, last?.answer].filter((part) => part !== null && part !== '').join(': ')
  if (state === 'delivered') notify(`The test was taken${last?.status ? ` (${last.status})` : ''}.`)
  else notify(`The test was not taken. ${answer}`, 'bad')
}
