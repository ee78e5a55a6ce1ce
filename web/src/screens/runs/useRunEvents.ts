import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { beatEvent, silenceMs } from '../../../../src/api/event-beat.ts'
import type { Run } from '../../../../src/api/run.ts'
import { routes, urlOf } from '../../api.ts'

export type Liveness = 'connecting' | 'live' | 'reconnecting'

/** How long until a stream that was refused is asked for again. */
const retryMs = 1000

/** Writes the run's live events into the query cache; the browser reconnects by itself, we tell how it stands. */
export function useRunEvents(id: string, isWanted: boolean): Liveness {
  const client = useQueryClient()
  const [liveness, setLiveness] = useState<Liveness>('connecting')

  useEffect(() => {
    if (!isWanted) return
    let source: EventSource | null = null
    let retry: ReturnType<typeof setTimeout> | undefined
    let silence: ReturnType<typeof setTimeout> | undefined
    let wasCut = false
    const heard = () => {
      clearTimeout(silence)
      silence = setTimeout(reopen, silenceMs)
    }
    const cut = () => {
      wasCut = true
      setLiveness('reconnecting')
    }
    const goOn = () => {
      heard()
      setLiveness('live')
      // Its pages and its diary went on without us.
      if (wasCut) void client.invalidateQueries({ queryKey: ['runs', id] })
      wasCut = false
    }
    const open = () => {
      heard()
      source = new EventSource(urlOf(routes.runs.events, { params: { id } }))
      source.onopen = goOn
      source.addEventListener('run', (event) => {
        goOn()
        client.setQueryData<Run>(['runs', id], JSON.parse(event.data))
      })
      source.addEventListener(beatEvent, heard)
      source.onerror = () => {
        cut()
        // A refusal (server starting, signed out) closes for good; polling shows which, and we try again.
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, retryMs)
      }
    }
    // A connection can be dead without the browser knowing.
    const reopen = () => {
      clearTimeout(retry)
      source?.close()
      cut()
      open()
    }
    open()
    return () => {
      clearTimeout(retry)
      clearTimeout(silence)
      source?.close()
    }
  }, [client, id, isWanted])

  return liveness
}
