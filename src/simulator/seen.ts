// Records as a call sees them: as they are, or as they were while its reads lag.
import type { Call } from './route.ts'
import type { Kind, Kinds } from './types.ts'

/** How far behind this call reads: the site's own lag, or more where a fault says so. */
export function lagOf(call: Call, siteLagMs: number): number {
  return Math.max(siteLagMs, call.effects.staleMs)
}

export function recordsSeen<K extends Kind>(call: Call, kind: K, scope: string, lagMs: number): Kinds[K][] {
  return lagMs > 0 ? call.past.all(kind, scope, call.steadyNow() - lagMs) : call.store.all(kind, scope)
}

export function recordSeen<K extends Kind>(
  call: Call,
  kind: K,
  scope: string,
  id: string,
  lagMs: number,
): Kinds[K] | undefined {
  return lagMs > 0
    ? call.past.get(kind, scope, id, call.steadyNow() - lagMs)
    : call.store.get(kind, scope, id)
}
