import { Button, Select } from '@mantine/core'
import { IconFileOff, IconZoomQuestion } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { pathOf } from '../../ui/format.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Status } from '../../ui/Status.tsx'
import { Ago } from '../../ui/Time.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { IssueGroups } from './IssueGroups.tsx'
import { PagePanel } from './PagePanel.tsx'
import { PageStatus, pageStatusWords } from './PageStatus.tsx'
import classes from './Pages.module.css'
import { usePages } from './queries.ts'

const from = '/shell/projects/$id'

export function PagesTab({ project }: { project: Project }) {
  const { search = '', status, problem, row, view = 'preview' } = useSearch({ from })
  const navigate = useNavigate({ from: '/projects/$id' })
  const set = useCallback(
    (
      patch: { search?: string; status?: typeof status; problem?: string; row?: string; view?: string },
      replace = true,
    ) => void navigate({ search: (before) => ({ ...before, ...patch }), replace }),
    [navigate],
  )
  const list = usePages(project.id, { search, status, problem })
  const setSearch = useCallback((value: string) => set({ search: value || undefined }), [set])
  const close = useCallback(() => set({ row: undefined, view: undefined }), [set])
  const isFiltered = search !== '' || status !== undefined || problem !== undefined

  return (
    <div className={classes.split}>
      <IssueGroups
        projectId={project.id}
        active={problem}
        onPick={(code) => set({ problem: code, row: undefined }, false)}
      />
      <div className={classes.list}>
        <div className={classes.bar}>
          <SearchField label="Search pages" value={search} onChange={setSearch} />
          <Select
            aria-label="Status"
            placeholder="Any status"
            clearable
            w={160}
            value={status ?? null}
            onChange={(value) => set({ status: (value ?? undefined) as typeof status }, false)}
            data={Object.entries(pageStatusWords).map(([value, label]) => ({ value, label }))}
          />
          {isFiltered && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => set({ search: undefined, status: undefined, problem: undefined })}
            >
              Clear filters
            </Button>
          )}
        </div>
        {list.isLoading ? (
          <div style={{ padding: '0 16px' }}>
            <RowsSkeleton rows={14} />
          </div>
        ) : list.error ? (
          <ErrorState
            title="The pages could not be loaded"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : list.rows.length === 0 ? (
          isFiltered ? (
            <EmptyState
              icon={IconZoomQuestion}
              title="No page matches these filters"
              action={
                <Button
                  variant="default"
                  onClick={() => set({ search: undefined, status: undefined, problem: undefined })}
                >
                  Clear filters
                </Button>
              }
            >
              There are {project.dataset.rowCount} rows in {project.dataset.name}.
            </EmptyState>
          ) : (
            <EmptyState icon={IconFileOff} title="There are no pages yet">
              {project.dataset.name} has no rows. Import the file again, and each row becomes a page here.
            </EmptyState>
          )
        ) : (
          <VirtualTable
            label={`Pages of ${project.name}`}
            rows={list.rows}
            total={list.total}
            rowKey={(page) => page.rowKey}
            selected={row ?? null}
            onOpen={(page) => set({ row: page.rowKey }, row !== undefined)}
            {...list.table}
            columns={[
              { id: 'title', header: 'Title', render: (page) => page.title || page.rowKey },
              {
                id: 'slug',
                header: 'Address',
                width: '28%',
                wide: true,
                render: (page) => <span className="code">{pathOf(page.slug)}</span>,
              },
              {
                id: 'status',
                header: 'Status',
                width: '136px',
                render: (page) => <PageStatus status={page.status} />,
              },
              {
                id: 'problems',
                header: 'Problems',
                width: '104px',
                wide: true,
                render: (page) => {
                  const errors = page.problems.filter((item) => item.severity === 'error').length
                  if (page.problems.length === 0) return null
                  return (
                    <Status tone={errors > 0 ? 'bad' : 'warn'} sign={errors > 0 ? 'cross' : 'warning'}>
                      {page.problems.length}
                    </Status>
                  )
                },
              },
              {
                id: 'at',
                header: 'Published',
                width: '112px',
                wide: true,
                render: (page) => (page.publishedAt ? <Ago at={page.publishedAt} /> : null),
              },
            ]}
          />
        )}
      </div>
      {row !== undefined && (
        <PagePanel
          key={row}
          project={project}
          rowKey={row}
          view={view}
          onView={(next) => set({ view: next === 'preview' ? undefined : next })}
          onClose={close}
        />
      )}
    </div>
  )
}
