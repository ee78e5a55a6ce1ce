// Waiting for something that goes on in the background of the server.
import { setTimeout as sleep } from 'node:timers/promises'
import { CliError } from './errors.ts'

/** A server that restarts is back within a minute. */
const patience = 60

/** Reads until `isDone`; `onState` gets each state. Short interruptions of the server are waited out. */
export async function pollUntil<T>(
  read: () => Promise<T>,
  isDone: (state: T) => boolean,
  { onState, intervalMs = 500 }: { onState?: (state: T) => void; intervalMs?: number } = {},
): Promise<T> {
  let failures = 0
  for (;;) {
    try {
      const state = await read()
      failures = 0
      onState?.(state)
      if (isDone(state)) return state
    } catch (error) {
      if (!isPassing(error) || ++failures > patience) throw error
    }
    await sleep(failures > 0 ? 1000 : intervalMs)
  }
}

/** The server is away or busy; asking again may help. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof CliError && ['unreachable', 'unavailable', 'database_unavailable'].includes(error.code)
  )
}
