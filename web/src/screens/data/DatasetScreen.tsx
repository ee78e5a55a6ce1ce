import { IconTableImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import type { Dataset, Row } from '../../../../src/api/dataset.ts'
import { sortOfColumn } from '../../../../src/api/row-sort.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { datasetQuery, rowQuery, rowsQuery } from '../../queries/data.ts'
import { useOpenedRow } from '../../queries/opened-row.ts'
import { sourcesQuery, useHearRefresh } from '../../queries/sources.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Page, stillUnknown } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import type { Column } from '../../ui/Table.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { ColumnReport } from './ColumnReport.tsx'
import classes from './Data.module.css'
import { DatasetMenu } from './DatasetMenu.tsx'
import { rowPanel as RowPanel, tabs } from './later.ts'
import { SetAsideTable } from './SetAsideTable.tsx'

const ReadingDialog = lazy(async () => ({ default: (await import('./ReadingDialog.tsx')).ReadingDialog }))
const { source: SourceTab, ai: AiTab, steps: StepsTab } = tabs

const from = '/shell/data/$id'

/** What these are for has a button of its own, which stands out alone. */
const hasOwnButton = new Set(['ai', 'source', 'steps'])

export function DatasetScreen() {
  const { id } = useParams({ from })
  const { tab: asked = 'rows', read } = useSearch({ from })
  const query = useQuery(datasetQuery(id))
  const sources = useQuery(sourcesQuery)
  const source = sources.data?.find((one) => one.datasetId === id)
  useHearRefresh(source)
  // An address from before its source went still shows something.
  const tab = asked === 'source' && sources.data && !source ? 'rows' : asked
  if (query.isPending) {
    return (
      <Page
        width="full"
        title="Data"
        parent={{ to: '/data', label: 'Data' }}
        lead={stillUnknown}
        tabs={<DatasetTabs active={tab} />}
      >
        <BlockSkeleton />
      </Page>
    )
  }
  const dataset = query.data
  if (dataset === undefined) {
    return (
      <Page title="Data" parent={{ to: '/data', label: 'Data' }}>
        <ErrorState
          title="This data could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </Page>
    )
  }
  return (
    <Page
      width="full"
      title={dataset.name}
      parent={{ to: '/data', label: 'Data' }}
      lead={
        <>
          {counted(dataset.rowCount, 'row')} from {dataset.sourceName}, imported{' '}
          <Ago at={dataset.updatedAt} />
        </>
      }
      actions={
        <>
          {!source && (
            <ButtonLink to="/data/connect" search={{ dataset: dataset.id }} variant="default">
              Connect a source
            </ButtonLink>
          )}
          <ButtonLink to="/data/import" search={{ dataset: dataset.id }} variant="default">
            Import again
          </ButtonLink>
          <ButtonLink
            to="/projects/new"
            search={{ dataset: dataset.id }}
            variant={hasOwnButton.has(tab) ? 'default' : 'filled'}
          >
            Create pages
          </ButtonLink>
          <DatasetMenu dataset={dataset} />
        </>
      }
      tabs={<DatasetTabs active={tab} dataset={dataset} hasSource={source !== undefined} />}
    >
      {tab === 'rows' && <Rows dataset={dataset} />}
      {tab === 'columns' && (
        <div className={classes.padded}>
          <Columns dataset={dataset} />
        </div>
      )}
      {tab === 'steps' && (
        <div className={classes.padded}>
          <Suspense fallback={<BlockSkeleton />}>
            <StepsTab dataset={dataset} read={read} />
          </Suspense>
        </div>
      )}
      {tab === 'ai' && (
        <div className={classes.padded}>
          <Suspense fallback={<BlockSkeleton />}>
            <AiTab dataset={dataset} />
          </Suspense>
        </div>
      )}
      {tab === 'source' && source && (
        <Suspense fallback={<BlockSkeleton />}>
          <SourceTab source={source} />
        </Suspense>
      )}
      {tab === 'set-aside' && (
        <div className={classes.padded}>
          <SetAsideTable kind="datasets" id={dataset.id} count={dataset.setAsideCount} />
        </div>
      )}
    </Page>
  )
}

interface TabsProps {
  active: string
  /** Left out while it is on its way: the parts are there, so that nothing moves when it comes. */
  dataset?: Dataset
  hasSource?: boolean
}

function DatasetTabs({ active, dataset, hasSource = false }: TabsProps) {
  const setAside = dataset?.setAsideCount ?? 0
  return (
    <LinkTabs
      label="Parts of the data"
      active={active}
      search={(value) => ({ tab: value })}
      tabs={[
        { value: 'rows', label: 'Rows', badge: dataset ? count(dataset.rowCount) : null },
        { value: 'columns', label: 'Columns', badge: dataset?.columns.length ?? null },
        { value: 'steps', label: 'Steps' },
        { value: 'ai', label: 'AI columns' },
        ...(hasSource ? [{ value: 'source', label: 'Source' }] : []),
        { value: 'set-aside', label: 'Set aside', badge: setAside > 0 ? count(setAside) : null },
      ]}
    />
  )
}

/** What its columns hold, and how they are read. */
function Columns({ dataset }: { dataset: Dataset }) {
  const [read, setRead] = useState<string | null>(null)
  return (
    <>
      <ColumnReport
        columns={dataset.columns}
        rowCount={dataset.rowCount}
        keyColumns={[dataset.keyColumn]}
        onRead={setRead}
      />
      {read !== null && (
        <Suspense fallback={null}>
          <ReadingDialog dataset={dataset} name={read} onClose={() => setRead(null)} />
        </Suspense>
      )}
    </>
  )
}

function Rows({ dataset }: { dataset: Dataset }) {
  const address = useListAddress(useSearch({ from }))
  const { set } = address
  const { search = '', sort: asked, desc, row } = address.search
  const columns = useMemo(() => columnsOf(dataset), [dataset])
  // A link from before its column went still shows the rows.
  const sort = columns.find((column) => column.sort === asked)?.sort
  const order = { ...(sort && { sort }), ...(desc && { desc: 'true' as const }) }
  const list = useCursorList(rowsQuery(dataset.id, { search, ...order }))
  const close = useCallback(() => set({ row: undefined }), [set])
  const opened = useOpenedRow(list, row, keyOf, (key) => rowQuery(dataset.id, key))

  return (
    <ListFrame
      name={`rows:${dataset.id}`}
      label={`Rows of ${dataset.name}`}
      address={address}
      list={list}
      columns={columns}
      sorting={sortingOf(address, 'row')}
      rowKey={keyOf}
      minWidth={Math.min(180 + (columns.length - 1) * 170, 2400)}
      searchLabel="Search the rows"
      failed="The rows could not be loaded"
      empty={{
        icon: IconTableImport,
        title: 'No rows',
        text: 'The file has a header and nothing below it.',
        action: (
          <ButtonLink to="/data/import" search={{ dataset: dataset.id }}>
            Import its rows
          </ButtonLink>
        ),
      }}
      noMatch={{ title: 'No row matches', text: `Nothing contains “${search}”.` }}
      panel={
        opened && (
          <Suspense fallback={null}>
            <RowPanel key={opened.rowKey} dataset={dataset} row={opened} onClose={close} />
          </Suspense>
        )
      }
    />
  )
}

const keyOf = ({ rowKey }: Row) => rowKey

/** The key first, then the others as the file has them. */
function columnsOf({ columns, keyColumn }: Dataset): Column<Row>[] {
  const others = columns.filter(({ name }) => name !== keyColumn)
  return [
    {
      id: 'key',
      header: keyColumn,
      width: '180px',
      sort: 'key',
      render: (row) => <span className="code">{row.rowKey}</span>,
    },
    ...others.map(({ name }) => ({
      id: `c:${name}`,
      header: name,
      sort: sortOfColumn(name),
      render: (row: Row) => <Cell row={row} column={name} />,
    })),
  ]
}

function Cell({ row, column }: { row: Row; column: string }) {
  const text = row.cells[column] || <span className={classes.empty}>empty</span>
  const correction = row.corrections?.find((one) => one.column === column)
  if (!correction) return text
  return (
    <span
      className={classes.mark}
      title={`Corrected by ${correction.by}; its source says “${correction.sourceValue}”.`}
    >
      {text}
    </span>
  )
}
