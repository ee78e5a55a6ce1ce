// Puts the parts together. The only place that knows all of them; it reads no environment.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { type Accounts, createAccounts } from './accounts/accounts.ts'
import { lockWorkspace } from './accounts/workspaces.ts'
import { retention } from './api/retention.ts'
import type { Status } from './api/status.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { type Connections, createConnections } from './connections/connections.ts'
import { dropDeadLeases } from './connections/lease.ts'
import { createPracticeSite } from './connections/practice.ts'
import { credentialsColumn } from './connections/sealed-credentials.ts'
import { createImports, type Imports } from './data/imports.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open.ts'
import type { Database } from './db/types.ts'
import { createGuardedFetch } from './fetcher/guarded-fetch.ts'
import { createImageChecks } from './images/image-checks.ts'
import { createJobs, type Jobs } from './jobs/jobs.ts'
import type { Logger } from './logger.ts'
import { createAskWix } from './pages/ask-wix.ts'
import { createLookUp } from './pages/look-up.ts'
import { createPageRenderers } from './pages/page-renderers.ts'
import { createPages } from './pages/pages.ts'
import { createPlanJob } from './plans/job.ts'
import { createProjects } from './projects/projects.ts'
import { createReadFacts } from './projects/site-facts.ts'
import { tidyUp } from './retention/tidy.ts'
import { connectionUses } from './runs/connection-uses.ts'
import { createCrashPoint } from './runs/crash-point.ts'
import { createRunWorker } from './runs/run-worker.ts'
import { createStartCheck } from './runs/start-check.ts'
import { timingFor } from './runs/timing.ts'
import { createApp } from './server/app.ts'
import { createEventStreams } from './server/events.ts'
import type { Route } from './server/route.ts'
import { accountRoutes } from './server/routes/account.ts'
import { connectionRoutes } from './server/routes/connections.ts'
import { datasetsRoutes } from './server/routes/datasets.ts'
import { destinationRoutes } from './server/routes/destinations.ts'
import { importsRoutes } from './server/routes/imports.ts'
import { keyRoutes } from './server/routes/keys.ts'
import { pageRoutes } from './server/routes/pages.ts'
import { planRoutes } from './server/routes/plans.ts'
import { projectRoutes } from './server/routes/projects.ts'
import { runRoutes } from './server/routes/runs.ts'
import { sessionRoutes } from './server/routes/session.ts'
import { setupRoutes } from './server/routes/setup.ts'
import { statusRoutes } from './server/routes/status.ts'
import { templatesRoutes } from './server/routes/templates.ts'
import { tokenRoutes } from './server/routes/tokens.ts'
import { targets } from './targets/index.ts'
import { projectUses } from './uses.ts'
import { type MasterKey, openMasterKey } from './vault/master-key.ts'
import { createKeyRotation } from './vault/rotation.ts'
import type { SealedColumn } from './vault/sealed-columns.ts'
import { createVault } from './vault/vault.ts'

const rootFolder = fileURLToPath(new URL('..', import.meta.url))
const uploadLimit = 5 * 1024 ** 3
/** Every place where a noun keeps secrets. A rotation of the encryption key walks them. */
const sealedColumns: readonly SealedColumn[] = [credentialsColumn]

export interface Program {
  readonly database: Database
  readonly accounts: Accounts
  readonly connections: Connections
  readonly masterKey: MasterKey
  /** Null when this process is a worker only. */
  readonly app: FastifyInstance | null
  /** Sends nothing new, lets what is under way wind up, and closes everything. Safe to call twice. */
  stop(): Promise<void>
}

export interface ProgramOptions {
  /** What schedules and shown times go by; the machine's unless told. */
  clock?: Clock
}

