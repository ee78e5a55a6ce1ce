// Tries credentials: first what can be seen without asking, then Wix, with harmless requests alone. Gives up after
// ten seconds. Never shows a secret.
import type { CheckFailure, CheckStep, ConnectionCheck } from '../api/connection.ts'
import { isTimeZone } from '../api/time-zone.ts'
import { systemClock } from '../clock.ts'
import { createWixClient, type Fetch, type WixTimeouts } from '../wix/index.ts'
import { callFailure } from './call-failure.ts'
import { findObstacle, findRefusal, tokenRefusal } from './conclude.ts'
import { type Credentials, type ReadCredentials, toAuth } from './credentials.ts'
import { type Examination, examine } from './examine.ts'
import { permissionFailure, shapeFailure, shortId } from './failure.ts'
import { siteDetails } from './permission-table.ts'
import { judgePermissions } from './permissions.ts'
import { measureReach } from './reach.ts'
import { judgeCapabilities, siteApps, unknownCapabilities } from './site-apps.ts'

export interface CheckSettings {
  baseUrl: string
  /** Aborts the check; then it throws the signal's reason. */
  signal?: AbortSignal
  /** Tests are less patient. In milliseconds. */
  limitMs?: number
  /** When it was done, as it will be shown; the machine's clock unless told. */
  now?: () => Date
  fetch?: Fetch
  onRequest?: () => void
}

const usualLimitMs = 10_000

/** The part of the limit that finding out is left with when no answer comes. */
const reachShare = 0.15

export async function checkCredentials(
  read: ReadCredentials,
  settings: CheckSettings,
): Promise<ConnectionCheck> {
  const check = startCheck(read, settings.now ?? systemClock.now)
  const { credentials, recognised } = read
  const isApp = recognised.kind === 'app'
  const shape = isApp ? 'Looks like the credentials of a Wix app' : 'Looks like a Wix API key and a Site ID'
  if (!credentials) {
    const failure = shapeFailure(recognised)
    return finish(
      check,
      isApp,
      { id: 'shape', label: shape, state: 'failed', detail: failure.reason },
      failure,
    )
  }
  check.steps.push({ id: 'shape', label: shape, state: 'ok', detail: '' })
  return ask(check, credentials, settings)
}

async function ask(
  check: ConnectionCheck,
  credentials: Credentials,
  settings: CheckSettings,
): Promise<ConnectionCheck> {
  const { baseUrl, limitMs = usualLimitMs } = settings
  const isApp = credentials.kind === 'app'
  const patience = limitMs * (1 - reachShare)
  const timeouts: WixTimeouts = { headersMs: patience, slowHeadersMs: patience, totalMs: patience }
  const client = createWixClient({
    baseUrl,
    auth: toAuth(credentials),
    timeouts,
    once: true,
    ...(settings.fetch && { fetch: settings.fetch }),
    ...(settings.onRequest && { onRequest: settings.onRequest }),
  })
  const enough = AbortSignal.timeout(patience)
  const signal = settings.signal ? AbortSignal.any([enough, settings.signal]) : enough
  const made = await examine(client, credentials, signal)
  settings.signal?.throwIfAborted()

  const reachStep = { id: 'reach', label: 'Wix answers' }
  if (made.stopped) {
    const { error, at } = made.stopped
    const isUnanswered = error.status === undefined
    const reached = isUnanswered ? await measureReach(baseUrl, limitMs * reachShare) : null
    const failure =
      at === 'token' && !isUnanswered ? tokenRefusal(credentials, error) : callFailure(error, reached)
    const isJudged =
      failure.code === 'WIX-CRED' || failure.code === 'WIX-SITE' || failure.code === 'WIX-KEY-OR-SITE'
    if (isJudged) check.steps.push({ ...reachStep, state: 'ok', detail: '' })
    const step = isJudged ? openStep(isApp) : reachStep
    return finish(check, isApp, { ...step, state: 'failed', detail: failure.title }, failure)
  }
  check.steps.push({ ...reachStep, state: 'ok', detail: `${made.firstAnswerMs} ms` })
  return conclude(check, credentials, made)
}

