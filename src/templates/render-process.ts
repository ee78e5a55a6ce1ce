// One render process and the watch over it: a batch at a time, killed when a row takes too long or too much memory.
// Why a process and not a thread: docs/decisions/template-process.md.
import { type ChildProcess, fork } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type RenderReply, type RenderRequest, stepFd, steps } from './render-protocol.ts'

/** Why a batch ended before its last row; `at` is the row that was worked on, `step` what was done with it. */
export interface Poison {
  at: number
  because: 'time' | 'memory'
  step: keyof typeof steps
}

/** Stopped within half a second, the last look included. */
const rowLimitMs = 420
const lookEveryMs = 25
/** Rows on their way to the child are nobody's fault; this long, the child itself is broken. */
const beginLimitMs = 5_000
/** The longest page that Wix takes, several times over, as HTML and as a document. */
const heapMb = 128

const packageFolder = fileURLToPath(new URL('../../', import.meta.url))
const execArgv = [
  `--max-old-space-size=${heapMb}`,
  '--max-semi-space-size=8',
  // It may read its own code and do nothing else.
  '--permission',
  `--allow-fs-read=${packageFolder}*`,
  '--disable-warning=SecurityWarning',
  '--disable-warning=ExperimentalWarning',
]

interface Running {
  batch: number
  results: unknown[]
  /** How many rows have begun, and what is done with the last of them. */
  began: number
  step: Poison['step']
  convertLimitMs: number
  /** Where the child stood when it was decided: while it is being killed, it may go on. */
  settle: PromiseWithResolvers<Poison | null>
}

export class RenderProcess {
  private child: ChildProcess | null = null
  private ready: Promise<void> = Promise.resolve()
  /** Whether it could begin with a batch at once. */
  isReady = false
  private running: Running | null = null
  private lastBatch = 0
  private readonly workerFile: string

  /** @param workerFile calls `serveRows` */
  constructor(workerFile: string) {
    this.workerFile = workerFile
  }

  /**
   * Results in order. After poison there are fewer than rows, all from before the poisonous one; fewer too where
   * several in succession took all their time. Throws only for a mistake in our own code.
   */
  async render<Job, Result, Row>(
    request: Omit<RenderRequest<Job, Row>, 'batch'>,
    convertLimitMs: number,
  ): Promise<{ results: Result[]; poison: Poison | null }> {
    await this.warmUp()
    const running: Running = {
      batch: ++this.lastBatch,
      results: [],
      began: 0,
      step: 'rendering',
      convertLimitMs,
      settle: Promise.withResolvers(),
    }
    this.running = running
    this.holdOpen(true)
    const stopWatching = this.watch(running)
    try {
      this.child?.send({ ...request, batch: running.batch } satisfies RenderRequest<Job, Row>)
      const poison = await running.settle.promise
      // The worker file knows what it makes for a job, and whoever gave the job does too.
      const results = running.results as Result[]
      if (poison === null) return { results, poison }
      await this.stop()
      return { results: results.slice(0, poison.at), poison }
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
    const child = fork(this.workerFile, [], {
      execArgv,
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.child = child
    this.stepsOf(child).on('data', (bytes: Buffer) => {
      if (this.running && this.child === child) countSteps(this.running, bytes)
    })
    child.on('message', (reply: RenderReply<unknown>) => {
      if (reply.kind === 'ready') {
        this.isReady = this.child === child
        return ready.resolve()
      }
      if (reply.batch !== this.running?.batch) return
      if (reply.kind === 'results') this.running.results.push(...reply.results)
      else if (reply.kind === 'done') this.running.settle.resolve(null)
      else this.running.settle.reject(new Error(`A page could not be made: ${reply.stack}`))
    })
    child.on('error', ready.reject)
    // `close` comes after the last byte of every pipe, so the count of steps is final.
    child.on('close', (code, signal) => {
      ready.reject(new Error(`The process for templates ended (${signal ?? code}) before it was ready`))
      if (this.child !== child) return
      this.child = null
      this.isReady = false
      // The engine aborts when the heap is full; the system's own guard kills.
      this.running?.settle.resolve(poisonIn(this.running, 'memory'))
    })
    this.ready.catch(() => {
      if (this.child === child) this.child = null
    })
  }

  private stepsOf(child: ChildProcess): Readable & { ref(): void; unref(): void } {
    return child.stdio[stepFd] as Readable & { ref(): void; unref(): void }
  }

  private watch(running: Running): () => void {
    let seen = { began: 0, step: running.step }
    let since = performance.now()
    let lastLook = since
    const timer = setInterval(() => {
      const now = performance.now()
      // When this process itself was held up, the row is not to blame.
      since += Math.max(0, now - lastLook - 2 * lookEveryMs)
      lastLook = now
      if (running.began !== seen.began || running.step !== seen.step) {
        seen = { began: running.began, step: running.step }
        since = now
      } else if (now - since > limitOf(running)) running.settle.resolve(poisonIn(running, 'time'))
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
    this.stepsOf(child)[what]()
  }

  private async stop(): Promise<void> {
    const { child } = this
    this.child = null
    this.isReady = false
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    this.hold(child, true)
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await closed
  }
}

function limitOf({ began, step, convertLimitMs }: Running): number {
  if (began === 0) return beginLimitMs
  return step === 'converting' ? convertLimitMs : rowLimitMs
}

function countSteps(running: Running, bytes: Buffer): void {
  for (const byte of bytes) if (byte === steps.rendering) running.began += 1
  running.step = bytes.at(-1) === steps.converting ? 'converting' : 'rendering'
}

function poisonIn({ began, step }: Running, because: Poison['because']): Poison {
  return { at: Math.max(0, began - 1), because, step }
}
