// Reports the columns of a table beside reading it: small tables at the end, large ones in a thread of their own, since
// looking at the cells takes twice as long as reading them.
import { Worker } from 'node:worker_threads'
import { ColumnReports, joinCells, type TableReport } from './column-reports.ts'
import type { ColumnName } from './headers.ts'
import type { ReportReply, ReportRequest } from './report-protocol.ts'

// Characters that are looked at within a few milliseconds, for which no thread is worth its start.
const fewCharacters = 500_000
// Groups of rows that may wait for the thread; each is about 64 KB.
const mostWaiting = 16

export interface Reporting {
  /** Rows of the table's width. Waits only when the thread has fallen far behind. */
  add(rows: readonly (readonly string[])[]): Promise<void>
  finish(rowCount: number): Promise<TableReport>
  /** Ends the thread, whatever it was doing. */
  close(): Promise<void>
}

export function reportColumns(columns: ColumnName[]): Reporting {
  let held: string[] = []
  let heldCharacters = 0
  let thread: ReportThread | undefined
  return {
    async add(rows) {
      if (rows.length === 0) return
      const joined = joinCells(rows)
      held.push(joined)
      heldCharacters += joined.length
      if (!thread && heldCharacters <= fewCharacters) return
      thread ??= new ReportThread(columns)
      for (const one of held) await thread.add(one)
      held = []
    },
    async finish(rowCount) {
      if (thread) return thread.finish(rowCount)
      const reports = new ColumnReports(columns)
      for (const one of held) reports.add(one)
      return reports.finish(rowCount)
    },
    close: async () => thread?.close(),
  }
}

class ReportThread {
  private readonly worker: Worker
  private readonly waiting: PromiseWithResolvers<ReportReply>[] = []
  private failure: Error | undefined

  constructor(columns: ColumnName[]) {
    this.worker = new Worker(new URL('./report-worker.ts', import.meta.url), { workerData: columns })
    this.worker.on('message', (reply: ReportReply) => this.waiting.shift()?.resolve(reply))
    this.worker.on('error', (error) => this.fail(error))
    this.worker.on('exit', () => this.fail(new Error('The thread that reports the columns has ended.')))
  }

  async add(joined: string): Promise<void> {
    if (this.failure) throw this.failure
    void this.send({ kind: 'add', joined })
    if (this.waiting.length >= mostWaiting) await this.waiting[0]!.promise
  }

  async finish(rowCount: number): Promise<TableReport> {
    const reply = await this.send({ kind: 'finish', rowCount })
    if (reply.kind !== 'report') throw new Error('The thread answered something else than its report.')
    return reply.report
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }

  private send(request: ReportRequest): Promise<ReportReply> {
    if (this.failure) return Promise.reject(this.failure)
    const settle = Promise.withResolvers<ReportReply>()
    // Waiting callers are told; a reply nobody waits for is passed to the next one.
    settle.promise.catch(() => {})
    this.waiting.push(settle)
    this.worker.postMessage(request)
    return settle.promise
  }

  private fail(error: Error): void {
    this.failure ??= error
    for (const one of this.waiting.splice(0)) one.reject(this.failure)
  }
}
