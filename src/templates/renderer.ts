// Works on rows in killable processes shared by everybody. A row that takes too much time or memory gets a problem;
// the others are worked on all the same.
import { createHash } from 'node:crypto'
import { type Poison, RenderProcess } from './render-process.ts'
import type { TemplateRow } from './render-row.ts'

export type { Poison } from './render-process.ts'

export interface Renderer<Result> {
  /**
   * In the order of the rows, one for each. Never throws for what a template or a row does.
   * @throws the signal's reason, at the next pause after it was aborted; what our own code did wrong
   */
  render(rows: readonly TemplateRow[], signal?: AbortSignal): Promise<Result[]>
}

export interface RenderWork<Job, Result> {
  /** What every process needs to know before it sees a row. */
  job: Job
  /** What stands for a row that was stopped. */
  poisoned(row: TemplateRow, poison: Poison): Result
  /** Someone is waiting for these rows: they go before those of a whole project. */
  isUrgent?: boolean
}

export interface RendererPool {
  /** Needs no closing. `Result` is what the worker file makes of a row for this job. */
  createRenderer<Job, Result>(work: RenderWork<Job, Result>): Renderer<Result>
  /** How many rows can be worked on at once. */
  processes: number
  /** Starts a process ahead of the first use. */
  warmUp(): Promise<void>
  close(): Promise<void>
}

// Large enough that messages do not matter, small enough that a preview behind it need not wait long: a page takes up
// to half a millisecond.
const batchRows = 50
// Rows that fail in succession: then it is the template, and trying on would take half a second for each row.
const mostPoison = 3

export interface PoolOptions {
  /** How many there may be, each started when it is needed. */
  processes: number
  /** Milliseconds that may pass between the texts of a row and its result. */
  convertLimitMs?: number
}

/** A little more than our converter gives itself before it says what is wrong with a text. */
const usualConvertLimitMs = 25_000

/** @param workerFile what the processes run; it calls `serveRows` */
export function createRendererPool(
  workerFile: string,
  { processes, convertLimitMs = usualConvertLimitMs }: PoolOptions,
): RendererPool {
  const all: RenderProcess[] = []
  const idle: RenderProcess[] = []
  let isClosed = false
  const waiting: Record<'urgent' | 'usual', ((one: RenderProcess) => void)[]> = { urgent: [], usual: [] }

  function take(isUrgent: boolean): Promise<RenderProcess> {
    const free = idle.pop()
    if (free) return Promise.resolve(free)
    if (all.length < processes) {
      const fresh = new RenderProcess(workerFile, convertLimitMs)
      all.push(fresh)
      return Promise.resolve(fresh)
    }
    return new Promise((resolve) => waiting[isUrgent ? 'urgent' : 'usual'].push(resolve))
  }

  function giveBack(one: RenderProcess): void {
    const next = waiting.urgent.shift() ?? waiting.usual.shift()
    if (next) next(one)
    else idle.push(one)
  }

  async function withProcess<T>(isUrgent: boolean, work: (one: RenderProcess) => Promise<T>): Promise<T> {
    const one = await take(isUrgent)
    try {
      // Or a row whose process was closed would be tried once more, in a new one.
      if (isClosed) throw new Error('The render processes were closed')
      return await work(one)
    } finally {
      giveBack(one)
    }
  }

  return {
    processes,
    createRenderer<Job, Result>({ job, poisoned, isUrgent = false }: RenderWork<Job, Result>) {
      const key = createHash('sha256').update(JSON.stringify(job)).digest('base64url')
      const send = (rows: TemplateRow[]) =>
        withProcess(isUrgent, (one) => one.render<Job, Result>({ key, job, rows }))
      return { render: (rows, signal) => renderAll({ send, poisoned }, rows, signal) }
    },
    warmUp: () => withProcess(true, (one) => one.warmUp()),
    close: async () => {
      isClosed = true
      await Promise.all(all.map((one) => one.close()))
    },
  }
}

interface Sending<Result> {
  send(rows: TemplateRow[]): Promise<{ results: Result[]; poison: Poison | null }>
  poisoned(row: TemplateRow, poison: Poison): Result
}

async function renderAll<Result>(
  { send, poisoned }: Sending<Result>,
  rows: readonly TemplateRow[],
  signal: AbortSignal | undefined,
): Promise<Result[]> {
  const rendered: Result[] = []
  const poisonous = new Map<number, Poison>()
  // On a busy machine an innocent row may take too long, or be taken for its neighbour: it is tried once more, alone,
  // before it is blamed.
  const suspects = new Set<number>()
  let inSuccession = 0
  while (rendered.length < rows.length) {
    signal?.throwIfAborted()
    const from = rendered.length
    const known = poisonous.get(from)
    if (known && inSuccession >= mostPoison) {
      for (const row of rows.slice(from)) rendered.push(poisoned(row, known))
      break
    }
    if (known) {
      rendered.push(poisoned(rows[from]!, known))
      continue
    }
    // Rows before a poisonous one may not have arrived when the process was killed: they come first.
    const ends = [...poisonous.keys(), ...suspects].filter((index) => index > from)
    const until = suspects.has(from) ? from + 1 : Math.min(from + batchRows, ...ends)
    const { results, poison } = await send(rows.slice(from, until))
    rendered.push(...results)
    if (results.length > 0) inSuccession = 0
    if (!poison) continue
    const at = from + poison.at
    if (!suspects.has(at)) {
      suspects.add(at)
      continue
    }
    inSuccession++
    poisonous.set(at, poison)
  }
  return rendered
}
