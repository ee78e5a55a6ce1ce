// Messages that pass. What shows them is loaded with the first one.
import { lazy, Suspense, useSyncExternalStore } from 'react'

const load = () => import('./Notifications.tsx')
const Notifications = lazy(async () => ({ default: (await load()).Notifications }))

let isWanted = false
const readers = new Set<() => void>()
const subscribe = (reader: () => void) => {
  readers.add(reader)
  return () => readers.delete(reader)
}

/** Shows `message` for five seconds at the edge of the screen. */
export function notify(message: string, tone: 'good' | 'bad' = 'good'): void {
  isWanted = true
  for (const reader of readers) reader()
  void load().then(({ show }) => show(message, tone))
}

/** A failure with nowhere else to stand: what, why and what to do, until it is closed. */
export function notifyFailure(title: string, error: unknown): void {
  isWanted = true
  for (const reader of readers) reader()
  void load().then(({ showFailure }) => showFailure(title, error))
}

/** Where messages appear; once in the whole dashboard. */
export function Notices() {
  return useSyncExternalStore(subscribe, () => isWanted) ? (
    <Suspense fallback={null}>
      <Notifications />
    </Suspense>
  ) : null
}
