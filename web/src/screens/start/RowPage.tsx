// The page that a row becomes with what is chosen now.
import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import { shownValues } from '../../../../src/api/shown-options.ts'
import { starterFields } from '../../../../src/api/starter.ts'
import { draftPageQuery } from '../../queries/data.ts'
import { useTickLooked } from '../../queries/sample.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { useLater } from '../../ui/useLater.ts'
import { ProblemList } from '../pages/Findings.tsx'
import { PreviewFrame } from '../pages/PreviewFrame.tsx'
import { SearchResult } from '../pages/SearchResult.tsx'
import type { ProjectAnswers } from '../projects/useProjectAnswers.ts'
import classes from './Start.module.css'

interface Props {
  data: Import
  answers: ProjectAnswers
  keyColumns: string[]
}

export function RowPage({ data, answers, keyColumns }: Props) {
  const [row, setRow] = useState(0)
  const { dataset, destination, connection, template, mapped, options } = answers
  const fields =
    template?.fields ?? mapped ?? (destination && dataset ? starterFields(destination, dataset) : {})
  // As a text: equal fields are another object at every look.
  const settled = useLater(JSON.stringify(fields), 150)
  const preview = useQuery({
    ...draftPageQuery(data.id, {
      destination: destination?.id ?? '',
      connectionId: connection?.id ?? '',
      options: destination ? shownValues(destination.options, options) : {},
      fields: JSON.parse(settled) as Record<string, string>,
      row,
      keyColumns,
    }),
    enabled:
      destination !== undefined &&
      connection !== undefined &&
      answers.areOptionsRight &&
      (mapped === null || answers.site.isReady),
  })
  const page = preview.data
  useTickLooked(page !== undefined)
  const last = data.preview.length - 1
  return (
    <section className={classes.page} aria-label="The page of a row">
      <header className={classes.pageHead}>
        <h2>
          The page of row <span className="num">{count(row + 1)}</span>
        </h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Row before"
          disabled={row === 0}
          onClick={() => setRow(row - 1)}
        >
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Next row"
          disabled={row >= last}
          onClick={() => setRow(row + 1)}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
      </header>
      {preview.error && (
        <ErrorNote
          title="The page cannot be shown"
          error={preview.error}
          onRetry={() => void preview.refetch()}
        />
      )}
      {page ? (
        <>
          <SearchResult {...page.search} />
          {page.problems.length > 0 && <ProblemList problems={page.problems} />}
          <div className={classes.frame}>
            <PreviewFrame title={page.search.title} html={page.html} />
          </div>
        </>
      ) : (
        !preview.error && <BlockSkeleton lines={10} />
      )}
    </section>
  )
}
