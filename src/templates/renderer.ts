// Works on rows in killable processes shared by everybody. A row that takes too much time or memory gets a problem;
// the others are worked on all the same.
import { createHash } from 'node:crypto'
import { createPatience, type Patience } from './patience.ts'
import { type Poison, RenderProcess } from './render-process.ts'
import type { TemplateRow } from './render-row.ts'
import { createTurns } from './turns.ts'

export type { Poison } from './render-process.ts'

export interface Renderer<Result, Row = TemplateRow> {
  /**
   * In the order of the rows, one for each. Never throws for what a template or a row does.
   * @throws the signal's reason, at the next pause after it was aborted; what our own code did wrong
   */
  render(rows: readonly Row[], signal?: AbortSignal): Promise<Result[]>
}

export interface RenderWork<Job, Result, Row = TemplateRow> {
  /** What every process needs to know before it sees a row. */
  job: Job
  /** What stands for a row that was stopped, or, where rows before it failed in succession, not tried. */
  poisoned(row: Row, poison: Poison, isUntried: boolean): Result
  /** Whether a row that came to its end took all the time there is: many of these, and the template is given up. */
  isSpent?(result: Result): boolean
  /** Who waits for these rows: they go before those of a whole project, and nobody else waits for them. */
  askedBy?: string | undefined
  /** Milliseconds that may pass between the texts of a row and its result, where the usual is too long. */
  convertLimitMs?: number
}

export interface RendererPool {
  /** Needs no closing. `Result` is what the worker file makes of a row for this job. */
  createRenderer<Job, Result, Row = TemplateRow>(work: RenderWork<Job, Result, Row>): Renderer<Result, Row>
  /** How many rows of whole projects can be worked on at once. */
  processes: number
  /** Starts a process ahead of the first use. */
  warmUp(): Promise<void>
  close(): Promise<void>
}

// Large enough that messages do not matter, small enough that others get their turn: a page takes up to half a
// millisecond.
const batchRows = 50

export interface PoolOptions {
  /** How many there may be for the work of whole projects, each started when it is needed. */
  processes: number
  /** How many more for people who wait. */
  extraProcesses?: number
  /** Milliseconds that may pass between the texts of a row and its result. */
  convertLimitMs?: number
}

/** A little more than our converter gives itself before it says what is wrong with a text. */
const usualConvertLimitMs = 25_000
/** Nobody waits so long; a page that takes more is told, and somebody else gets their turn. */
const askedConvertLimitMs = 10_000
/** Of two people each has one, whatever a plan does at the time. */
const usualExtra = 2

/** @param workerFile what the processes run; it calls `serveRows` */
export function createRendererPool(
  workerFile: string,
  { processes, extraProcesses = usualExtra, convertLimitMs: poolLimitMs = usualConvertLimitMs }: PoolOptions,
): RendererPool {
  const all: RenderProcess[] = []
  let isClosed = false
  const turns = createTurns({
    usual: processes,
    extra: extraProcesses,
    start: () => {
      const fresh = new RenderProcess(workerFile)
      all.push(fresh)
      return fresh
    },
    isReady: (one) => one.isReady,
    // A process that cannot start says so to whoever uses it.
    warm: (one) => {
      if (!isClosed) one.warmUp().catch(() => undefined)
    },
  })

  async function withProcess<T>(
    askedBy: string | null,
    signal: AbortSignal | undefined,
    work: (one: RenderProcess) => Promise<T>,
  ): Promise<T> {
    const one = await turns.take(askedBy, signal)
    try {
      // Or a row whose process was closed would be tried once more, in a new one.
      if (isClosed) throw new Error('The render processes were closed')
      return await work(one)
    } finally {
      turns.giveBack(one, askedBy)
    }
  }

  return {
    processes,
    createRenderer<Job, Result, Row>(work: RenderWork<Job, Result, Row>): Renderer<Result, Row> {
      const { job, askedBy = null } = work
      const askedLimitMs = askedBy === null ? poolLimitMs : Math.min(poolLimitMs, askedConvertLimitMs)
      const { convertLimitMs = askedLimitMs } = work
      const key = createHash('sha256').update(JSON.stringify(job)).digest('base64url')
      const send = (rows: Row[], signal: AbortSignal | undefined) =>
        withProcess(askedBy, signal, (one) =>
          one.render<Job, Result, Row>({ key, job, rows }, convertLimitMs),
        )
      const patience = createPatience()
      return { render: (rows, signal) => renderAll({ ...work, send, patience }, rows, signal) }
    },
    warmUp: () => withProcess('', undefined, (one) => one.warmUp()),
    close: async () => {
      isClosed = true
      await Promise.all(all.map((one) => one.close()))
    },
  }
}

interface Sending<Result, Row> extends Pick<RenderWork<unknown, Result, Row>, 'poisoned' | 'isSpent'> {
  send(rows: Row[], signal: AbortSignal | undefined): Promise<{ results: Result[]; poison: Poison | null }>
  patience: Patience
}

async function renderAll<Result, Row>(
  { send, poisoned, isSpent = () => false, patience }: Sending<Result, Row>,
  rows: readonly Row[],
  signal: AbortSignal | undefined,
): Promise<Result[]> {
  const rendered: Result[] = []
  const poisonous = new Map<number, Poison>()
  // On a busy machine an innocent row may take too long, or be taken for its neighbour: it is tried once more, alone,
  // before it is blamed.
  const suspects = new Set<number>()
  const left = patience.begin()
  let last: Poison = { at: 0, because: 'time', step: 'rendering' }
  while (rendered.length < rows.length) {
    signal?.throwIfAborted()
    const from = rendered.length
    const known = poisonous.get(from)
    if (known) {
      rendered.push(poisoned(rows[from]!, known, false))
      continue
    }
    if (left.isOver) {
      for (const row of rows.slice(from)) rendered.push(poisoned(row, last, true))
      break
    }
    // Rows before a poisonous one may not have arrived when the process was killed: they come first.
    const ends = [...poisonous.keys(), ...suspects].filter((index) => index > from)
    const isAlone = suspects.has(from) || left.isNearEnd
    const until = isAlone ? from + 1 : Math.min(from + batchRows, ...ends)
    const { results, poison } = await send(rows.slice(from, until), signal)
    for (const result of results) {
      rendered.push(result)
      if (isSpent(result)) left.failed()
      else left.succeeded()
    }
    if (!poison) continue
    last = poison
    const at = from + poison.at
    if (!suspects.has(at)) {
      suspects.add(at)
      continue
    }
    left.failed()
    poisonous.set(at, poison)
  }
  return rendered
}
