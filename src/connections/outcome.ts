// What a check means for a stored connection and the projects that use it. Pure.
import type { CheckFailure, ConnectionCheck, PermissionState } from '../api/connection.ts'
import { targets } from '../targets/index.ts'
import { opennessOf } from './conclude.ts'
import { appFailure, isVerdict, permissionFailure } from './failure.ts'
import { mergeCapabilities } from './site-apps.ts'
import type { ConnectionChange } from './store.ts'
import type { UsedConnection } from './uses.ts'
import { holderOf } from './wix-pages.ts'

type Known = Pick<
  UsedConnection,
  'status' | 'permissions' | 'capabilities' | 'projects' | 'method' | 'appId' | 'siteName' | 'siteId'
>

/** A check that Wix did not answer changes nothing but the note about it. */
export function describeCheck(check: ConnectionCheck, before: Known): ConnectionChange {
  const { failure, site } = check
  if (!check.ok && failure && !isVerdict(failure))
    return { status: before.status, failure, statusReason: reasonOf(failure) }
  const isRefused = !check.ok && check.permissions.length === 0
  const permissions = isRefused
    ? unproven(before.permissions, check.checkedAt)
    : mergeStates(before.permissions, check.permissions)
  const capabilities = mergeCapabilities(before.capabilities, check.capabilities)
  const known = {
    ...(site && {
      siteId: site.id,
      ...(site.name && { siteName: site.name }),
      ...(site.url && { siteUrl: site.url }),
      ...(site.timeZone && { timeZone: site.timeZone }),
    }),
    permissions,
    capabilities,
    lastCheckedAt: check.checkedAt,
  }
  if (!check.ok)
    return { ...known, status: 'needs_attention', failure, statusReason: failure && reasonOf(failure) }
  const name = site?.name ?? before.siteName ?? before.siteId
  const lack = findLack({ ...before, permissions, capabilities, siteName: name })
  if (lack) return { ...known, status: 'limited', failure: lack, statusReason: reasonOf(lack) }
  return { ...known, status: 'active', failure: null, statusReason: warningOf(permissions) }
}

/** What a project that uses the connection cannot do without; null when all have what they need. */
export function findLack(known: Omit<Known, 'status'>): CheckFailure | null {
  const { permissions, capabilities, projects } = known
  const name = known.siteName ?? known.siteId
  const missing = missingFor(
    permissions,
    projects.map(({ destination }) => destination),
  )
  if (missing.length > 0) return permissionFailure(holderOf(known), missing, name)
  const without = targets
    .filter(({ id }) => projects.some(({ destination }) => destination === id))
    .filter((target) => opennessOf(target, permissions, capabilities) === 'no_app')
    .map(({ app }) => app.name)
  return without.length > 0 ? appFailure([...new Set(without)], null) : null
}

/** Which of these permissions projects with such destinations certainly lack. */
export function missingFor(
  permissions: readonly PermissionState[],
  destinations: readonly string[],
): PermissionState[] {
  return permissions.filter(
    (one) => one.state === 'missing' && one.requiredFor.some((id) => destinations.includes(id)),
  )
}

/** Credentials that Wix refuses hold nothing, whatever was found before it did. */
function unproven(before: PermissionState[], checkedAt: string): PermissionState[] {
  const reason = 'Wix refused the credentials at the last check, so nobody can tell.'
  return before.map((one) => ({ ...one, state: 'unknown', via: null, reason, checkedAt }))
}

/** A permission that could not be judged this time keeps what was found before. */
function mergeStates(before: PermissionState[], now: PermissionState[]): PermissionState[] {
  return now.map((one) => {
    const known = before.find((other) => other.name === one.name)
    if (one.state !== 'unknown' || !known || known.state === 'unknown') return one
    return { ...one, state: known.state, via: known.via, reason: null, checkedAt: known.checkedAt }
  })
}

export function reasonOf(failure: CheckFailure): string {
  return `${failure.title}. ${failure.reason}`
}

/** Beside the green word: what nobody needs now. */
function warningOf(permissions: PermissionState[]): string | null {
  const missing = permissions.filter((one) => one.state === 'missing' && !one.optional)
  if (missing.length === 0) return null
  return missing.map(({ name, without }) => `${name} is missing: ${without}`).join(' ')
}
