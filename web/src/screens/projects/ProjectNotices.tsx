// Above a project: what its connection may not do, and what the site says that matters before publishing.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { projectFieldsQuery } from '../../queries/projects.ts'

// Most projects have none.
const NoticeList = lazy(async () => ({ default: (await import('./NoticeList.tsx')).NoticeList }))

export function ProjectNotices({ project }: { project: Project }) {
  const destinations = useQuery(destinationsQuery)
  const isMapped =
    destinations.data?.find(({ id }) => id === project.destination)?.fieldsDependOnSite ?? false
  const site = useQuery({ ...projectFieldsQuery(project.id), enabled: isMapped })
  const notes = site.data?.notes ?? []
  if (project.missingPermissions.length + notes.length === 0) return null
  return (
    <Suspense fallback={null}>
      <NoticeList project={project} notes={notes} />
    </Suspense>
  )
}
