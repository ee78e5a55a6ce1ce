// A PostgreSQL server behind the same interface as the embedded engine.
import pg from 'pg'
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Engine, RawResult, Session } from './engine.ts'
import { copyIn } from './postgres-copy.ts'
import { PostgresListener } from './postgres-listener.ts'
import { SqlError, sqlErrorFields } from './sql-error.ts'

const oldestVersion = 14
/** A server that does not answer is away after the first; whose turn has not come waits for the second. */
const connectTimeoutMs = 10_000
const turnTimeoutMs = 30_000
/** Each plans slowly until it has learned the tables, so that one that is open stays so for a while. */
const idleTimeoutMs = 5 * 60_000

export interface PostgresSettings {
  databaseUrl: string
  /** At most, beside the one that listens. */
  connections: number
  logger: Logger
}

const asText = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig

export async function openPostgres({ databaseUrl, connections, logger }: PostgresSettings): Promise<Engine> {
  const config: pg.ClientConfig = {
    connectionString: withSessionSettings(databaseUrl),
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'seomatic',
    keepAlive: true,
  }
  class Connection extends pg.Client {
    constructor() {
      super(config)
    }
  }
  const pool = new pg.Pool({
    ...config,
    connectionTimeoutMillis: turnTimeoutMs,
    Client: Connection,
    max: connections,
    idleTimeoutMillis: idleTimeoutMs,
  })
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'))
  const listener = new PostgresListener(() => new pg.Client(config), logger)

  async function withSession<T>(fn: (session: Session) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw isOutOfTurn(error) ? busyError(connections, error) : toError(error)
    })
    let isUsable = true
    const onError = () => {
      isUsable = false
    }
    client.on('error', onError)
    const session = sessionOf(client, pool, onError)
    try {
      return await fn(session)
    } finally {
      client.off('error', onError)
      client.release(!isUsable || session.inTransaction())
    }
  }

  try {
    const { version, fsync, commit } = await withSession(readServer)
    if (version < oldestVersion) {
      throw new AppError(
        'database_unavailable',
        `DATABASE_URL points to PostgreSQL ${version}, but ${oldestVersion} or newer is needed. Upgrade the server.`,
      )
    }
    const durable = fsync === 'on' && commit !== 'off'
    return {
      kind: 'postgres',
      durable,
      durableReason: durable
        ? 'the PostgreSQL server forces every commit to its disk'
        : `the PostgreSQL server runs with fsync=${fsync} and synchronous_commit=${commit}, so a power cut may ` +
          'lose the last commits; turn both on',
      lost: new Promise(() => {}), // connections come back, so the engine is never lost for good
      withSession,
      listen: (channel, onPayload, onGap) => listener.listen(channel, onPayload, onGap),
      close: async () => {
        await listener.close()
        await pool.end()
      },
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** The text of a time depends on session settings, and our parsers expect one form. */
function withSessionSettings(databaseUrl: string): string {
  const url = URL.parse(databaseUrl)
  if (!url) {
    throw new AppError(
      'configuration_invalid',
      'DATABASE_URL is not an address. Expected: postgres://user:password@host:5432/database, with special ' +
        'characters of the password percent-encoded.',
    )
  }
  const own = '-c timezone=UTC -c datestyle=ISO,MDY -c bytea_output=hex -c extra_float_digits=1'
  url.searchParams.set('options', [url.searchParams.get('options'), own].filter(Boolean).join(' '))
  return url.href
}

async function readServer(session: Session) {
  const result = await session.run(
    "select current_setting('server_version_num'), current_setting('fsync'), current_setting('synchronous_commit')",
    [],
  )
  const [versionNumber, fsync, commit] = result.rows[0]!
  return { version: Math.floor(Number(versionNumber) / 10_000), fsync, commit }
}

function sessionOf(client: pg.PoolClient, pool: pg.Pool, discard: () => void): Session {
  const failure = (error: unknown): Error => {
    const wrapped = toError(error)
    if (!(wrapped instanceof SqlError)) discard()
    return wrapped
  }
  const send = async (query: pg.QueryConfig): Promise<RawResult[]> => {
    try {
      const results = await client.query({ ...query, rowMode: 'array', types: asText } as pg.QueryArrayConfig)
      return (Array.isArray(results) ? results : [results]).map(toRaw)
    } catch (error) {
      throw failure(error)
    }
  }
  return {
    run: async (text, params) =>
      (await send({ text, values: [...params], queryMode: 'extended' } as pg.QueryConfig))[0]!,
    exec: (text) => send({ text }),
    copyIn: (target, text) =>
      copyIn(client, `copy ${target} from stdin`, text).catch((error: unknown) => {
        throw failure(error)
      }),
    inTransaction: () => ['T', 'E'].includes(client.getTransactionStatus() ?? ''),
    cancel: () => {
      // The server does this from another connection; if that fails, its statement timeout ends it a little later.
      const { processID } = client as unknown as { processID: number }
      pool.query('select pg_cancel_backend($1)', [processID]).catch(() => {})
    },
    discard,
  }
}

function toRaw(result: pg.QueryArrayResult): RawResult {
  return {
    command: result.command ?? '',
    rowCount: result.rowCount ?? 0,
    fields: (result.fields ?? []).map((field) => ({ name: field.name, oid: field.dataTypeID })),
    rows: result.rows as (string | null)[][],
  }
}

/** 080: connection exceptions, 57P: the server shuts down, 53300: no free connection, 28 and 3D: not let in. */
const unavailableStates = /^(080|57P0[1-3]|53300|28|3D000)/

/** What the pool says to whoever waited for a connection that others have; of a server that is away it says something else. */
function isOutOfTurn(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect'
}

function busyError(connections: number, cause: unknown): AppError {
  return new AppError(
    'database_unavailable',
    `All ${connections} connections to PostgreSQL were busy for ${turnTimeoutMs / 1000} seconds, so this was not ` +
      'begun. Try again; if it comes back, let this process open more (DATABASE_CONNECTIONS), or look on the server ' +
      'for statements that take long.',
    { cause },
  )
}

function toError(error: unknown): Error {
  const fields = sqlErrorFields(error)
  if (fields && !unavailableStates.test(fields.code)) return new SqlError(fields)
  const why = error instanceof AggregateError ? error.errors.map(String).join(', ') : (error as Error).message
  return new AppError(
    'database_unavailable',
    `The PostgreSQL server of DATABASE_URL cannot be used: ${why}. ` +
      'Check that it runs, that this machine may reach it, and that the user, password and database in the ' +
      'address are right.',
    { cause: error },
  )
}
