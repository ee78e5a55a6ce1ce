// A connection to a PostgreSQL server: only to addresses that were checked, and ended from our side at any time.
import { isIP, Socket } from 'node:net'
import pg from 'pg'
import type { PostgresqlConfig } from '../../../api/sources/postgresql.ts'
import type { SourceContext } from '../source.ts'
import { isUnreachable, refusalOf } from './refusals.ts'

export interface SqlClient {
  /** Rows as lists of texts, as the server writes them; null is null. */
  query(text: string): Promise<{ fields: pg.FieldDef[]; rows: (string | null)[][] }>
  /** At once, whatever it is doing. */
  close(): void
}

const connectMs = 20_000
/** Values stay what the server wrote: nothing is rounded or shifted by a time zone of ours. */
const asTexts = { getTypeParser: () => (value: unknown) => value }

export async function openClient(
  config: PostgresqlConfig,
  password: string,
  context: SourceContext,
): Promise<SqlClient> {
  const addresses = await context.resolve(config.host, config.port)
  let failure: unknown
  for (const address of addresses) {
    context.signal.throwIfAborted()
    try {
      return await connect(address, config, password, context.signal)
    } catch (error) {
      failure = error
      if (!isUnreachable(error)) break
    }
  }
  throw refusalOf(failure, config)
}

async function connect(
  address: string,
  { host, port, database, user, tls, certificate }: PostgresqlConfig,
  password: string,
  signal: AbortSignal,
): Promise<SqlClient> {
  const socket = new Socket()
  const client = new pg.Client({
    stream: () => socket,
    host: address,
    port,
    database,
    user,
    // As a function: an empty one would be looked for in the environment and the files of this machine.
    password: () => password,
    ssl: tls !== 'off' && {
      // Of an address it is the address that the certificate has to name.
      ...(isIP(host) === 0 && { servername: host }),
      rejectUnauthorized: tls === 'verify',
      ...(certificate !== '' && { ca: certificate }),
    },
    connectionTimeoutMillis: connectMs,
    application_name: 'seomatic',
  })
  const close = () => void socket.destroy()
  // What happens to it between two queries is told by the next one.
  client.on('error', () => undefined)
  signal.addEventListener('abort', close, { once: true })
  try {
    await client.connect()
  } catch (error) {
    close()
    throw error
  }
  return {
    async query(text) {
      // The extended protocol takes one statement and no more.
      const { fields, rows } = await client.query<(string | null)[]>({
        text,
        rowMode: 'array',
        types: asTexts,
        queryMode: 'extended',
      } as pg.QueryArrayConfig)
      return { fields, rows }
    },
    close() {
      signal.removeEventListener('abort', close)
      close()
    },
  }
}
