// Asks Wix everything a check wants to know: who the credentials are, then every probe, four at a time (see
// `mostRequests`), each sent once.
import type { SiteSummary } from '../api/connection.ts'
import { type AppInstance, isWixError, type WixClient, type WixError } from '../wix/index.ts'
import type { Credentials } from './credentials.ts'
import { type Finding, granted, judge } from './judge.ts'
import { readSites as readSitesPermission } from './permission-table.ts'
import { firstRead, otherProbes, type Probe } from './probes.ts'

export interface Examination {
  /** Set when nothing more could be asked: the token was refused, or no answer came. */
  stopped: { at: 'token' | 'first'; error: WixError } | null
  /** In milliseconds, until the first answer. */
  firstAnswerMs: number | null
  findings: Finding[]
  /** Of app credentials, as the token says. */
  token: { siteId: string | null; appId: string | null } | null
  instance: AppInstance | null
  siteUrl: string | null
  /** Of the account, when its id is known and the list was given. */
  sites: SiteSummary[] | null
  /** False: the list broke off, so that a site may be missing from `sites`. */
  hasAllSites: boolean
}

const probesAtOnce = 4

export async function examine(
  client: WixClient,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Examination> {
  const made: Examination = {
    stopped: null,
    firstAnswerMs: null,
    findings: [],
    token: null,
    instance: null,
    siteUrl: null,
    sites: null,
    hasAllSites: false,
  }
  const startedAt = performance.now()
  if (credentials.kind === 'app') {
    const refusal = await readToken(client, made, signal)
    if (refusal) return { ...made, stopped: { at: 'token', error: refusal } }
    made.firstAnswerMs = Math.round(performance.now() - startedAt)
  }
  const first = await ask(firstRead, client, signal)
  if (first.error && (first.cause === 'no_answer' || first.cause === 'throttled'))
    return { ...made, stopped: { at: 'first', error: first.error } }
  made.firstAnswerMs ??= Math.round(performance.now() - startedAt)
  made.findings.push(first)
  await runAll(tasksOf(client, credentials, made, signal))
  made.siteUrl ??= firstRead.siteUrlIn?.(first.body) ?? null
  return made
}

/** Mints the token, and reads which site it is for. Returns why there is none. */
async function readToken(
  client: WixClient,
  made: Examination,
  signal: AbortSignal,
): Promise<WixError | null> {
  try {
    const { siteId, clientId } = await client.token.info({ signal })
    made.token = { siteId: siteId ?? null, appId: clientId ?? null }
    return null
  } catch (error) {
    if (!isWixError(error)) throw error
    // Its facts are good to have; without them the probes tell.
    return error.path === '/oauth2/token' || error.status === undefined ? error : null
  }
}

function tasksOf(
  client: WixClient,
  credentials: Credentials,
  made: Examination,
  signal: AbortSignal,
): (() => Promise<void>)[] {
  const probes = otherProbes.map((probe) => async () => {
    const finding = await ask(probe, client, signal)
    const meetsOther = finding.error?.status === 428 && finding.error.kind !== 'app_not_installed'
    made.findings.push(finding)
    if (probe.otherCatalog && meetsOther) made.findings.push(await ask(probe.otherCatalog, client, signal))
  })
  const extras =
    credentials.kind === 'app'
      ? [() => readInstance(client, made, signal)]
      : [
          () => readUrls(client, made, signal),
          ...(credentials.accountId ? [() => readSites(client, made, signal)] : []),
        ]
  return [...extras, ...probes]
}

async function runAll(tasks: (() => Promise<void>)[]): Promise<void> {
  const work = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) await task()
  }
  await Promise.all(Array.from({ length: probesAtOnce }, work))
}

async function ask(probe: Probe, client: WixClient, signal: AbortSignal): Promise<Finding> {
  try {
    return granted(probe, await probe.run(client, signal))
  } catch (error) {
    return judge(probe, error)
  }
}

async function readInstance(client: WixClient, made: Examination, signal: AbortSignal): Promise<void> {
  made.instance = await client.appInstance.get({ signal }).catch(ignoreRefusal)
  made.siteUrl = made.instance?.site.url ?? null
}

async function readUrls(client: WixClient, made: Examination, signal: AbortSignal): Promise<void> {
  const urls = (await client.siteUrls.published({ signal }).catch(ignoreRefusal)) ?? []
  made.siteUrl = (urls.find((one) => one.primary) ?? urls[0])?.url ?? null
}

export const accountSites: Omit<Probe, 'run'> = {
  id: 'sites',
  permission: readSitesPermission.name,
  app: null,
}

async function readSites(client: WixClient, made: Examination, signal: AbortSignal): Promise<void> {
  const sites: SiteSummary[] = []
  const run = async () => {
    for await (const { id, displayName, viewUrl } of client.sites.queryAll({ signal }))
      sites.push({ id, name: displayName ?? null, url: viewUrl ?? null })
  }
  const finding = await ask({ ...accountSites, run }, client, signal)
  made.hasAllSites = finding.error === null
  // The first pages prove the permission, even if the time was over before the last.
  const isProven = made.hasAllSites || sites.length > 0
  if (isProven) made.sites = sites
  // It speaks for the account and not for the site.
  made.findings.push({ ...(isProven ? granted(finding.probe, null) : finding), provesSite: false })
}

/** Nice to have: what cannot be read is not known. */
function ignoreRefusal(error: unknown): null {
  if (isWixError(error)) return null
  throw error
}
