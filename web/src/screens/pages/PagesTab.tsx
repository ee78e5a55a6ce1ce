import { IconFileOff } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { PageSummary } from '../../../../src/api/page.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { pagesQuery } from '../../queries/pages.ts'
import { counted, pathOf } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { IssueGroups } from './IssueGroups.tsx'
import { PagePanel } from './PagePanel.tsx'
import { PageStatus, pageStatusWords } from './PageStatus.tsx'

const statuses = Object.entries(pageStatusWords).map(([value, label]) => ({ value, label }))

const columns: Column<PageSummary>[] = [
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
  { id: 'problems', header: 'Problems', width: '104px', wide: true, render: Problems },
  {
    id: 'at',
    header: 'Published',
    width: '112px',
    wide: true,
    render: (page) => (page.publishedAt ? <Ago at={page.publishedAt} /> : null),
  },
]

export function PagesTab({ project }: { project: Project }) {
  const address = useListAddress(useSearch({ from: '/shell/projects/$id' }))
  const { set } = address
  const { search = '', status, problem, row, view = 'preview' } = address.search
  const list = useCursorList(pagesQuery(project.id, { search, status, problem }))
  const close = useCallback(() => set({ row: undefined, view: undefined }), [set])

  return (
    <ListFrame
      label={`Pages of ${project.name}`}
      address={address}
      list={list}
      columns={columns}
      rowKey={keyOf}
      searchLabel="Search pages"
      filters={[{ name: 'status', label: 'Status', any: 'Any status', choices: statuses }]}
      narrowedBy={['problem']}
      beside={
        <IssueGroups
          projectId={project.id}
          active={problem}
          onPick={(code) => set({ problem: code, row: undefined }, 'push')}
        />
      }
      failed="The pages could not be loaded"
      empty={{
        icon: IconFileOff,
        title: 'No pages yet',
        text: `${project.dataset.name} has no rows. Import the file again, and each row becomes a page here.`,
      }}
      noMatch={{
        title: 'No page matches these filters',
        text: `${project.dataset.name} has ${counted(project.dataset.rowCount, 'row')}.`,
      }}
      panel={
        row !== undefined && (
          <PagePanel
            key={row}
            project={project}
            rowKey={row}
            view={view}
            onView={(next) => set({ view: next === 'preview' ? undefined : next })}
            onClose={close}
          />
        )
      }
    />
  )
}

const keyOf = ({ rowKey }: PageSummary) => rowKey

function Problems({ problems }: PageSummary) {
  if (problems.length === 0) return null
  const isBlocked = problems.some(({ severity }) => severity === 'error')
  return (
    <Status tone={isBlocked ? 'bad' : 'warn'} sign={isBlocked ? 'cross' : 'warning'}>
      {problems.length}
    </Status>
  )
}
