// What was sent to a webhook or by mail, as text. Pure.
import type { Delivery } from '../api/webhook.ts'
import { moreLine, type Paged } from './paging.ts'
import { table } from './table.ts'
import { time } from './text.ts'

export function deliveriesTable(page: Paged<Delivery>, width: number): string {
  const rows = page.items.map((one) => [
    time(one.createdAt),
    one.noticeIds.length > 1 ? `${one.kind} (${one.noticeIds.length})` : one.kind,
    one.state,
    String(one.attempts.length),
    one.nextAttemptAt ? time(one.nextAttemptAt) : '',
    lastAnswer(one),
    one.id,
  ])
  return (
    table(['Time', 'Kind', 'State', 'Tries', 'Next try', 'Last answer', 'Id'], rows, width) + moreLine(page)
  )
}

export function lastAnswer({ attempts, state }: Delivery): string {
  const last = attempts.at(-1)
  if (!last) return state === 'waiting' ? 'not sent yet' : 'never sent'
  return [last.status, last.answer].filter((part) => part !== null && part !== '').join(': ')
}
