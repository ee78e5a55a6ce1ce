// What a check means for a stored connection. Pure.
import type { CheckFailure, ConnectionCheck, PermissionState } from '../api/connection.ts'
import { isVerdict } from './failure.ts'
import type { ConnectionChange, StoredConnection } from './store.ts'

/** A check that Wix did not answer changes nothing but the note about it. */
export function describeCheck(check: ConnectionCheck, before: StoredConnection['status']): ConnectionChange {
  const { failure, site } = check
  if (failure && !isVerdict(failure)) {
    return { status: before, failure, statusReason: reasonOf(failure) }
  }
  return {
    ...(site && {
      siteId: site.id,
      ...(site.name && { siteName: site.name }),
      ...(site.url && { siteUrl: site.url }),
    }),
    status: statusOf(check),
    statusReason: failure ? reasonOf(failure) : limitsOf(check.permissions),
    failure,
    lastCheckedAt: new Date().toISOString(),
  }
}

/** A permission that could not be judged this time keeps what was found before. */
export function mergeStates(before: PermissionState[], now: PermissionState[]): PermissionState[] {
  if (now.length === 0) return before
  return now.map((one) => {
    const known = before.find((other) => other.name === one.name)
    return one.state === 'unknown' && known ? { ...one, state: known.state, checkedAt: known.checkedAt } : one
  })
}

function statusOf(check: ConnectionCheck): StoredConnection['status'] {
  if (!check.ok) return 'needs_attention'
  return check.permissions.some((one) => one.state === 'missing') ? 'limited' : 'active'
}

function reasonOf(failure: CheckFailure): string {
  return `${failure.title}. ${failure.reason}`
}

function limitsOf(permissions: PermissionState[]): string | null {
  const missing = permissions.filter((one) => one.state === 'missing')
  if (missing.length === 0) return null
  return missing.map(({ name, without }) => `${name} is missing: ${without}`).join(' ')
}
