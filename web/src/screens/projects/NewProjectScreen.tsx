import { useQuery } from '@tanstack/react-query'
import { connectionsQuery, destinationsQuery } from '../../queries/connections.ts'
import { datasetsQuery } from '../../queries/data.ts'
import { templatesQuery } from '../../queries/templates.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InSlices } from '../../ui/InSlices.tsx'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { NewProjectForm } from './NewProjectForm.tsx'

/** Loads what can be chosen, then hands over. */
export function NewProjectScreen() {
  const datasets = useQuery(datasetsQuery)
  const connections = useQuery(connectionsQuery)
  const destinations = useQuery(destinationsQuery)
  const templates = useQuery(templatesQuery)
  const queries = [datasets, connections, destinations, templates]
  const failed = queries.find((query) => query.error)
  const before = <BlockSkeleton lines={8} />
  return (
    <Page
      width="narrow"
      title="New project"
      parent={{ to: '/projects', label: 'Projects' }}
      lead="Creating a project sends nothing to Wix. You will see every page and a plan first."
    >
      {datasets.data && connections.data && destinations.data && templates.data ? (
        <InSlices before={before}>
          <NewProjectForm
            datasets={datasets.data}
            connections={connections.data}
            destinations={destinations.data}
            templates={templates.data}
          />
        </InSlices>
      ) : failed ? (
        <ErrorState
          title="The choices could not be loaded"
          error={failed.error}
          onRetry={() => queries.forEach((query) => void query.refetch())}
        />
      ) : (
        before
      )}
    </Page>
  )
}
