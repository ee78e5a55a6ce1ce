// The receipt as a file: a line per page. Formula cells are disarmed, as spreadsheets run what they read. Pure.
import type { RunItem } from '../api/run.ts'

export const receiptHeader = toLine([
  'row_key',
  'title',
  'action',
  'state',
  'verification',
  'url',
  'wix_id',
  'attempts',
  'request_id',
  'problem',
  'differences',
  'time',
])

export function receiptLine(item: RunItem): string {
  return toLine([
    item.rowKey,
    item.title,
    item.action,
    item.state,
    item.verification,
    item.url ?? '',
    item.remoteId ?? '',
    String(item.attempts),
    item.requestId ?? '',
    item.problem?.message ?? '',
    item.differences.map((one) => `${one.field}: sent ${one.sent}, found ${one.found}`).join(' | '),
    item.updatedAt,
  ])
}

function toLine(cells: string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}

/** RFC 4180, with an apostrophe before what a spreadsheet would run. */
export function toCell(text: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