function conclude(check: ConnectionCheck, credentials: Credentials, made: Examination): ConnectionCheck {
  const isApp = credentials.kind === 'app'
  check.sites = made.sites
  check.hasAllSites = made.hasAllSites
  const refusal = findRefusal(credentials, made)
  if (refusal)
    return finish(check, isApp, { ...openStep(isApp), state: 'failed', detail: refusal.title }, refusal)

  const site = siteOf(credentials, made)
  const label = site.name ?? `site ${shortId(site.id)}`
  check.site = site
  check.permissions = judgePermissions(made.findings, made.instance, check.checkedAt)
  check.capabilities = judgeCapabilities(made.findings, made.instance)
  check.apps = siteApps(check.capabilities)
  const { permissions, capabilities } = check
  check.steps.push(
    { ...openStep(isApp), state: 'ok', detail: '' },
    {
      id: 'site',
      label: `Site found: ${label}`,
      state: site.name ? 'ok' : 'warning',
      detail: site.url ?? '',
    },
  )
  for (const { name, state, reason, via, optional } of permissions) {
    const words = { granted: 'ok', missing: optional ? 'warning' : 'failed', unknown: 'warning' } as const
    const detail = state === 'granted' ? (via ? `granted through ${via}` : 'granted') : (reason ?? 'missing')
    check.steps.push({ id: `permission:${name}`, label: name, state: words[state], detail })
  }
  const obstacle = findObstacle(credentials, made.findings, permissions, capabilities, label)
  if (obstacle) return { ...check, failure: obstacle }
  const missing = permissions.filter((one) => one.state === 'missing' && !one.optional)
  // With `ok` a failure is a warning: the site can be connected.
  const failure = missing.length > 0 ? permissionFailure(credentials, missing, label) : null
  return { ...check, ok: true, failure }
}

/** What is known without asking for it; the name as Wix reports it. */
function siteOf(credentials: Credentials, made: Examination): NonNullable<ConnectionCheck['site']> {
  const listed = made.sites?.find(({ id }) => id.toLowerCase() === credentials.siteId)
  const own = made.instance?.site
  const read = made.findings.find((one) => one.probe.permission === siteDetails.name)?.body as {
    properties?: { siteDisplayName?: unknown; businessName?: unknown; timeZone?: unknown }
  } | null
  const names = [
    read?.properties?.siteDisplayName,
    own?.siteDisplayName,
    read?.properties?.businessName,
    listed?.name,
  ]
  const zone = read?.properties?.timeZone
  const name = names.find((one): one is string => typeof one === 'string' && one !== '')
  const instanceId = credentials.kind === 'app' ? credentials.instanceId : ''
  return {
    id: made.token?.siteId ?? own?.siteId ?? credentials.siteId ?? instanceId,
    name: name ?? null,
    url: made.siteUrl ?? listed?.url ?? null,
    timeZone: isTimeZone(zone) ? zone : null,
  }
}

function openStep(isApp: boolean): Pick<CheckStep, 'id' | 'label'> {
  return { id: 'open', label: isApp ? 'App credentials are accepted' : 'Key opens this site' }
}

function startCheck({ recognised }: ReadCredentials, now: () => Date): ConnectionCheck {
  const capabilities = unknownCapabilities()
  return {
    number: 0,
    checkedAt: now().toISOString(),
    method: recognised.kind,
    ok: false,
    site: null,
    sites: null,
    hasAllSites: false,
    steps: [],
    permissions: [],
    capabilities,
    apps: siteApps(capabilities),
    failure: null,
    notes: recognised.notes,
  }
}

/** Ends with a failed step; those that would have come after it say that nobody looked. */
function finish(
  check: ConnectionCheck,
  isApp: boolean,
  step: CheckStep,
  failure: CheckFailure,
): ConnectionCheck {
  const all: Pick<CheckStep, 'id' | 'label'>[] = [
    { id: 'shape', label: '' },
    { id: 'reach', label: 'Wix answers' },
    openStep(isApp),
    { id: 'site', label: 'Site found' },
  ]
  const later = all.slice(all.findIndex(({ id }) => id === step.id) + 1)
  const skipped = later.map((one): CheckStep => ({ ...one, state: 'skipped', detail: '' }))
  return { ...check, steps: [...check.steps, step, ...skipped], failure }
}
