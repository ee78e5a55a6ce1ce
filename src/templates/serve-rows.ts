// The inside of a render process. It has a small heap, no environment and no rights, and may be killed at any moment
// by whoever started it.
import { writeSync } from 'node:fs'
import { type RenderReply, type RenderRequest, stepFd, steps } from './render-protocol.ts'
import type { TemplateRow } from './render-row.ts'

/** Makes the result of one row; tells when its texts are there. */
export type RowWork<Result> = (row: TemplateRow, onRendered: () => void) => Result

export interface RowServer<Job, Result> {
  /** Done once for each job and kept for a while. */
  prepare(job: Job): RowWork<Result>
  /** Characters of a result, so that no message grows large. */
  sizeOf(result: Result): number
}

const keptJobs = 8
const flushCharacters = 500_000
const rendering = Buffer.of(steps.rendering)
const converting = Buffer.of(steps.converting)

/** Turns this process into a render process; it lives until it is killed or its parent ends. */
export function serveRows<Job, Result>(server: RowServer<Job, Result>): void {
  const prepared = new Map<string, RowWork<Result>>()

  function prepare({ key, job }: RenderRequest<Job>): RowWork<Result> {
    const work = prepared.get(key) ?? server.prepare(job)
    // Put back, so that the first one is the one that was not used for longest.
    prepared.delete(key)
    prepared.set(key, work)
    const oldest = prepared.keys().next().value
    if (prepared.size > keptJobs && oldest !== undefined) prepared.delete(oldest)
    return work
  }

  function answer(request: RenderRequest<Job>): void {
    const { batch } = request
    try {
      workOn(request)
      reply({ kind: 'done', batch })
    } catch (error) {
      // A heap that is full cannot be caught and ends the process.
      reply({ kind: 'failed', batch, stack: error instanceof Error ? (error.stack ?? '') : String(error) })
    }
  }

  function workOn(request: RenderRequest<Job>): void {
    const { batch } = request
    let waiting: Result[] = []
    let characters = 0
    const flush = () => {
      if (waiting.length > 0) reply({ kind: 'results', batch, results: waiting })
      waiting = []
      characters = 0
    }
    let work: RowWork<Result> | undefined
    for (const row of request.rows) {
      writeSync(stepFd, rendering)
      // Parsing counts as part of the first row's time.
      work ??= prepare(request)
      const result = work(row, () => writeSync(stepFd, converting))
      waiting.push(result)
      characters += server.sizeOf(result)
      if (characters >= flushCharacters) flush()
    }
    flush()
  }

  function reply(message: RenderReply<Result>): void {
    process.send?.(message)
  }

  process.on('message', answer)
  reply({ kind: 'ready' })
}
