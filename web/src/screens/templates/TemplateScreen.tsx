import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { destinationsQuery } from '../../queries/connections.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { templateQuery } from '../../queries/templates.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { TemplateEditor } from './TemplateEditor.tsx'
import { useBegun } from './useBegun.ts'

/** Loads what the editor needs, then hands over. */
export function TemplateScreen() {
  const { id } = useParams({ from: '/shell/templates/$id' })
  const template = useQuery(templateQuery(id))
  const destinations = useQuery(destinationsQuery)
  const projects = useQuery(projectsQuery)
  const { begun, error: draftError, refetch } = useBegun(id, template.data)
  const destination = destinations.data?.find((candidate) => candidate.id === template.data?.destination)

  if (begun && destination && projects.data) {
    return <TemplateEditor key={id} begun={begun} destination={destination} projects={projects.data} />
  }
  const error = template.error ?? destinations.error ?? projects.error ?? draftError
  return (
    <Page title="Template" parent={{ to: '/templates', label: 'Templates' }}>
      {error ? (
        <ErrorState
          title="The template could not be loaded"
          error={error}
          onRetry={() => {
            void template.refetch()
            void destinations.refetch()
            void projects.refetch()
            refetch()
          }}
        />
      ) : (
        <BlockSkeleton lines={10} />
      )}
    </Page>
  )
}
