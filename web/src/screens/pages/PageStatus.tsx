import type { PageSummary } from '../../../../src/api/page.ts'
import { Status } from '../../ui/Status.tsx'

export const pageStatusWords = {
  new: 'Not published',
  live: 'Live',
  draft: 'Draft',
  gone: 'Gone in Wix',
} as const
const looks = {
  new: { tone: 'quiet', sign: 'dashed' },
  live: { tone: 'good', sign: 'check' },
  draft: { tone: 'accent', sign: 'clock' },
  gone: { tone: 'warn', sign: 'warning' },
} as const

export function PageStatus({ status }: { status: PageSummary['status'] }) {
  return (
    <Status tone={looks[status].tone} sign={looks[status].sign}>
      {pageStatusWords[status]}
    </Status>
  )
}
