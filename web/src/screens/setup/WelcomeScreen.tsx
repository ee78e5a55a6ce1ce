// What comes after the account: the sample project, as soon as it is there.
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { sampleQuery } from '../../queries/sample.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'

/** Longer than it takes on a slow machine. */
const patienceMs = 20_000

export function WelcomeScreen() {
  const sample = useQuery(sampleQuery)
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  const { state, projectId } = sample.data ?? {}
  if (state === 'ready' && projectId)
    return <Navigate to="/projects/$id" params={{ id: projectId }} replace />
  if (sample.error || (state !== undefined && state !== 'making')) return <Navigate to="/projects" replace />
  return (
    <Page
      width="narrow"
      title="Welcome"
      lead="Pages of a sample table are being made on a practice site, so that there is something to look at."
      actions={
        <ButtonLink to="/start" variant="default">
          Start with your own table
        </ButtonLink>
      }
    >
      <div role="status" aria-label="The sample project is being made">
        <BlockSkeleton lines={8} />
      </div>
      {isLate && (
        <p>
          This takes longer than usual. It goes on without you:{' '}
          <ButtonLink to="/projects" variant="default" size="xs">
            Go to projects
          </ButtonLink>
        </p>
      )}
    </Page>
  )
}
