// The proxy in front of the embedded database: one queue, one thread, one connection.
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError, isAppError } from '../errors.ts'
import { speaksOfFullDisk } from './disk-full.ts'
import type { Engine, RawResult, Session } from './engine.ts'
import { type FolderLock, lockFolder } from './lock.ts'
import type { Reply, Request, WorkerSettings } from './pglite-protocol.ts'
import { SqlError } from './sql-error.ts'

type Work =
  | { kind: 'run'; text: string; params: readonly (string | null)[] }
  | { kind: 'exec'; text: string }
  | { kind: 'copy'; target: string; text: string }

interface Waiting {
  resolve(results: RawResult[]): void
  reject(error: Error): void
}

/** Locks the folder, then opens (or makes) the database in it. */
export async function openPglite(dataDir: string): Promise<Engine> {
  const lock = await takeFolder(dataDir)
  const folder = join(dataDir, 'postgres')
  try {
    const proxy = new PgliteProxy(folder)
    const { durable, durableReason } = await proxy.ready
    chmodSync(folder, 0o700)
    return {
      kind: 'pglite',
      durable,
      durableReason,
      lost: proxy.lost,
      withSession: (fn) => proxy.withSession(fn),
      listen: (channel, onPayload) => proxy.listen(channel, onPayload),
      close: async () => {
        await proxy.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function takeFolder(dataDir: string): Promise<FolderLock> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return await lockFolder(dataDir)
  } catch (error) {
    if (isAppError(error)) throw error
    throw new AppError(
      'database_unavailable',
      `The data folder ${dataDir} cannot be used: ${(error as Error).message}. Give this user the right to write ` +
        'there, on a disk of this machine, or set DATA_DIR to another folder.',
      { cause: error },
    )
  }
}

/** What the first thread made of the engine's nine megabytes serves all that follow: half a second of work for each. */
let compiled: WebAssembly.Module | undefined

class PgliteProxy {
  readonly ready: Promise<{ durable: boolean; durableReason: string }>
  readonly lost: Promise<Error>
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private readonly listeners = new Map<string, Set<(payload: string) => void>>()
  private readonly session: Session
  private readonly announceLoss: (error: Error) => void
  private readonly settleReady: PromiseWithResolvers<{ durable: boolean; durableReason: string }>
  private readonly folder: string
  private tail: Promise<void> = Promise.resolve()
  private dead: AppError | undefined
  private isClosing = false
  private isInTransaction = false
  private lastId = 0

  constructor(folder: string) {
    this.folder = folder
    this.settleReady = Promise.withResolvers()
    this.ready = this.settleReady.promise
    const loss = Promise.withResolvers<Error>()
    this.lost = loss.promise
    this.announceLoss = loss.resolve
    const settings: WorkerSettings = { folder, compiled }
    this.worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: settings })
    this.worker.on('message', (reply: Reply) => this.receive(reply))
    this.worker.on('error', (error) => this.fail(`its thread crashed: ${error.message}`))
    this.worker.on('exit', (code) => this.fail(`its thread ended with code ${code}`))
    this.session = {
      run: async (text, params) => (await this.send({ kind: 'run', text, params }))[0]!,
      exec: (text) => this.send({ kind: 'exec', text }),
      copyIn: async (target, text) => {
        await this.send({ kind: 'copy', target, text })
      },
      inTransaction: () => this.isInTransaction,
      cancel: () => {}, // one thread: nobody can interrupt a running statement
      discard: () => {}, // one connection: there is no other
    }
  }

  /** Waits for its turn, then has the one connection to itself until `fn` ends. */
  async withSession<T>(fn: (session: Session) => Promise<T>): Promise<T> {
    if (this.isClosing) throw closedError()
    const before = this.tail
    const turn = Promise.withResolvers<void>()
    this.tail = turn.promise
    await before
    try {
      return await fn(this.session)
    } finally {
      turn.resolve()
    }
  }

  async listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
    const quoted = `"${channel.replaceAll('"', '""')}"`
    const listeners = this.listeners.get(channel) ?? new Set()
    this.listeners.set(channel, listeners)
    listeners.add(onPayload)
    await this.withSession((session) => session.exec(`listen ${quoted}`))
    return async () => {
      listeners.delete(onPayload)
      if (listeners.size > 0 || this.isClosing || this.dead) return
      await this.withSession((session) => session.exec(`unlisten ${quoted}`))
    }
  }

  async close(): Promise<void> {
    if (this.isClosing) return
    this.isClosing = true
    await this.tail
    if (this.dead) return
    const exited = new Promise((resolve) => this.worker.once('exit', resolve))
    await this.send({ kind: 'close' })
    await exited
  }

  private send(work: Work | { kind: 'close' }): Promise<RawResult[]> {
    if (this.dead) return Promise.reject(this.dead)
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      const request: Request = { id, ...work }
      this.worker.postMessage(request)
    })
  }

  private receive(reply: Reply): void {
    switch (reply.kind) {
      case 'ready':
        compiled = reply.compiled
        this.settleReady.resolve(reply)
        break
      case 'unusable':
        this.fail(reply.what)
        break
      case 'dying':
        this.fail(reply.why)
        break
      case 'notification':
        for (const listener of this.listeners.get(reply.channel) ?? []) listener(reply.payload)
        break
      case 'done':
        this.settle(reply)?.resolve(reply.results)
        break
      case 'refused':
        this.settle(reply)?.reject(new SqlError(reply.error))
        break
    }
  }

  private settle(reply: { id: number; inTransaction: boolean }): Waiting | undefined {
    this.isInTransaction = reply.inTransaction
    const waiting = this.waiting.get(reply.id)
    this.waiting.delete(reply.id)
    return waiting
  }

  /** The thread is gone. Whether its last statements were kept is unknown, so everybody waiting hears of it. */
  private fail(why: string): void {
    if (this.dead) return
    const isExpected = this.isClosing && this.waiting.size === 0
    this.dead = isExpected
      ? closedError()
      : speaksOfFullDisk(why)
        ? diskFullError(this.folder)
        : unavailableError(this.folder, why)
    this.settleReady.reject(this.dead)
    for (const waiting of this.waiting.values()) waiting.reject(this.dead)
    this.waiting.clear()
    void this.worker.terminate()
    if (!isExpected) this.announceLoss(this.dead)
  }
}

function closedError(): AppError {
  return new AppError('database_unavailable', 'The database is closed: this process is shutting down.')
}

function diskFullError(folder: string): AppError {
  return new AppError(
    'database_unavailable',
    `The disk is full, so the embedded database in ${folder} cannot keep anything more. What was stored is kept. ` +
      'Free some space on the disk (or give DATA_DIR a larger one), and start again.',
    { details: { folder } },
  )
}

function unavailableError(folder: string, why: string): AppError {
  return new AppError(
    'database_unavailable',
    `The embedded database in ${folder} cannot be used: ${why}. Nothing in the folder was replaced. ` +
      'Start again; if that does not help, restore the folder from a backup, or move it away (keep it) to begin ' +
      'with an empty database.',
    { details: { folder } },
  )
}
