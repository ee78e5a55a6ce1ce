// A connection to a MySQL server: only to addresses that were checked, and ended from our side at any time.
import { Socket } from 'node:net'
import mysql2, { type Connection } from 'mysql2'
import type { MysqlConfig } from '../../../api/sources/mysql.ts'
import type { SourceContext } from '../source.ts'
import { isUnreachable, refusalOf } from './refusals.ts'

export interface OpenConnection {
  connection: Connection
  /** Closed once: told to whoever reads a result as it arrives, which would look complete otherwise. */
  socket: Socket
  /** At once, whatever it is doing. */
  close(): void
}

const connectMs = 20_000

export async function openConnection(
  config: MysqlConfig,
  password: string,
  context: SourceContext,
): Promise<OpenConnection> {
  const addresses = await context.resolve(config.host, config.port)
  let failure: unknown
  for (const address of addresses) {
    context.signal.throwIfAborted()
    try {
      return await open(address, config, password, context.signal)
    } catch (error) {
      failure = error
      if (!isUnreachable(error)) break
    }
  }
  throw refusalOf(failure, config)
}

async function open(
  address: string,
  { host, port, database, user, tls, certificate }: MysqlConfig,
  password: string,
  signal: AbortSignal,
): Promise<OpenConnection> {
  const socket = new Socket()
  const close = () => void socket.destroy()
  const connection = mysql2.createConnection({
    stream: () => socket.connect(port, address).setNoDelay(true).setKeepAlive(true),
    // For the certificate: the connection itself goes where the line above says.
    host,
    port,
    database,
    user,
    password,
    ...(tls !== 'off' && {
      ssl: {
        rejectUnauthorized: tls === 'verify',
        verifyIdentity: tls === 'verify',
        ...(certificate !== '' && { ca: certificate }),
      },
    }),
    connectTimeout: connectMs,
    charset: 'utf8mb4',
    multipleStatements: false,
    // A server could ask for files of this machine.
    flags: ['-LOCAL_FILES'],
  })
  // What happens to it between two queries is told by the next one.
  connection.on('error', () => undefined)
  signal.addEventListener('abort', close, { once: true })
  try {
    await new Promise<void>((resolve, reject) =>
      connection.connect((error) => (error ? reject(error) : resolve())),
    )
  } catch (error) {
    close()
    throw error
  }
  return {
    connection,
    socket,
    close() {
      signal.removeEventListener('abort', close)
      close()
    },
  }
}
