// The list of pages as a file: a line per page. Pure.
import type { PageSummary } from '../api/page.ts'
import { toLine } from '../csv.ts'

export const pagesHeader = toLine([
  'row_key',
  'title',
  'slug',
  'state',
  'state_at',
  'expected_at',
  'published_at',
  'url',
  'error',
])

export function pageLine(page: PageSummary): string {
  return toLine([
    page.rowKey,
    page.title,
    page.slug,
    page.state,
    page.stateAt ?? '',
    page.expectedAt ?? '',
    page.publishedAt ?? '',
    page.url ?? '',
    page.error?.message ?? '',
  ])
}
