import { Button } from '@mantine/core'
import { IconDatabase, IconLink, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { datasetsQuery } from '../../queries/data.ts'
import { sourcesQuery } from '../../queries/sources.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { DatasetList } from './DatasetList.tsx'

export function DatasetsScreen() {
  const datasets = useQuery(datasetsQuery)
  const sources = useQuery(sourcesQuery).data
  const importButton = (
    <>
      {sources && sources.length > 0 && (
        <ButtonLink to="/data/sources" variant="default">
          Sources
        </ButtonLink>
      )}
      <Button component={Link} to="/data/connect" variant="default" leftSection={<IconLink size={15} />}>
        Connect a table
      </Button>
      <Button component={Link} to="/data/import" leftSection={<IconUpload size={15} />}>
        Import a table
      </Button>
    </>
  )
  return (
    <Page
      width={datasets.data && datasets.data.length > 0 ? 'full' : 'wide'}
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
          Import a CSV file, a spreadsheet, JSON or XML, and every row becomes a page. You see how it was
          read, column by column, before anything is stored, and you can import the same file again later:
          only the rows that changed will change your site.
        </EmptyState>
      ) : (
        <DatasetList datasets={datasets.data} />
      )}
    </Page>
  )
}
