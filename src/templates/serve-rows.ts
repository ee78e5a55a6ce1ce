// The inside of a render process. It has a small heap, no environment and no rights, and may be killed at any moment
// by whoever started it.
import { writeSync } from 'node:fs'
import { mostSpent, type RenderReply, type RenderRequest, stepFd, steps } from './render-protocol.ts'

/** Makes the result of one row; tells when its texts are there. */
export type RowWork<Result, Row> = (row: Row, onRendered: () => void) => Result

export interface RowServer<Job, Result, Row> {
  /** Done once for each job and kept for a while. */
  prepare(job: Job): RowWork<Result, Row>
  /** Characters of a result, so that no message grows large. */
  sizeOf(result: Result): number
  /** Whether the row took all the time there is: then the batch may not be worth going on with. */
  isSpent(result: Result): boolean
}

const keptJobs = 8
const flushCharacters = 500_000
const rendering = Buffer.of(steps.rendering)
const converting = Buffer.of(steps.converting)

/** Turns this process into a render process; it lives until it is killed or its parent ends. */
export function serveRows<Job, Result, Row>(server: RowServer<Job, Result, Row>): void {
  const prepared = new Map<string, RowWork<Result, Row>>()

  function prepare({ key, job }: RenderRequest<Job, Row>): RowWork<Result, Row> {
    const work = prepared.get(key) ?? server.prepare(job)
    // Put back, so that the first one is the one that was not used for longest.
    prepared.delete(key)
    prepared.set(key, work)
    const oldest = prepared.keys().next().value
    if (prepared.size > keptJobs && oldest !== undefined) prepared.delete(oldest)
    return work
  }

  function answer(request: RenderRequest<Job, Row>): void {
    const { batch } = request
    try {
      workOn(request)
      reply({ kind: 'done', batch })
    } catch (error) {
      // A heap that is full cannot be caught and ends the process.
      reply({ kind: 'failed', batch, stack: error instanceof Error ? (error.stack ?? '') : String(error) })
    }
  }

  function workOn(request: RenderRequest<Job, Row>): void {
    const { batch } = request
    let waiting: Result[] = []
    let characters = 0
    const flush = () => {
      if (waiting.length > 0) reply({ kind: 'results', batch, results: waiting })
      waiting = []
      characters = 0
    }
    let work: RowWork<Result, Row> | undefined
    let spent = 0
    for (const row of request.rows) {
      writeSync(stepFd, rendering)
      // Parsing counts as part of the first row's time.
      work ??= prepare(request)
      const result = work(row, () => writeSync(stepFd, converting))
      waiting.push(result)
      characters += server.sizeOf(result)
      if (characters >= flushCharacters) flush()
      spent = server.isSpent(result) ? spent + 1 : 0
      if (spent === mostSpent) break
    }
    flush()
  }

  function reply(message: RenderReply<Result>): void {
    process.send?.(message)
  }

  process.on('message', answer)
  reply({ kind: 'ready' })
}
