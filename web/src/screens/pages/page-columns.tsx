// What the list of pages shows of each page, as columns and, on a phone, as a card.
import { Button } from '@mantine/core'
import type { PageSummary } from '../../../../src/api/page.ts'
import { mayPublish } from '../../../../src/api/page-state.ts'
import type { Project } from '../../../../src/api/project.ts'
import { pathOf } from '../../ui/format.ts'
import { pageAddress } from '../../ui/page-address.ts'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Ago, Until } from '../../ui/Time.tsx'
import { PageState } from './PageState.tsx'
import classes from './Pages.module.css'

export interface PageActions {
  project: Project
  onWhy: (page: PageSummary) => void
  onPublish: (page: PageSummary) => void
  /** A plan is being asked for, or a run has the pages of the project. */
  isBusy: boolean
}

export function pageColumns(actions: PageActions): Column<PageSummary>[] {
  return [
    { id: 'title', header: 'Title', render: titleOf },
    {
      id: 'row',
      header: 'Row',
      width: '88px',
      wide: true,
      sort: 'row',
      render: ({ rowKey }) => <span className="code">{rowKey}</span>,
    },
    {
      id: 'slug',
      header: 'Address',
      width: '18%',
      wide: 'phone',
      sort: 'address',
      render: ({ slug }) => <span className="code">{pathOf(slug)}</span>,
    },
    {
      id: 'state',
      header: 'State',
      width: '144px',
      sort: 'state',
      render: (page) => <PageState page={page} site={actions.project.connection} onWhy={actions.onWhy} />,
    },
    { id: 'at', header: 'Date', width: '136px', wide: 'phone', sort: 'date', render: PageDate },
    {
      id: 'published',
      header: 'Last published',
      width: '130px',
      optional: true,
      render: ({ publishedAt }) => publishedAt !== null && <Ago at={publishedAt} />,
    },
    {
      id: 'expected',
      header: 'Goes out next',
      width: '152px',
      optional: true,
      render: ({ expectedAt }) => expectedAt !== null && <Until at={expectedAt} />,
    },
    {
      id: 'url',
      header: 'On the site',
      width: '22%',
      optional: true,
      render: ({ url }) => url !== null && <LiveLink url={url} site={actions.project.connection} />,
    },
    {
      id: 'problems',
      header: 'Problems',
      width: '120px',
      wide: true,
      render: (page) => (
        <span className={classes.last}>
          <Problems problems={page.problems} />
          <PublishOne page={page} {...actions} />
        </span>
      ),
    },
  ]
}

export function PageCard({ page, ...actions }: PageActions & { page: PageSummary }) {
  return (
    <>
      <span className={classes.cardLine}>
        <span className="code">{pathOf(page.slug) || page.rowKey}</span>
      </span>
      <span className={classes.cardLine}>
        <PageState page={page} site={actions.project.connection} onWhy={actions.onWhy} />
        <span className={classes.cardDate}>
          <PageDate {...page} />
        </span>
        <PublishOne page={page} {...actions} />
      </span>
    </>
  )
}

export function titleOf({ title, rowKey }: PageSummary): string {
  return title || rowKey
}

function LiveLink({ url, site }: { url: string; site: Project['connection'] }) {
  return (
    <a
      className="code"
      href={pageAddress(url, site)}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => event.stopPropagation()}
    >
      {url.replace(/^https?:\/\//, '')}
    </a>
  )
}

/** When it goes out, or since when it is as it is. */
function PageDate({ state, stateAt }: PageSummary) {
  if (stateAt === null) return null
  return state === 'scheduled' ? <Until at={stateAt} /> : <Ago at={stateAt} />
}

function PublishOne({ page, onPublish, isBusy }: PageActions & { page: PageSummary }) {
  if (!mayPublish(page.state)) return null
  return (
    <Button
      size="xs"
      variant="default"
      className={classes.publishOne}
      disabled={isBusy}
      aria-label={`Publish ${titleOf(page)}`}
      onClick={(event) => {
        event.stopPropagation()
        onPublish(page)
      }}
    >
      Publish
    </Button>
  )
}

function Problems({ problems }: Pick<PageSummary, 'problems'>) {
  if (problems.length === 0) return null
  const isBlocked = problems.some(({ severity }) => severity === 'error')
  return (
    <Status tone={isBlocked ? 'bad' : 'warn'} sign={isBlocked ? 'cross' : 'warning'}>
      {problems.length}
    </Status>
  )
}