/** Fails with an `AppError` that says what to do when something of the surroundings is not as it must be. */
export async function openProgram(
  config: Config,
  logger: Logger,
  { clock = systemClock }: ProgramOptions = {},
): Promise<Program> {
  const { dataDir, databaseUrl } = config
  const database = await openDatabase({ dataDir, databaseUrl, logger, clock })
  try {
    await migrate(database, join(rootFolder, 'migrations'), logger)
    const masterKey = await openMasterKey(database, config)
    return await start(config, logger, database, masterKey)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function start(
  config: Config,
  logger: Logger,
  database: Database,
  masterKey: MasterKey,
): Promise<Program> {
  const isServer = config.services.includes('server')
  const works = config.services.includes('worker')
  const accounts = createAccounts(database)
  const jobs = createJobs(database, logger)
  const practice = createPracticeSite({ folder: join(config.dataDir, 'practice'), logger })
  const keys = createKeyRotation({ database, masterKey, columns: sealedColumns })
  await keys.resume()
  const connections = createConnections({
    database,
    vault: createVault(masterKey.cipher, sealedColumns),
    practice,
    uses: connectionUses,
    lockWorkspace,
    wixApiUrl: config.wixApiUrl,
    logger,
  })
  const imports = createImports({
    database,
    jobs,
    dataDir: config.dataDir,
    logger,
    maxUploadBytes: uploadLimit,
    works,
  })
  const projects = createProjects({
    database,
    uses: projectUses,
    readFacts: createReadFacts({ connections, logger }),
  })
  const renderers = createPageRenderers()
  const lookUp = createLookUp({ connections, logger })
  const askWix = createAskWix({ connections, logger })
  const images = createImageChecks({ database, fetcher: createFetcher(config), logger })
  const pages = createPages(
    { database, jobs, projects, renderers, logger, lookUp, askWix, images },
    { works },
  )
  const requestPlan = createPlanJob(
    { database, connections, logger, jobs, projects, pages: { database, renderers }, images },
    { works },
  )
  const worker = works
    ? createRunWorker({
        database,
        pages: { database, renderers },
        connections,
        logger,
        timing: timingFor(config.doubtSeconds),
        crashPoint: createCrashPoint(config.crashAt),
        // The list and the header say at once why it stopped.
        onNeedsAttention: (connectionId) => void connections.recheck(connectionId),
      })
    : null
  const startCheck = createStartCheck({ database, connections })
  const streams = createEventStreams({ isStillIn: (actor) => accounts.isStillIn(actor) })
  const status = describe(config, database, masterKey)

  function listRoutes(): Route[] {
    const isHttps = config.publicUrl.startsWith('https:')
    const session = {
      accounts,
      isHttps,
      hasRealConnection: connections.hasActiveReal,
      connectionProblem: connections.problem,
    }
    return [
      ...setupRoutes(session),
      ...sessionRoutes(session),
      ...accountRoutes({ accounts, database }),
      ...tokenRoutes({ database }),
      ...statusRoutes({ status, database }),
      ...connectionRoutes({ connections, database }),
      ...keyRoutes({ keys, database }),
      ...destinationRoutes({ projects }),
      ...importsRoutes({ imports, database }),
      ...datasetsRoutes({ database }),
      ...templatesRoutes({ database, findFields, projects }),
      ...projectRoutes({ database, projects }),
      ...pageRoutes({ pages }),
      ...planRoutes({ database, pages: { database, renderers }, projects, startCheck, requestPlan }),
      ...runRoutes({ database, streams, startCheck }),
    ]
  }

  const { host, publicUrl } = config
  const dashboardFolder = join(rootFolder, 'web/dist')
  const settings = { host, publicUrl, version: status.version, dashboardFolder, uploadLimit }
  const app = isServer ? await createApp(settings, { accounts, logger, routes: listRoutes() }) : null
  await startJobs(jobs, {
    accounts,
    connections,
    imports,
    works,
    tidy: (signal) => tidyUp({ database, logger }, signal),
  })
  await dropDeadLeases(database)
  await worker?.start()

  async function stopOnce(): Promise<void> {
    streams.close()
    await Promise.all([app?.close(), worker?.stop(), jobs.stop({ graceMs: 20_000 })])
    await Promise.all([renderers.close(), practice.stop()])
    await database.close()
  }
  let stopping: Promise<void> | undefined
  return {
    database,
    accounts,
    connections,
    masterKey,
    app,
    stop: () => {
      stopping ??= stopOnce()
      return stopping
    },
  }
}

/** Declares the housekeeping, starts the engine, and takes up what an earlier process left unfinished. */
async function startJobs(
  jobs: Jobs,
  parts: {
    accounts: Accounts
    connections: Connections
    imports: Imports
    works: boolean
    tidy: (signal: AbortSignal) => Promise<void>
  },
): Promise<void> {
  const { accounts, connections, imports, works, tidy } = parts
  jobs.define('accounts.clean', works ? () => accounts.removeExpired() : undefined)
  jobs.define('connections.check', works ? (_, { signal }) => connections.checkAll(signal) : undefined)
  jobs.define('retention.tidy', works ? (_, { signal }) => tidy(signal) : undefined)
  await jobs.start()
  await jobs.schedule('accounts.clean', '17 3 * * *')
  await jobs.schedule('connections.check', '23 */6 * * *')
  await jobs.schedule('retention.tidy', '41 2 * * *')
  if (works) await imports.resume()
}

/** Never to this installation itself, and to Wix only through its client. */
function createFetcher({ fetchAllowedHosts, publicUrl, wixApiUrl }: Config) {
  const blockedHosts = [publicUrl, wixApiUrl].flatMap((url) => URL.parse(url)?.host ?? [])
  return createGuardedFetch({ allowedHosts: fetchAllowedHosts, blockedHosts })
}

function findFields(destination: string) {
  const target = targets.find((one) => one.id === destination)
  return target ? { fields: target.fields({}), dependsOnSite: target.facts !== undefined } : null
}

function describe(config: Config, database: Database, masterKey: MasterKey): Status {
  return {
    version: readVersion(),
    database: { kind: database.kind, durable: database.durable, reason: database.durableReason },
    encryptionKey: { source: masterKey.source, path: masterKey.path },
    services: config.services,
    startedAt: database.now().toISOString(),
    kept: { plans: retention.plans, runs: retention.runs },
  }
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}
