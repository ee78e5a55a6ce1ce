// A connection and its check, in words. Pure.
import type {
  CheckFailure,
  Connection,
  ConnectionCheck,
  PermissionState,
  Reached,
  SiteApp,
  SiteSummary,
} from '../api/connection.ts'
import { credentialLabels } from '../api/credentials.ts'
import { pairs } from './table.ts'
import { time, words } from './text.ts'

const methodWords = { api_key: 'API key', app: 'Wix app', practice: 'practice site' } as const

export function describeConnection(connection: Connection): string {
  const secret = connection.method === 'app' ? 'App Secret' : 'API key'
  const projects = connection.projects.map(({ name, missing }) =>
    missing.length === 0 ? name : `${name}: cannot publish without ${missing.join(', ')}`,
  )
  const head = pairs([
    ['Name', connection.name],
    ['Id', connection.id],
    ['Kind', methodWords[connection.method]],
    ['Site', connection.siteName],
    ['Site ID', connection.siteId],
    ['Address', connection.siteUrl],
    ['Time zone', connection.timeZone],
    ['App ID', connection.appId],
    ['Instance ID', connection.instanceId],
    ['Account ID', connection.accountId],
    ['Status', words(connection.status)],
    ['', connection.statusReason],
    ['Has', appsThere(connection.apps)],
    [
      secret,
      connection.keyLast4 && `ends with ${connection.keyLast4}, fingerprint ${connection.keyFingerprint}`,
    ],
    ['Checked', time(connection.lastCheckedAt)],
    ['Last used', time(connection.lastUsedAt)],
    ['Projects', projects.join('\n') || 'none'],
    ['Live runs', connection.liveRuns.map((run) => `${run.projectName} (${run.id})`).join('\n')],
  ])
  return join([head, permissionLines(connection.permissions), failureLines(connection.failure)])
}

export function describeCheck(check: ConnectionCheck): string {
  const { site, sites } = check
  return join([
    check.ok ? `The credentials work for ${nameOf(site)}.` : 'The credentials do not work.',
    pairs(
      check.steps.map((step) => [step.state, step.detail ? `${step.label}: ${step.detail}` : step.label]),
    ),
    pairs([['The site has', appsThere(check.apps)]]),
    permissionLines(check.permissions),
    check.notes.map(({ field, text }) => `${credentialLabels[field]}: ${text}`).join('\n'),
    failureLines(check.failure),
    sites && !check.ok ? siteLines(sites, check.hasAllSites) : '',
  ])
}

function siteLines(sites: SiteSummary[], areAll: boolean): string {
  const rest = areAll ? '' : '\n  and more: Wix did not list the others in time'
  return `This key opens:\n${pairs(sites.map((one) => [`  ${one.id}`, nameOf(one)]))}${rest}`
}

function nameOf(site: SiteSummary | ConnectionCheck['site']): string {
  return [site?.name ?? site?.id ?? 'a site', site?.url ?? ''].filter((part) => part !== '').join(', ')
}

/** What is certainly there; unknown is not said. */
function appsThere(apps: SiteApp[]): string {
  return apps
    .filter(({ state }) => state === 'yes')
    .map(({ name, version }) => (version ? `${name} (${version})` : name))
    .join(', ')
}

function permissionLines(permissions: PermissionState[]): string {
  return pairs(
    permissions.map((one) => {
      const state = one.via ? `${one.state} through ${one.via}` : one.state
      const what = one.state === 'granted' ? one.purpose : (one.reason ?? one.without)
      return [one.name, `${state}${one.optional ? ' (optional)' : ''}. ${what}`]
    }),
  )
}

function failureLines(failure: CheckFailure | null): string {
  if (!failure) return ''
  const steps = failure.steps.map((step, i) => `  ${i + 1}. ${step}`)
  const links = failure.links.map(({ label, href }) => `${label}: ${href}`)
  const reached = failure.reached ? [reachedLine(failure.reached)] : []
  const request = failure.requestId ? [`Wix request ${failure.requestId}`] : []
  return [
    `${failure.title} (${failure.code})`,
    failure.reason,
    ...steps,
    ...links,
    ...reached,
    ...request,
  ].join('\n')
}

function reachedLine({ host, dns, tcp, tls, answer }: Reached): string {
  const stages = Object.entries({ dns, tcp, tls, answer }).map(
    ([name, { state, ms }]) => `${name} ${state}${ms === null ? '' : ` after ${Math.round(ms)} ms`}`,
  )
  return `${host}: ${stages.join(', ')}`
}

function join(parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}
