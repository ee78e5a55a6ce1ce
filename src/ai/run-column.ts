// Works on one run: walks the rows, asks what has no answer yet, and stops at the caps.
import type { AiRunCounts } from '../api/ai.ts'
import { readRows } from '../data/rows/rows.ts'
import type { Database, Queries } from '../db/types.ts'
import type { AskQuestion } from './ask-question.ts'
import {
  type AskedColumn,
  type AskedRow,
  type FindQuestions,
  type RowQuestion,
  verdictOn,
  withoutFilled,
} from './questions.ts'
import { countAnswered, type RunRow, saveCounts } from './run-store.ts'
import { sampleRows } from './sample-rows.ts'

export interface RunDeps {
  database: Database
  questions: FindQuestions
  ask: AskQuestion
  signal: AbortSignal
}

/** How a run ended, for whoever writes it down. `lost`: it is another worker's, or was cancelled. */
export type RunEnd = { state: 'done' | 'stopped' | 'failed'; problem: string | null } | 'lost'

const batchRows = 200

export interface RunOf extends AskedColumn {
  run: RunRow
  holder: string
  rowSetId: string
  rowCount: number
  /** Names of the columns that models fill: no prompt sees them. */
  filled: readonly string[]
  parallel: number
  /** Hashes of questions that failed in this run and are not asked again in it; filled here. */
  failed: Set<string>
}

/** `done`: how many rows were looked at; `asked`: how many questions went out. */
export interface Walked {
  end: RunEnd
  done: number
  asked: number
}

/** Walks once over all rows of a set. Safe to repeat: what has an answer is not asked again. */
export async function runColumn(deps: RunDeps, of: RunOf): Promise<Walked> {
  const { database, signal } = deps
  const { run, holder } = of
  const before = await countAnswered(database, run.id)
  const walk: Walk = { done: 0, failed: 0, fresh: 0, asked: 0 }
  const ended = (end: RunEnd): Walked => ({ end, done: walk.done, asked: walk.asked })
  for await (const rows of of.run.kind === 'sample' ? sampleRows(database, of) : allRows(database, of)) {
    signal.throwIfAborted()
    const questions = await deps.questions(rows, signal)
    const save = () => saveCounts(database, { id: run.id, holder }, countsOf(walk, before))
    const end = await askAll(deps, of, walk, questions, atIntervals(save))
    if (!(await save())) return ended('lost')
    if (end !== null) return ended(end)
  }
  return ended({ state: 'done', problem: null })
}

/** Somebody may be watching. */
const savedEveryMs = 1_000

function atIntervals(save: () => Promise<unknown>): () => Promise<void> {
  let next = Date.now() + savedEveryMs
  return async () => {
    if (Date.now() < next) return
    next = Date.now() + savedEveryMs
    await save()
  }
}

interface Walk {
  done: number
  failed: number
  /** Answered since this walk began. */
  fresh: number
  asked: number
}

function countsOf({ done, failed, fresh }: Walk, before: number): AiRunCounts {
  const answered = before + fresh
  return { done, answered, cached: Math.max(0, done - failed - answered), failed }
}

/** Equal questions of a batch are asked once. Null: it may go on. */
async function askAll(
  { ask, signal }: RunDeps,
  of: RunOf,
  walk: Walk,
  questions: readonly RowQuestion[],
  onAsked: () => Promise<void>,
): Promise<RunEnd | null> {
  const open = Map.groupBy(
    questions.filter((one) => isOpen(of, one)),
    ({ hash }) => hash,
  )
  const known = questions.filter((one) => !open.has(one.hash) || one.problem !== null)
  walk.done += known.length
  walk.failed += known.filter(({ problem, hash }) => problem !== null || of.failed.has(hash)).length
  const waiting = [...open.values()]
  let end: RunEnd | null = null
  async function work(): Promise<void> {
    for (let same = waiting.shift(); same && end === null; same = waiting.shift()) {
      signal.throwIfAborted()
      walk.asked++
      const result = await ask(same[0]!)
      if (result.kind === 'over' || result.kind === 'lost' || result.kind === 'broken') {
        end ??= endOf(result)
        return
      }
      walk.done += same.length
      if (result.kind === 'answered') walk.fresh++
      else {
        walk.failed += same.length
        of.failed.add(same[0]!.hash)
      }
      await onAsked()
    }
  }
  await Promise.all(Array.from({ length: Math.min(of.parallel, waiting.length) }, work))
  return end
}

function endOf(result: Exclude<Awaited<ReturnType<AskQuestion>>, { kind: 'answered' | 'failed' }>): RunEnd {
  if (result.kind === 'lost') return 'lost'
  if (result.kind === 'broken') return { state: 'failed', problem: result.message }
  return {
    state: 'stopped',
    problem:
      'The next call might have gone beyond the cap of this run. Start another run with a higher one to go on: what was answered is not asked again.',
  }
}

/** What failed is tried again in every run; what is held only where that was asked for, and once. */
function isOpen({ run, column, failed }: RunOf, question: RowQuestion): boolean {
  const { answer, problem, hash } = question
  if (problem !== null || failed.has(hash)) return false
  if (answer === null || answer.answer === null) return true
  if (!run.asks_again || Date.parse(answer.askedAt) >= Date.parse(run.created_at)) return false
  return verdictOn({ column }, question).held !== null
}

/** All rows of a dataset, as prompts see them. */
export async function* allRows(
  database: Queries,
  of: { rowSetId: string; filled: readonly string[] },
): AsyncGenerator<AskedRow[]> {
  for (let afterLine = 0; ; ) {
    const rows = await readRows(database, of.rowSetId, { afterLine, limit: batchRows })
    const last = rows.at(-1)
    if (!last) return
    afterLine = last.line
    yield rows.map((row) => withoutFilled(row, of.filled))
  }
}
