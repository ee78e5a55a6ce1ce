import { IconTableImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Dataset, Row } from '../../../../src/api/dataset.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { datasetQuery, rowsQuery } from '../../queries/data.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import type { Column } from '../../ui/Table.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { ColumnReport } from './ColumnReport.tsx'
import classes from './Data.module.css'
import { DatasetMenu } from './DatasetMenu.tsx'
import { SetAsideTable } from './SetAsideTable.tsx'

const from = '/shell/data/$id'

export function DatasetScreen() {
  const { id } = useParams({ from })
  const { tab = 'rows' } = useSearch({ from })
  const query = useQuery(datasetQuery(id))
  if (query.isPending) {
    return (
      <Page title="Data">
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
          <DatasetMenu dataset={dataset} />
          <ButtonLink to="/data/import" search={{ dataset: dataset.id }} variant="default">
            Import again
          </ButtonLink>
          <ButtonLink to="/projects/new" search={{ dataset: dataset.id }}>
            Create pages
          </ButtonLink>
        </>
      }
      tabs={
        <LinkTabs
          label="Parts of the data"
          active={tab}
          search={(value) => ({ tab: value })}
          tabs={[
            { value: 'rows', label: 'Rows', badge: count(dataset.rowCount) },
            { value: 'columns', label: 'Columns', badge: dataset.columns.length },
            {
              value: 'set-aside',
              label: 'Set aside',
              badge: dataset.setAsideCount > 0 ? count(dataset.setAsideCount) : null,
            },
          ]}
        />
      }
    >
      {tab === 'rows' && <Rows dataset={dataset} />}
      {tab === 'columns' && (
        <div className={classes.padded}>
          <ColumnReport columns={dataset.columns} rowCount={dataset.rowCount} keyColumn={dataset.keyColumn} />
        </div>
      )}
      {tab === 'set-aside' && (
        <div className={classes.padded}>
          <SetAsideTable kind="datasets" id={dataset.id} count={dataset.setAsideCount} />
        </div>
      )}
    </Page>
  )
}

function Rows({ dataset }: { dataset: Dataset }) {
  const address = useListAddress(useSearch({ from }))
  const { set } = address
  const { search = '', row } = address.search
  const list = useCursorList(rowsQuery(dataset.id, search))
  const close = useCallback(() => set({ row: undefined }), [set])
  const opened = list.rows.find((candidate) => candidate.rowKey === row)
  const columns = useMemo(() => columnsOf(dataset), [dataset])

  return (
    <ListFrame
      label={`Rows of ${dataset.name}`}
      address={address}
      list={list}
      columns={columns}
      rowKey={keyOf}
      minWidth={Math.min(180 + (columns.length - 1) * 170, 2400)}
      searchLabel="Search the rows"
      failed="The rows could not be loaded"
      empty={{
        icon: IconTableImport,
        title: 'No rows',
        text: 'The file has a header and nothing below it.',
      }}
      noMatch={{ title: 'No row matches', text: `Nothing contains “${search}”.` }}
      panel={
        opened && (
          <Panel key={opened.rowKey} title={opened.rowKey} subtitle={`Line ${opened.line}`} onClose={close}>
            <KeyValues
              items={dataset.columns.map(({ name }) => [name, <Cell key={name} text={opened.cells[name]} />])}
            />
          </Panel>
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
      render: (row) => <span className="code">{row.rowKey}</span>,
    },
    ...others.map(({ name }) => ({
      id: `c:${name}`,
      header: name,
      render: (row: Row) => <Cell text={row.cells[name]} />,
    })),
  ]
}

function Cell({ text }: { text: string | undefined }) {
  return text || <span className={classes.empty}>empty</span>
}
