import { IconDownload, IconFileOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import type { PageSummary } from '../../../../src/api/page.ts'
import { pageSorts } from '../../../../src/api/page-state.ts'
import type { Project } from '../../../../src/api/project.ts'
import { routes, urlOf } from '../../api.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { pageCountsQuery, pagesQuery } from '../../queries/pages.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import { useListAddress } from '../../ui/useListAddress.ts'
import { useTicks } from '../../ui/useTicks.ts'
import { IssueGroups } from './IssueGroups.tsx'
import { pagePanel as PagePanel } from './later.ts'
import classes from './Pages.module.css'
import { PageCard, pageColumns } from './page-columns.tsx'
import { StateTabs } from './StateTabs.tsx'
import { usePublishPages } from './usePublishPages.ts'

// Most visits tick none.
const TickedPages = lazy(async () => ({ default: (await import('./TickedPages.tsx')).TickedPages }))

const from = '/shell/projects/$id'

export function PagesTab({ project }: { project: Project }) {
  const address = useListAddress(useSearch({ from }))
  const { set } = address
  const {
    search = '',
    state,
    status,
    problem,
    category,
    sort: asked,
    desc,
    row,
    view = 'preview',
  } = address.search
  const isRunning = project.activeRunId !== null
  const counts = useQuery(pageCountsQuery(project.id, isRunning)).data
  const isMoving = isRunning || counts?.isFilling === true || (counts?.states.in_progress ?? 0) > 0
  // What it was before there were states is still an address that people have kept.
  // Of the tab beside this one the address may name an order that this list does not have.
  const sort = pageSorts.find((name) => name === asked)
  // As the route asks ahead for it, else the list would be asked for twice.
  const order = { ...(sort && { sort }), ...(desc && { desc: 'true' as const }) }
  const filters = { search, problem, category, ...(status ? { status } : { state, ...order }) }
  const list = useCursorList(pagesQuery(project.id, filters, isMoving))
  const ticks = useTicks(useMemo(() => list.rows.map(keyOf), [list.rows]))
  const { publish, isPending, error } = usePublishPages(project.id)
  const blocked = isRunning ? 'A run has the pages of this project. Wait for it, or cancel it.' : null
  const close = useCallback(() => set({ row: undefined, view: undefined }), [set])
  const actions = {
    project,
    isBusy: isPending || blocked !== null,
    onWhy: (page: PageSummary) => set({ row: page.rowKey, view: 'problems' }, 'push'),
    onPublish: (page: PageSummary) => publish({ rowKeys: [page.rowKey] }),
  }

  return (
    <ListFrame
      name={`pages:${project.id}`}
      label={`Pages of ${project.name}`}
      address={address}
      list={list}
      columns={pageColumns(actions)}
      card={(page) => <PageCard page={page} {...actions} />}
      sorting={sortingOf(address, 'row', { status: undefined })}
      ticks={ticks}
      rowKey={keyOf}
      searchLabel="Search pages"
      narrowedBy={['state', 'status', 'problem', 'category']}
      tabs={
        <StateTabs
          counts={counts}
          active={state}
          onPick={(next) => set({ state: next, status: undefined, row: undefined }, 'push')}
        />
      }
      bar={
        <a
          className={classes.download}
          href={urlOf(routes.pages.csv, {
            params: { id: project.id },
            query: { search, state, problem, category, ...order },
          })}
          download
        >
          <IconDownload size={15} aria-hidden />
          CSV
        </a>
      }
      above={
        <>
          {error && <ErrorNote title="The plan was not created" error={error} />}
          {category !== undefined && (
            <p className={classes.within}>
              In <b>{category}</b>
              <button type="button" onClick={() => set({ category: undefined, row: undefined }, 'push')}>
                Show all
              </button>
            </p>
          )}
          {counts?.isFilling && (
            <p className={classes.filling} role="status">
              Rows or addresses have changed; the list is being brought up to date.
            </p>
          )}
          {(ticks.keys.size > 0 || ticks.isAll) && (
            <Suspense fallback={null}>
              <TickedPages
                key={JSON.stringify([search, state, status, problem, category])}
                project={project}
                filter={{ search, state, problem, category }}
                list={list}
                ticks={ticks}
                blocked={blocked}
                isPending={isPending}
                onPublish={publish}
              />
            </Suspense>
          )}
        </>
      }
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
        action: (
          <ButtonLink to="/data/import" search={{ dataset: project.dataset.id }}>
            Import again
          </ButtonLink>
        ),
      }}
      noMatch={{
        title: 'No page matches these filters',
        text: `${project.dataset.name} has ${counted(project.dataset.rowCount, 'row')}.`,
      }}
      panel={
        row !== undefined && (
          <Suspense fallback={null}>
            <PagePanel
              key={row}
              project={project}
              rowKey={row}
              view={view}
              onView={(next) => set({ view: next === 'preview' ? undefined : next })}
              onClose={close}
            />
          </Suspense>
        )
      }
    />
  )
}

const keyOf = ({ rowKey }: PageSummary) => rowKey
