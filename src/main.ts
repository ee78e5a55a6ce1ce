// One process of SEOmatic: reads the settings, starts the program, and ends it properly.

import type { EncryptionKeyState } from './api/key.ts'
import { type Config, readConfig } from './config.ts'
import { isDiskFull } from './db/disk-full.ts'
import { isAppError } from './errors.ts'
import { createLogger, type Logger } from './logger.ts'
import { openProgram, type Program } from './program.ts'
import type { MasterKey } from './vault/master-key.ts'

const drainMs = 28_000

/** Starts what the settings ask for, and returns the address of the dashboard (null for a worker alone). */
export async function main(): Promise<string | null> {
  const config = readConfig()
  const logger = createLogger(config.logLevel)
  const program = await openProgram(config, logger)
  stopOnSignals(program, logger)
  const url = program.app ? await listen(program, config) : null
  await announce(program, config, url)
  return url
}

async function listen(program: Program, config: Config): Promise<string> {
  const app = program.app!
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    await program.stop()
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    say([
      `Port ${config.port} is taken by another program. Stop it, or choose another: PORT=${config.port + 1} npm start`,
    ])
    process.exit(1)
  }
  const address = app.server.address()
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host
  const name = host.includes(':') ? `[${host}]` : host
  return config.publicUrl || `http://${name}:${typeof address === 'object' ? address?.port : config.port}`
}

async function announce(
  { accounts, database, masterKey, keys }: Program,
  config: Config,
  url: string | null,
): Promise<void> {
  const key = masterKey.path
    ? `Key:    ${masterKey.path} (keep a copy apart from your backups; without it stored credentials are lost)`
    : 'Key:    from APP_ENCRYPTION_KEY'
  const data = database.kind === 'pglite' ? config.dataDir : `PostgreSQL, uploads in ${config.dataDir}`
  const lines = ['', `SEOmatic is ready${url ? ` at ${url}` : ' (worker)'}`, `Data:   ${data}`, key]
  const state = await keys.state()
  lines.push(...describeLocked(state), ...describeDamaged(state), ...describeExposed(masterKey))
  if (url) {
    if (isOpenToNetwork(config)) {
      lines.push(
        'Note:   this address is open to your network without https, so passwords travel in the clear. Put a proxy',
        '        with https in front and set PUBLIC_URL to its address.',
      )
    }
    const token = await accounts.setup.renewToken()
    if (token)
      lines.push(
        '',
        'Create your account here (this link works once, for 24 hours):',
        `${url}/setup#token=${token}`,
      )
  }
  say([...lines, ''])
}

function describeLocked({ locked, lackingKeyIds }: EncryptionKeyState): string[] {
  if (locked === 0) return []
  const what = locked === 1 ? '1 secret is' : `${locked} secrets are`
  const which = `(fingerprint ${lackingKeyIds.join(', ')})`
  return [
    `Note:   ${what} locked, since the encryption key that sealed them ${which} is not here. Put it back and`,
    '        start again, or enter them again under Connections and in Settings, Notices. Everything else works.',
  ]
}

function describeDamaged({ damaged }: EncryptionKeyState): string[] {
  if (damaged === 0) return []
  const what = damaged === 1 ? '1 stored secret was' : `${damaged} stored secrets were`
  return [
    `Note:   ${what} changed outside of SEOmatic, and no key opens them. Enter them again under`,
    '        Connections and in Settings, Notices.',
  ]
}

function describeExposed({ exposed }: MasterKey): string[] {
  if (exposed === null) return []
  return exposed.isMended
    ? [
        `Note:   other users of this machine could read ${exposed.path}; now only its owner can. If anyone else`,
        '        uses this machine, replace the key: seomatic keys rotate',
      ]
    : [`Note:   other users of this machine can read ${exposed.path}. Give it to this user alone (mode 600).`]
}

function isOpenToNetwork({ host, publicUrl }: Config): boolean {
  return !['127.0.0.1', '::1', 'localhost'].includes(host) && !publicUrl.startsWith('https:')
}

/** Plain lines for people: the setup link must never be in the log. */
function say(lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

function stopOnSignals(program: Program, logger: Logger): void {
  let isEnding = false
  const end = (signal: string) => {
    if (isEnding) process.exit(1)
    isEnding = true
    logger.info({ signal }, 'stopping; a second signal stops at once')
    // Whatever hangs, the process is gone before a supervisor's patience ends.
    setTimeout(() => process.exit(0), drainMs).unref()
    program.stop().then(
      () => process.exit(0),
      (error: unknown) => die(logger, error, 'stopping failed'),
    )
  }
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGINT', () => end('SIGINT'))
  process.on('uncaughtException', (error) => die(logger, error, 'uncaught error'))
  process.on('unhandledRejection', (error) => die(logger, error, 'uncaught error'))
  void program.database.lost.then((error) => die(logger, error, 'the database is lost'))
}

function die(logger: Logger, error: unknown, what: string): never {
  logger.fatal({ err: error }, what)
  process.exit(1)
}

const fullDisk =
  'The disk is full. What was stored is kept. Free some space on the disk of DATA_DIR (or of the database server), and start again.'

/** What an expected failure of the start looks like: the sentence alone, no stack. */
export function reportStartFailure(error: unknown): never {
  const words = isDiskFull(error) ? fullDisk : isAppError(error) ? error.message : null
  if (words !== null) process.stderr.write(`\nSEOmatic could not start. ${words}\n\n`)
  else die(createLogger('error'), error, 'start failed')
  process.exit(1)
}

if (import.meta.main) await main().catch(reportStartFailure)
