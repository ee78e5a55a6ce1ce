import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { isMissingChunk, mayReload } from './missing-chunk.ts'

/**
 * Whatever no screen caught: an unreachable server at start, or a bug of the dashboard. A part that an update took
 * away comes with a reload, which happens by itself.
 */
export function CrashScreen({ error }: ErrorComponentProps) {
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  useEffect(() => boundary.reset(), [boundary])
  const [isReloading, setReloading] = useState(() => isMissingChunk(error))
  useEffect(() => {
    if (!isMissingChunk(error)) return
    if (mayReload(sessionStorage, Date.now())) location.reload()
    else setReloading(false)
  }, [error])
  if (isReloading) return null
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
