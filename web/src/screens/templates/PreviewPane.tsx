// The right pane: one row with the unsaved template, as page, search result, problems and what Wix cannot show.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { PagePreview } from '../../../../src/api/page.ts'
import { previewQuery } from '../../queries/pages.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { numbered } from '../../ui/format.ts'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { useLater } from '../../ui/useLater.ts'
import { LossList, ProblemList } from '../pages/Findings.tsx'
import { PreviewFrame } from '../pages/PreviewFrame.tsx'
import { SearchResult } from '../pages/SearchResult.tsx'
import { SubTabs } from '../pages/SubTabs.tsx'
import { RowPicker } from './RowPicker.tsx'
import classes from './Templates.module.css'

type View = 'page' | 'search' | 'problems' | 'left-out'

interface Props {
  projectId: string
  rowKey: string | undefined
  fields: Record<string, string>
  onPickRow: (rowKey: string) => void
}

export function PreviewPane({ projectId, rowKey, fields, onPickRow }: Props) {
  const [view, setView] = useState<View>('page')
  const settled = useLater(fields, 150)
  const preview = useQuery(previewQuery({ projectId, rowKey, fields: settled }))
  const current = preview.data
  const good = useRef<PagePreview | null>(null)
  // A mistake in the template has a line; such a page would be half empty, so the last whole one stays.
  const mistake = current?.problems.find((item) => item.severity === 'error' && item.line !== undefined)
  useEffect(() => {
    if (current && !mistake && !preview.isPlaceholderData) good.current = current
  }, [current, mistake, preview.isPlaceholderData])
  const kept = mistake && good.current?.rowKey === current?.rowKey ? good.current : null
  const page = view === 'problems' || view === 'left-out' ? current : (kept ?? current)
  const isOld = (preview.error !== null && current !== undefined) || (kept !== null && page === kept)
  const otherConverter = page?.problems.find((item) => item.code === 'wix_not_asked')
  return (
    <section className={classes.preview} aria-label="Preview">
      <RowPicker projectId={projectId} rowKey={rowKey ?? current?.rowKey} onPick={onPickRow} />
      <SubTabs
        label="Views of the page"
        active={view}
        onChange={setView}
        tabs={[
          { value: 'page', label: 'Page' },
          { value: 'search', label: 'Search result' },
          { value: 'problems', label: numbered('Problems', current?.problems.length) },
          { value: 'left-out', label: numbered('Left out', current?.losses.length) },
        ]}
      />
      <div className={classes.previewBody} data-old={isOld || undefined}>
        {preview.error && (
          <ErrorNote
            title={isOld ? 'This is the last view that worked' : 'This row cannot be shown yet'}
            error={preview.error}
            onRetry={() => void preview.refetch()}
          />
        )}
        {kept && page === kept && (
          <p className={classes.oldView} role="status">
            This is the last view that worked. {mistake?.message}
          </p>
        )}
        {page === undefined ? (
          preview.isPending && <BlockSkeleton lines={10} />
        ) : view === 'search' ? (
          <SearchResult {...page.search} />
        ) : view === 'problems' ? (
          <ProblemList problems={page.problems} />
        ) : view === 'left-out' ? (
          <LossList losses={page.losses} />
        ) : (
          <>
            {otherConverter && <p className={classes.oldView}>{otherConverter.message}</p>}
            <PreviewFrame title={page.search.title} html={page.html} />
          </>
        )}
      </div>
    </section>
  )
}
