// The receipt as a file: a line per page. Pure.
import type { RunItem } from '../api/run.ts'
import { toLine } from '../csv.ts'

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
