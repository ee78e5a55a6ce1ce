import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Run } from '../../../../src/api/run.ts'
import { routes, urlOf } from '../../api.ts'

export type Liveness = 'connecting' | 'live' | 'reconnecting'

/** Writes the run's live events into the query cache; the browser reconnects by itself, we tell how it stands. */
export function useRunEvents(id: string, isWanted: boolean): Liveness {
  const client = useQueryClient()
  const [liveness, setLiveness] = useState<Liveness>('connecting')

  useEffect(() => {
    if (!isWanted) return
    let source: EventSource | null = null
    let retry: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      source = new EventSource(urlOf(routes.runs.events, { params: { id } }))
      source.onopen = () => setLiveness('live')
      source.addEventListener('run', (event) => {
        setLiveness('live')
        client.setQueryData<Run>(['runs', id], JSON.parse(event.data))
      })
      source.onerror = () => {
        setLiveness('reconnecting')
        // A refusal (server starting, signed out) closes for good; polling shows which, and we try again.
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, 3000)
      }
    }
    open()
    return () => {
      clearTimeout(retry)
      source?.close()
    }
  }, [client, id, isWanted])

  return liveness
}
