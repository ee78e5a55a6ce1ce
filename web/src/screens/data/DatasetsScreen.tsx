import { Button } from '@mantine/core'
import { IconDatabase, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { datasetsQuery } from '../../queries/data.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Data.module.css'

export function DatasetsScreen() {
  const datasets = useQuery(datasetsQuery)
  const importButton = (
    <Button component={Link} to="/data/import" leftSection={<IconUpload size={15} />}>
      Import a file
    </Button>
  )
  return (
    <Page
      title="Data"
      lead="Tables your pages are built from: one row, one page."
      actions={datasets.data && datasets.data.length > 0 ? importButton : null}
    >
      {datasets.isPending ? (
        <RowsSkeleton />
      ) : datasets.error ? (
        <ErrorState
          title="The data could not be loaded"
          error={datasets.error}
          onRetry={() => void datasets.refetch()}
        />
      ) : datasets.data.length === 0 ? (
        <EmptyState icon={IconDatabase} title="Import a table" action={importButton}>
          Import a CSV file and every row becomes a page. You see how it was read, column by column, before
          anything is stored, and you can import the same file again later: only the rows that changed will
          change your site.
        </EmptyState>
      ) : (
        <Table
          label="Datasets"
          rows={datasets.data}
          rowKey={(dataset) => dataset.id}
          columns={[
            {
              id: 'name',
              header: 'Name',
              render: (dataset) => (
                <Link to="/data/$id" params={{ id: dataset.id }} className={classes.name}>
                  {dataset.name}
                </Link>
              ),
            },
            { id: 'rows', header: 'Rows', align: 'right', width: '110px', render: (d) => count(d.rowCount) },
            {
              id: 'columns',
              header: 'Columns',
              align: 'right',
              width: '100px',
              wide: true,
              render: (d) => d.columns.length,
            },
            {
              id: 'key',
              header: 'Key',
              width: '150px',
              wide: true,
              render: (d) => <span className="code">{d.keyColumn}</span>,
            },
            { id: 'source', header: 'From', width: '220px', wide: true, render: (d) => d.sourceName },
            { id: 'at', header: 'Imported', width: '120px', render: (d) => <Ago at={d.updatedAt} /> },
          ]}
        />
      )}
    </Page>
  )
}
