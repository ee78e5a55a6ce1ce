import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { PagePreview } from '../../../../src/api/page.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import type { Project } from '../../../../src/api/project.ts'
import { previewQuery } from '../../queries/pages.ts'
import { useLater } from '../../ui/useLater.ts'

export interface RowPreview {
  /** What came last, whole or not. */
  current: PagePreview | undefined
  /** What is shown: the last whole one while the template has a mistake. */
  page: PagePreview | undefined
  /** The mistake that keeps the last whole one on the screen. */
  mistake: Problem | null
  /** The page is older than the template. */
  isOld: boolean
  isPending: boolean
  error: Error | null
  retry: () => void
}

/** One row with the texts as they are typed, a moment after typing pauses. */
export function useRowPreview(
  project: Project | undefined,
  rowKey: string | undefined,
  texts: Record<string, string>,
): RowPreview {
  const fields = useLater(texts, 150)
  const preview = useQuery({
    ...previewQuery({ projectId: project?.id ?? '', rowKey, fields }),
    enabled: project !== undefined,
  })
  const current = preview.data
  const whole = useRef<PagePreview | null>(null)
  // A mistake in the template has a line; such a page would be half empty.
  const mistake =
    current?.problems.find((item) => item.severity === 'error' && item.line !== undefined) ?? null
  useEffect(() => {
    if (current && !mistake && !preview.isPlaceholderData) whole.current = current
  }, [current, mistake, preview.isPlaceholderData])
  const kept = mistake && whole.current?.rowKey === current?.rowKey ? whole.current : null
  return {
    current,
    page: kept ?? current,
    mistake: kept ? mistake : null,
    isOld: (preview.error !== null && current !== undefined) || kept !== null,
    isPending: preview.isPending,
    error: preview.error,
    retry: () => void preview.refetch(),
  }
}
