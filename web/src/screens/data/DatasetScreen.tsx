import { Button } from '@mantine/core'
import { IconTableImport, IconZoomQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { BlockSkeleton, RowsSkeleton } from '../../ui/Skeletons.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import { Ago } from '../../ui/Time.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { ColumnReport } from './ColumnReport.tsx'
import classes from './Data.module.css'
import { DatasetMenu } from './DatasetMenu.tsx'
import { datasetQuery, useRows } from './queries.ts'
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
          <Button component={Link} to={`/data/import?dataset=${dataset.id}`} variant="default">
            Import again
          </Button>
          <Button component={Link} to={`/projects/new?dataset=${dataset.id}`}>
            Make pages
          </Button>
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
  const { search = '', row } = useSearch({ from })
  const navigate = useNavigate({ from: '/data/$id' })
  const list = useRows(dataset.id, search)
  const setSearch = useCallback(
    (value: string) =>
      void navigate({ search: (before) => ({ ...before, search: value || undefined }), replace: true }),
    [navigate],
  )
  const open = useCallback(
    (key: string | undefined) =>
      void navigate({ search: (before) => ({ ...before, row: key }), replace: key === undefined }),
    [navigate],
  )
  const opened = list.rows.find((candidate) => candidate.rowKey === row)
  const others = dataset.columns.filter((column) => column.name !== dataset.keyColumn)

  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <div className={classes.bar}>
          <SearchField label="Search the rows" value={search} onChange={setSearch} />
        </div>
        {list.isLoading ? (
          <div className={classes.padded}>
            <RowsSkeleton rows={12} />
          </div>
        ) : list.error ? (
          <ErrorState
            title="The rows could not be loaded"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : list.rows.length === 0 ? (
          search === '' ? (
            <EmptyState icon={IconTableImport} title="There are no rows">
              The file had a header and nothing below it.
            </EmptyState>
          ) : (
            <EmptyState
              icon={IconZoomQuestion}
              title="No row matches"
              action={
                <Button variant="default" onClick={() => setSearch('')}>
                  Clear the search
                </Button>
              }
            >
              Nothing contains “{search}”.
            </EmptyState>
          )
        ) : (
          <VirtualTable
            label={`Rows of ${dataset.name}`}
            rows={list.rows}
            total={list.total}
            rowKey={(candidate) => candidate.rowKey}
            selected={row ?? null}
            onOpen={(candidate) => open(candidate.rowKey)}
            minWidth={Math.min(180 + others.length * 170, 2400)}
            {...list.table}
            columns={[
              {
                id: 'key',
                header: dataset.keyColumn,
                width: '180px',
                render: (candidate) => <span className="code">{candidate.rowKey}</span>,
              },
              ...others.map((column) => ({
                id: `c:${column.name}`,
                header: column.name,
                render: (candidate: { cells: Record<string, string> }) =>
                  candidate.cells[column.name] || <span className={classes.empty}>empty</span>,
              })),
            ]}
          />
        )}
      </div>
      {opened && (
        <Panel title={opened.rowKey} subtitle={`Line ${opened.line}`} onClose={() => open(undefined)}>
          <KeyValues
            items={dataset.columns.map((column) => [
              column.name,
              opened.cells[column.name] || <span className={classes.empty}>empty</span>,
            ])}
          />
        </Panel>
      )}
    </div>
  )
}
