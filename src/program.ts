// Opens the program, starts its parts, and stops them again. It reads no environment; `program/` knows all parts.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Accounts } from './accounts/accounts.ts'
import { type Clock, createOffsetClock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Connections } from './connections/connections.ts'
import { dropDeadLeases } from './connections/lease.ts'
import { refuseHalfFolder } from './data-folder.ts'
import { openFolderMark } from './db/folder-mark.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open.ts'
import type { Database } from './db/types.ts'
import type { Logger } from './logger.ts'
import { sumUpLedgerCounts } from './pages/ledger-counts.ts'
import { sampleLive } from './pages/live-history.ts'
import { startJobs } from './program/housekeeping.ts'
import { createParts, type Parts, type Surroundings, uploadLimit } from './program/parts.ts'
import { listRoutes } from './program/routes.ts'
import { describeInstallation } from './program/status.ts'
import { tidyUp } from './retention/tidy.ts'
import { createApp } from './server/app.ts'
import { type MasterKey, openMasterKey } from './vault/master-key.ts'
import type { KeyRotation } from './vault/rotation.ts'

const rootFolder = fileURLToPath(new URL('..', import.meta.url))
const dashboardFolder = join(rootFolder, 'web/dist')

export interface Program {
  readonly database: Database
  readonly accounts: Accounts
  readonly connections: Connections
  readonly masterKey: MasterKey
  /** The keys that stored credentials are sealed with, and what none of them opens. */
  readonly keys: KeyRotation
  /** Null when this process is a worker only. */
  readonly app: FastifyInstance | null
  /** Sends nothing new, lets what is under way wind up, and closes everything. Safe to call twice. */
  stop(): Promise<void>
}

export interface ProgramOptions {
  /** What schedules and shown times go by; what the settings say unless told. */
  clock?: Clock
  /** What the processes for templates run; their source unless told. */
  renderWorker?: string
}

/** Fails with an `AppError` that says what to do when something of the surroundings is not as it must be. */
export async function openProgram(
  config: Config,
  logger: Logger,
  { clock = clockOf(config), renderWorker }: ProgramOptions = {},
): Promise<Program> {
  const { dataDir, databaseUrl, databaseConnections: connections } = config
  refuseHalfFolder(config)
  const database = await openDatabase({ dataDir, databaseUrl, connections, logger, clock })
  try {
    await migrate(database, join(rootFolder, 'migrations'), logger)
    const masterKey = await openMasterKey(database, config)
    const mark = await openFolderMark(database, dataDir, logger)
    return await start({ config, logger, database, masterKey, mark, renderWorker })
  } catch (error) {
    await database.close()
    throw error
  }
}

async function start(surroundings: Surroundings): Promise<Program> {
  const { config, logger, database, masterKey } = surroundings
  const parts = await createParts(surroundings)
  const status = describeInstallation(config, database, masterKey)
  const { host, publicUrl } = config
  const settings = { host, publicUrl, version: status.version, dashboardFolder, uploadLimit }
  const app = config.services.includes('server')
    ? await createApp(settings, {
        accounts: parts.accounts,
        logger,
        routes: listRoutes(surroundings, status, parts),
      })
    : null
  await startJobs(parts.jobs, {
    ...parts,
    works: config.services.includes('worker'),
    tidy: async (signal) => {
      await tidyUp({ database, logger }, signal)
      await parts.ai.tidy(signal)
    },
    sample: async () => {
      await sumUpLedgerCounts(database)
      await sampleLive(database)
    },
  })
  await dropDeadLeases(database)
  await parts.worker?.start()
  await parts.courier?.start()
  parts.scheduleWorker?.start()
  parts.sourceWorker?.start()

  let stopping: Promise<void> | undefined
  return {
    database,
    accounts: parts.accounts,
    connections: parts.connections,
    masterKey,
    keys: parts.keys,
    app,
    stop: () => {
      stopping ??= stop(database, app, parts)
      return stopping
    },
  }
}

async function stop(database: Database, app: FastifyInstance | null, parts: Parts): Promise<void> {
  parts.streams.close()
  await Promise.all([
    app?.close(),
    parts.worker?.stop(),
    parts.courier?.stop(),
    parts.scheduleWorker?.stop(),
    parts.sourceWorker?.stop(),
    parts.jobs.stop({ graceMs: 20_000 }),
  ])
  await Promise.all([parts.renderers.close(), parts.practice.stop()])
  await database.close()
}

function clockOf({ clockOffsetFile }: Config): Clock {
  return clockOffsetFile === '' ? systemClock : createOffsetClock(clockOffsetFile)
}
