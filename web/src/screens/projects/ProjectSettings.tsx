import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { connectionsQuery, destinationsQuery } from '../../queries/connections.ts'
import { templatesQuery } from '../../queries/templates.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InSlices } from '../../ui/InSlices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { DeleteProject } from './DeleteProject.tsx'
import { ProjectSettingsForm } from './ProjectSettingsForm.tsx'
import classes from './Projects.module.css'
import { RefreshRule } from './RefreshRule.tsx'

const ReadAgain = lazy(async () => ({ default: (await import('./ReadAgain.tsx')).ReadAgain }))

export function ProjectSettings({ project }: { project: Project }) {
  const connections = useQuery(connectionsQuery)
  const destinations = useQuery(destinationsQuery)
  const templates = useQuery(templatesQuery)
  const destination = destinations.data?.find(({ id }) => id === project.destination)
  const failed = [connections, destinations, templates].find((query) => query.error)
  if (failed) {
    return (
      <ErrorState
        title="The settings could not be loaded"
        error={failed.error}
        onRetry={() => void failed.refetch()}
      />
    )
  }
  const before = <BlockSkeleton lines={6} />
  if (!connections.data || !destination || !templates.data) return before
  return (
    <InSlices before={before}>
      <div className={classes.settings}>
        <ProjectSettingsForm
          project={project}
          destination={destination}
          connections={connections.data}
          templates={templates.data.filter((item) => item.destination === project.destination)}
        />
        <InSlices>
          <RefreshRule projectId={project.id} />
          {destination.fieldsDependOnSite && (
            <Suspense fallback={null}>
              <ReadAgain projectId={project.id} />
            </Suspense>
          )}
          <DeleteProject project={project} />
        </InSlices>
      </div>
    </InSlices>
  )
}
