// What everything that was found means for the credentials as a whole. Pure.
import type { Capabilities, CheckFailure, PermissionState } from '../api/connection.ts'
import { type AnyTarget, targets } from '../targets/index.ts'
import type { WixError } from '../wix/index.ts'
import { callFailure } from './call-failure.ts'
import { isPassing } from './cannot-tell.ts'
import type { Credentials } from './credentials.ts'
import type { Examination } from './examine.ts'
import {
  appFailure,
  keyFailure,
  keyOrSiteFailure,
  nothingAllowedFailure,
  otherSiteFailure,
  permissionFailure,
  siteFailure,
  tokenFailure,
} from './failure.ts'
import type { Finding } from './judge.ts'
import { permissionTable, readSites } from './permission-table.ts'
import { isAppMissing } from './site-apps.ts'

/** Why the credentials do not open the site; null when they do. */
export function findRefusal(credentials: Credentials, made: Examination): CheckFailure | null {
  const { findings, token } = made
  const siteProbes = findings.filter((one) => one.probe.permission !== readSites.name)
  const requestId = siteProbes.find((one) => one.error)?.error?.requestId ?? null
  if (credentials.kind === 'app') {
    if (token?.appId && token.appId !== credentials.appId) return tokenFailure(credentials, 'app', requestId)
    if (token?.siteId && credentials.siteId && token.siteId !== credentials.siteId)
      return otherSiteFailure(credentials, credentials.siteId, token.siteId)
  }
  if (siteProbes.some((one) => one.provesSite)) return null
  // A comfort that gives no answer hides nothing of what the others say.
  const needed = siteProbes.filter((one) => isNeeded(one.probe.permission))
  const passing = needed.find((one) => one.cause && isPassing(one.cause))
  if (passing?.error) return callFailure(passing.error, null)
  if (credentials.kind === 'app') return nothingAllowedFailure(credentials, requestId)
  if (made.sites) {
    const isTheirs = made.sites.some(({ id }) => id.toLowerCase() === credentials.siteId)
    if (isTheirs) return nothingAllowedFailure(credentials, requestId)
    if (made.hasAllSites) return siteFailure(credentials, made.sites, requestId)
  }
  const refusals = siteProbes.filter((one) => one.verdict === 'missing')
  if (refusals.length > 0 && refusals.every(isUnknownIdentity)) return keyFailure(credentials, requestId)
  // Wix Data has a code of its own for a site that nobody has.
  const saysSite = ({ error }: Finding) => error?.code === 'PERMISSION_DENIED' || error?.code === 'WDE0117'
  if (siteProbes.some(saysSite)) return siteFailure(credentials, null, requestId)
  return keyOrSiteFailure(credentials, requestId)
}

/** The page that says 404 is no proxy's that keeps us from Wix: that one would not let the reads through. */
function isUnknownPage({ error }: Finding): boolean {
  return error?.status === 404 && (error.bodyForm === 'other' || error.bodyForm === 'empty')
}

function isNeeded(permission: string): boolean {
  return permissionTable.some(({ name, requiredFor }) => name === permission && requiredFor.length > 0)
}

/** Wix's words for a caller it does not know: 401 with an envelope that holds nothing. With 403 they prove nothing. */
function isUnknownIdentity({ error }: Finding): boolean {
  return (
    error?.status === 401 && error.code === undefined && error.description === '' && error.bodyForm === 'json'
  )
}

/** The token was refused, or did not come. */
export function tokenRefusal(credentials: Credentials, error: WixError): CheckFailure {
  const requestId = error.requestId ?? null
  // A 400 without a word is a refusal too; with a page it is a proxy's.
  const isRefusal = error.kind === 'auth' || (error.status === 400 && error.bodyForm !== 'other')
  if (credentials.kind !== 'app' || !isRefusal) return callFailure(error, null)
  const said = error.description
  if (/^(invalid_client|unauthorized_client)/.test(said)) return tokenFailure(credentials, 'app', requestId)
  if (/^invalid_grant/.test(said) || (/^invalid_request/.test(said) && /instance/i.test(said)))
    return tokenFailure(credentials, 'instance', requestId)
  return tokenFailure(credentials, error.status === 401 ? 'app' : 'unknown', requestId)
}

export type Openness = 'open' | 'perhaps' | 'refused' | 'no_app'

/** Whether pages can go there with what was found. */
export function opennessOf(
  { id, app }: Pick<AnyTarget, 'id' | 'app'>,
  permissions: readonly PermissionState[],
  capabilities: Capabilities,
): Openness {
  const needed = permissions.filter((one) => one.requiredFor.includes(id))
  if (needed.some((one) => one.state === 'missing')) return 'refused'
  if (isAppMissing(app, capabilities)) return 'no_app'
  return needed.length > 0 && needed.every((one) => one.state === 'granted') ? 'open' : 'perhaps'
}

/** Why nothing could be published with credentials that open the site; null when something can. */
export function findObstacle(
  credentials: Credentials,
  findings: readonly Finding[],
  permissions: readonly PermissionState[],
  capabilities: Capabilities,
  site: string,
): CheckFailure | null {
  const open = targets.map((target) => ({ target, is: opennessOf(target, permissions, capabilities) }))
  if (open.some(({ is }) => is === 'open')) return null
  const needed = new Set(permissions.filter((one) => one.requiredFor.length > 0).map(({ name }) => name))
  const passing = findings.find(
    (one) => one.cause && isPassing(one.cause) && needed.has(one.probe.permission) && !isUnknownPage(one),
  )
  if (passing?.error) return callFailure(passing.error, null)
  // Nobody can tell, and nothing speaks against it: the first publish will.
  if (open.some(({ is }) => is === 'perhaps')) return null
  const refused = open.filter(({ is }) => is === 'refused').map(({ target }) => target.id as string)
  const without = open.filter(({ is }) => is === 'no_app').map(({ target }) => target.app.name)
  const missing = permissions.filter(
    (one) => one.state === 'missing' && one.requiredFor.some((id) => refused.includes(id)),
  )
  if (refused.length === 0) return appFailure([...new Set(without)], null)
  return permissionFailure(credentials, missing, site)
}
