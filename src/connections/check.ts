// Tries credentials: first what can be seen without asking, then one harmless read, then the other probes, four
// at a time. At most 14 requests, retries included. Never shows the key.
import type { CheckFailure, ConnectionCheck, PermissionState } from '../api/connection.ts'
import type { Permission } from '../targets/target.ts'
import { createWixClient, isWixError, type WixClient, type WixError, type WixTimeouts } from '../wix/index.ts'
import type { Credentials, ReadCredentials } from './credentials.ts'
import {
  callFailure,
  keyFailure,
  keyOrSiteFailure,
  permissionFailure,
  shapeFailure,
  shortId,
} from './failure.ts'
import { combine, firstRead, judge, type Probe, probesFor, siteDetails, type Verdict } from './probes.ts'
import { readSite, type SiteFacts } from './site.ts'

export interface CheckSettings {
  baseUrl: string
  /** What the destinations need. */
  permissions: readonly Permission[]
  signal?: AbortSignal
  /** In milliseconds; ten seconds until the headers unless told. */
  timeouts?: WixTimeouts
  now?: () => number
}

const usualTimeouts = { headersMs: 10_000, slowHeadersMs: 10_000, totalMs: 15_000 }
const probesAtOnce = 4

interface Result {
  permission: string
  verdict: Verdict
  error: WixError | null
}

export async function checkCredentials(
  read: ReadCredentials,
  settings: CheckSettings,
): Promise<ConnectionCheck> {
  const check: ConnectionCheck = {
    ok: false,
    site: null,
    steps: [],
    permissions: [],
    failure: null,
    notes: read.notes,
  }
  const fail = (failure: CheckFailure): ConnectionCheck => ({ ...check, failure })
  if (!read.credentials) {
    check.steps.push({
      id: 'shape',
      label: 'Looks like a key and a site ID',
      state: 'failed',
      detail: read.problem!.reason,
    })
    return fail(shapeFailure(read.problem!))
  }
  check.steps.push({ id: 'shape', label: 'Looks like a key and a site ID', state: 'ok', detail: '' })

  const { credentials } = read
  const signal = settings.signal ?? AbortSignal.timeout(60_000)
  const client = createWixClient({
    baseUrl: settings.baseUrl,
    auth: { kind: 'apiKey', ...credentials },
    timeouts: settings.timeouts ?? usualTimeouts,
  })
  const now = settings.now ?? Date.now
  const startedAt = now()
  const first = await tryProbe(firstRead, client, signal)
  if (first.verdict === 'unknown' && first.error && first.error.kind !== 'app_not_installed') {
    const failure = callFailure(first.error)
    check.steps.push({ id: 'reach', label: 'Wix answers', state: 'failed', detail: failure.title })
    return fail(failure)
  }
  check.steps.push({ id: 'reach', label: 'Wix answers', state: 'ok', detail: `${now() - startedAt} ms` })

  const { results, site } = await probeRest(first, client, settings, signal)
  return conclude(check, credentials, results, site, settings)
}

async function probeRest(first: Result, client: WixClient, settings: CheckSettings, signal: AbortSignal) {
  const results = [first]
  let site: SiteFacts = { name: null, url: null }
  const tasks: (() => Promise<void>)[] = [
    async () => {
      const facts = await readSite(client, signal)
      site = facts.site
      results.push({ permission: siteDetails, verdict: facts.verdict, error: facts.error })
    },
    ...probesFor(settings.permissions.map(({ name }) => name)).map((probe) => async () => {
      results.push(await tryProbe(probe, client, signal))
    }),
  ]
  const work = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) await task()
  }
  await Promise.all(Array.from({ length: probesAtOnce }, work))
  return { results, site }
}

async function tryProbe(probe: Probe, client: WixClient, signal: AbortSignal): Promise<Result> {
  try {
    await probe.run(client, signal)
    return { permission: probe.permission, verdict: 'granted', error: null }
  } catch (error) {
    const verdict = judge(probe, error)
    return { permission: probe.permission, verdict, error: isWixError(error) ? error : null }
  }
}

function conclude(
  check: ConnectionCheck,
  credentials: Credentials,
  results: Result[],
  site: SiteFacts,
  settings: CheckSettings,
): ConnectionCheck {
  const refused = results.filter((one) => one.verdict === 'missing')
  if (refused.length === results.length) {
    const requestId = refused[0]?.error?.requestId ?? null
    const isKeyUnknown = refused.every((one) => one.error?.status === 401)
    const failure = isKeyUnknown
      ? keyFailure(credentials, requestId)
      : keyOrSiteFailure(credentials, requestId)
    check.steps.push({ id: 'open', label: 'Key opens this site', state: 'failed', detail: failure.title })
    return { ...check, failure }
  }
  const missingApp = results.find((one) => one.error?.kind === 'app_not_installed')
  const siteLabel = site.name ?? `site ${shortId(credentials.siteId)}`
  check.steps.push(
    { id: 'open', label: 'Key opens this site', state: 'ok', detail: '' },
    {
      id: 'site',
      label: `Site found: ${siteLabel}`,
      state: site.name ? 'ok' : 'warning',
      detail: site.url ?? '',
    },
  )
  check.site = { id: credentials.siteId, ...site }
  check.permissions = toStates(results, settings)
  for (const { name, state, required } of check.permissions) {
    const words = { granted: 'ok', missing: required ? 'failed' : 'warning', unknown: 'warning' } as const
    const detail = state === 'unknown' ? 'Cannot tell; it will be known at the first publish' : state
    check.steps.push({ id: `permission:${name}`, label: name, state: words[state], detail })
  }
  const missing = check.permissions.filter((one) => one.required && one.state === 'missing')
  if (missingApp?.error) return { ...check, failure: callFailure(missingApp.error) }
  if (missing.length > 0) return { ...check, failure: permissionFailure(siteLabel, missing) }
  const notTold = results.find((one) => one.verdict === 'unknown' && isRequired(one.permission, settings))
  // A required permission that could not be judged is no pass.
  if (notTold?.error) return { ...check, failure: callFailure(notTold.error) }
  return { ...check, ok: true }
}

function isRequired(permission: string, settings: CheckSettings): boolean {
  return settings.permissions.some((one) => one.name === permission && one.required)
}

const ownPermission: Permission = {
  name: siteDetails,
  purpose: 'Show the name and address of the site',
  without: 'You see the site ID instead.',
  required: false,
}

function toStates(results: Result[], settings: CheckSettings): PermissionState[] {
  const checkedAt = new Date((settings.now ?? Date.now)()).toISOString()
  return [...settings.permissions, ownPermission].map((permission) => {
    const verdicts = results.filter((one) => one.permission === permission.name).map((one) => one.verdict)
    return { ...permission, state: combine(verdicts), checkedAt }
  })
}
