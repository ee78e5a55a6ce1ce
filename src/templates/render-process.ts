// One render process and the watch over it: a batch at a time, killed when a row takes too long or too much memory.
// Why a process and not a thread: docs/decisions/template-process.md.
import { type ChildProcess, fork } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { beganFd, type RenderReply, type RenderRequest } from './render-protocol.ts'
import type { RenderedRow } from './render-row.ts'

/** Why a batch ended before its last row; `at` is the row that was being rendered. */
export interface Poison {
  at: number
  because: 'time' | 'memory'
}

/** Stopped within half a second, the last look included. */
const rowLimitMs = 420
const lookEveryMs = 25
/** Rows on their way to the child are nobody's fault; this long, the child itself is broken. */
const beginLimitMs = 5_000
const heapMb = 64

const workerFile = fileURLToPath(new URL('./worker.ts', import.meta.url))
const packageFolder = fileURLToPath(new URL('../../', import.meta.url))
const execArgv = [
  `--max-old-space-size=${heapMb}`,
  '--max-semi-space-size=4',
  // It may read its own code and do nothing else.
  '--permission',
  `--allow-fs-read=${packageFolder}*`,
  '--disable-warning=SecurityWarning',
  '--disable-warning=ExperimentalWarning',
]

interface Running {
  batch: number
  rows: RenderedRow[]
  /** How many rows have begun. */
  began: number
  /** With how many rows had begun when it was decided: while it is being killed, the child may go on. */
  settle: PromiseWithResolvers<{ because: Poison['because']; began: number } | null>
}

export class RenderProcess {
  private child: ChildProcess | null = null
  private ready: Promise<void> = Promise.resolve()
  private running: Running | null = null
  private lastBatch = 0

  /** Rows in order. After poison there are fewer than were asked for, all from before the poisonous one. */
  async render(
    request: Omit<RenderRequest, 'batch'>,
  ): Promise<{ rows: RenderedRow[]; poison: Poison | null }> {
    await this.warmUp()
    const running: Running = {
      batch: ++this.lastBatch,
      rows: [],
      began: 0,
      settle: Promise.withResolvers(),
    }
    this.running = running
    this.holdOpen(true)
    const stopWatching = this.watch(running)
    try {
      this.child?.send({ ...request, batch: running.batch } satisfies RenderRequest)
      const stopped = await running.settle.promise
      if (stopped === null) return { rows: running.rows, poison: null }
      await this.stop()
      const at = Math.max(0, stopped.began - 1)
      return { rows: running.rows.slice(0, at), poison: { at, because: stopped.because } }
    } finally {
      stopWatching()
      this.running = null
      this.holdOpen(false)
    }
  }

  /** So that the first preview need not wait for the process to start. */
  async warmUp(): Promise<void> {
    if (!this.child) this.start()
    await this.ready
    if (!this.running) this.holdOpen(false)
  }

  async close(): Promise<void> {
    await this.stop()
  }

  private start(): void {
    const ready = Promise.withResolvers<void>()
    this.ready = ready.promise
    const child = fork(workerFile, [], {
      execArgv,
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.child = child
    this.beganOf(child).on('data', (bytes: Buffer) => {
      if (this.running && this.child === child) this.running.began += bytes.length
    })
    child.on('message', (reply: RenderReply) => {
      if (reply.kind === 'ready') return ready.resolve()
      if (reply.batch !== this.running?.batch) return
      if (reply.kind === 'rows') this.running.rows.push(...reply.rows)
      else this.running.settle.resolve(null)
    })
    child.on('error', ready.reject)
    // `close` comes after the last byte of every pipe, so the count of begun rows is final.
    child.on('close', (code, signal) => {
      ready.reject(new Error(`The process for templates ended (${signal ?? code}) before it was ready`))
      if (this.child !== child) return
      this.child = null
      // The engine aborts when the heap is full; the system's own guard kills.
      this.running?.settle.resolve({ because: 'memory', began: this.running.began })
    })
    this.ready.catch(() => {
      if (this.child === child) this.child = null
    })
  }

  private beganOf(child: ChildProcess): Readable & { ref(): void; unref(): void } {
    return child.stdio[beganFd] as Readable & { ref(): void; unref(): void }
  }

  private watch(running: Running): () => void {
    let seen = 0
    let since = performance.now()
    let lastLook = since
    const timer = setInterval(() => {
      const now = performance.now()
      // When this process itself was held up, the row is not to blame.
      since += Math.max(0, now - lastLook - 2 * lookEveryMs)
      lastLook = now
      if (running.began !== seen) {
        seen = running.began
        since = now
      } else if (now - since > (seen === 0 ? beginLimitMs : rowLimitMs))
        running.settle.resolve({ because: 'time', began: seen })
    }, lookEveryMs)
    return () => clearInterval(timer)
  }

  /** Only a process with work keeps ours alive. */
  private holdOpen(isBusy: boolean): void {
    if (this.child) this.hold(this.child, isBusy)
  }

  private hold(child: ChildProcess, isBusy: boolean): void {
    const what = isBusy ? 'ref' : 'unref'
    child[what]()
    child.channel?.[what]()
    this.beganOf(child)[what]()
  }

  private async stop(): Promise<void> {
    const { child } = this
    this.child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    this.hold(child, true)
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await closed
  }
}
