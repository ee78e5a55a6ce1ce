// Puts the parts together. The only place that knows all of them; it starts no process and reads no environment.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { type Accounts, createAccounts } from './accounts/accounts.ts'
import type { Status } from './api/status.ts'
import type { Config } from './config.ts'
import { type Connections, createConnections } from './connections/connections.ts'
import { type MasterKey, openMasterKey } from './connections/master-key.ts'
import { createPracticeSite } from './connections/practice.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open.ts'
import type { Database } from './db/types.ts'
import { createJobs } from './jobs/jobs.ts'
import type { Logger } from './logger.ts'
import { createApp } from './server/app.ts'
import { createEventStreams } from './server/events.ts'
import { accountRoutes } from './server/routes/account.ts'
import { connectionRoutes } from './server/routes/connections.ts'
import { destinationRoutes } from './server/routes/destinations.ts'
import { sessionRoutes } from './server/routes/session.ts'
import { setupRoutes } from './server/routes/setup.ts'
import { statusRoutes } from './server/routes/status.ts'
import { tokenRoutes } from './server/routes/tokens.ts'

const rootFolder = fileURLToPath(new URL('..', import.meta.url))
const uploadLimit = 5 * 1024 ** 3

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

/** Fails with an `AppError` that says what to do when something of the surroundings is not as it must be. */
export async function openProgram(config: Config, logger: Logger): Promise<Program> {
  const database = await openDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, logger })
  try {
    return await assemble(config, logger, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function assemble(config: Config, logger: Logger, database: Database): Promise<Program> {
  await migrate(database, `${rootFolder}/migrations`, logger)
  const masterKey = await openMasterKey(database, config)
  const accounts = createAccounts(database)
  const jobs = createJobs(database, logger)
  const practice = createPracticeSite({ folder: join(config.dataDir, 'practice'), logger })
  const connections = createConnections({
    database,
    cipher: masterKey.cipher,
    practice,
    wixApiUrl: config.wixApiUrl,
    logger,
  })
  const works = config.services.includes('worker')
  jobs.define('accounts.clean', works ? () => accounts.removeExpired() : undefined)
  jobs.define('connections.check', works ? (_, { signal }) => connections.checkAll(signal) : undefined)

  const isServer = config.services.includes('server')
  const isHttps = config.publicUrl.startsWith('https:')
  const events = createEventStreams({ isStillIn: (actor) => accounts.isStillIn(actor) })
  const sessionDeps = { accounts, isHttps, hasRealConnection: connections.hasActiveReal }
  const status = describe(config, database, masterKey)
  const app = isServer
    ? await createApp(
        {
          host: config.host,
          publicUrl: config.publicUrl,
          version: status.version,
          dashboardFolder: `${rootFolder}web/dist`,
          uploadLimit,
        },
        {
          accounts,
          logger,
          routes: [
            ...setupRoutes(sessionDeps),
            ...sessionRoutes(sessionDeps),
            ...accountRoutes({ accounts, database }),
            ...tokenRoutes({ database }),
            ...statusRoutes({ status, database }),
            ...connectionRoutes({ connections, database }),
            ...destinationRoutes(),
          ],
        },
      )
    : null

  await jobs.start()
  await jobs.schedule('accounts.clean', '17 3 * * *')
  await jobs.schedule('connections.check', '23 */6 * * *')

  let stopping: Promise<void> | undefined
  async function stopOnce(): Promise<void> {
    events.close()
    await app?.close()
    await jobs.stop({ graceMs: 20_000 })
    await practice.stop()
    await database.close()
  }
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

function describe(config: Config, database: Database, masterKey: MasterKey): Status {
  return {
    version: readVersion(),
    database: { kind: database.kind, durable: database.durable, reason: database.durableReason },
    encryptionKey: { source: masterKey.source, path: masterKey.path },
    services: config.services,
    startedAt: new Date().toISOString(),
  }
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(`${rootFolder}package.json`, 'utf8')) as { version: string }
  return version
}
