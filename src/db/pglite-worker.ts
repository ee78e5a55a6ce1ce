// The thread that owns the embedded database. It blocks while a statement runs, which is why it is a thread.
import { existsSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { RawResult } from './engine.ts'
import { compileEngine, leaveParserUnoptimised, unoptimised } from './pglite-compile.ts'
import { createFolder, findDamage } from './pglite-folder.ts'
import { installFsync, startParams, testFsync } from './pglite-fsync.ts'
import type { Reply, Request, WorkerSettings } from './pglite-protocol.ts'
import { runStatement, runStatements } from './pglite-statement.ts'
import { sqlErrorFields } from './sql-error.ts'
import { syncFolder } from './sync-folder.ts'

const port = parentPort!
const settings = workerData as WorkerSettings
const { folder } = settings
const lastWords: string[] = []

function send(reply: Reply): void {
  port.postMessage(reply)
}

function die(why: string): void {
  send({ kind: 'dying', why })
  process.exit(1) // ends this thread alone
}

function remember(text: string): boolean {
  lastWords.push(text.trim())
  lastWords.splice(0, lastWords.length - 8)
  return true
}

/** The engine's file layer throws objects that are no errors, with a number of WASI: 51 is ENOSPC. */
function wordsOf(error: unknown): string {
  if (error instanceof Error || error === null || typeof error !== 'object' || !('errno' in error))
    return String(error)
  return error.errno === 51
    ? 'ENOSPC: no space left on device'
    : `a file could not be used (errno ${error.errno})`
}

async function openFolder(path: string, compiled: WebAssembly.Module): Promise<PGlite> {
  const db = new PGlite(path, {
    pgliteWasmModule: compiled,
    startParams,
    onStderr: remember,
    onStdout: remember,
  })
  leaveParserUnoptimised(db)
  await db.waitReady
  return db
}

async function start(): Promise<PGlite | undefined> {
  const damage = existsSync(folder) ? findDamage(folder) : undefined
  if (damage) {
    send({ kind: 'unusable', what: damage.what })
    return undefined
  }
  const compiled = settings.compiled ?? (await compileEngine())
  if (!existsSync(folder)) {
    await createFolder(folder, (path) =>
      unoptimised(async (engine) => (await openFolder(path, engine)).close()),
    )
  }
  const db = await openFolder(folder, compiled)
  const counter = installFsync(db, (error) => die(`the disk refused to keep data: ${wordsOf(error)}`))
  // What recovery wrote while opening, it wrote before the layer was in place.
  syncFolder(folder)
  const durable = await testFsync(db, counter)
  await db.exec(
    "set timezone = 'UTC'; set datestyle = 'ISO, MDY'; set bytea_output = 'hex'; set default_statistics_target = 20",
  )
  db.onNotification((channel, payload) => send({ kind: 'notification', channel, payload }))
  send({
    kind: 'ready',
    compiled,
    durable,
    durableReason: durable
      ? 'every commit is forced to the disk'
      : 'the embedded database could not be made to force its commits to the disk, so a power cut may lose the ' +
        'last ones; set DATABASE_URL to a PostgreSQL server to be safe',
  })
  return db
}

async function run(db: PGlite, request: Exclude<Request, { kind: 'close' }>): Promise<RawResult[]> {
  if (request.kind === 'exec') return runStatements(db, request.text)
  if (request.kind === 'run') return [await runStatement(db, request.text, request.params)]
  // The engine offers what it is given as a file.
  const blob = new Blob([request.text])
  await db.query(`copy ${request.target} from '/dev/blob'`, [], { blob })
  return []
}

async function answer(db: PGlite, request: Request): Promise<void> {
  const { id } = request
  if (request.kind === 'close') {
    await db.close()
    send({ kind: 'done', id, results: [], inTransaction: false })
    port.close()
    return
  }
  try {
    const results = await run(db, request)
    send({ kind: 'done', id, results, inTransaction: db.isInTransaction() })
  } catch (error) {
    const fields = sqlErrorFields(error)
    // Anything but an answer of the database means that the engine itself broke down.
    if (!fields) die(`${wordsOf(error)} ${lastWords.join(' ')}`)
    else send({ kind: 'refused', id, error: fields, inTransaction: db.isInTransaction() })
  }
}

try {
  const db = await start()
  if (db) {
    let turn: Promise<void> = Promise.resolve()
    port.on('message', (request: Request) => {
      turn = turn.then(() => answer(db, request))
    })
  }
} catch (error) {
  send({ kind: 'unusable', what: [wordsOf(error), ...lastWords].join(' ').trim() })
}
