import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ErrorState } from '../../ui/ErrorState.tsx'

/** Whatever no screen caught: an unreachable server at start, or a bug of the dashboard. */
export function CrashScreen({ error }: ErrorComponentProps) {
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  useEffect(() => boundary.reset(), [boundary])
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '100%' }}>
      <ErrorState
        title="This screen could not be shown"
        error={error}
        onRetry={() => void router.invalidate()}
      />
    </main>
  )
}
