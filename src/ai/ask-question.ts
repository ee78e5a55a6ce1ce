// Asks one question as often as it takes, each try within what the run may spend.
import type { Database } from '../db/types.ts'
import type { Model, Outcome } from './ask-model.ts'
import { endCall, reserveCall } from './budget.ts'
import type { ColumnRow } from './column-store.ts'
import { costOf, instructionsFor, mostInputTokens, mostOutputTokens, type Prices } from './instructions.ts'
import type { RowQuestion } from './questions.ts'

/** `broken`: the endpoint does not work for any question, so the run ends. */
export type Asked =
  | { kind: 'answered' }
  | { kind: 'failed' }
  | { kind: 'over' }
  | { kind: 'lost' }
  | { kind: 'broken'; message: string }

export type AskQuestion = (question: Pick<RowQuestion, 'prompt' | 'hash'>) => Promise<Asked>

/** Where a crash test lets the process kill itself. */
export type AiCrashPoint = 'ai-after-reserve' | 'ai-before-settle' | 'ai-after-settle'

export interface AskOptions {
  database: Database
  model: Model
  prices: Prices
  thinkingTokens: number
  column: ColumnRow
  run: { id: string; holder: string }
  /** Ends the waiting between tries. A call under way is let come to its end, since it is paid for. */
  signal: AbortSignal
  sleep?(ms: number, signal: AbortSignal): Promise<void>
  /** For crash tests. */
  crashPoint?(name: AiCrashPoint): void
}

const mostTries = 5
/** So many questions in succession without an answer: the endpoint is down. */
const patience = 10
const never = new AbortController().signal

export function createAsk(options: AskOptions): AskQuestion {
  const { database, model, prices, thinkingTokens, column, run, signal, crashPoint = () => {} } = options
  const { sleep = sleepFor } = options
  const shape = { type: column.type, choices: column.choices, mostCharacters: column.most_characters }
  const instructions = instructionsFor(shape)
  const mostTokens = mostOutputTokens(shape, thinkingTokens)
  let failures = 0
  let quietUntil = 0

  /** Within the budget: from the reservation to what it really cost. */
  async function tryOnce({
    prompt,
    hash,
  }: Pick<RowQuestion, 'prompt' | 'hash'>): Promise<Outcome | 'over' | 'lost'> {
    const { askModel } = await import('./ask-model.ts')
    const cost = costOf(prices, mostInputTokens(instructions, prompt), mostTokens)
    const reserved = await reserveCall(database, { runId: run.id, holder: run.holder, inputHash: hash, cost })
    if (typeof reserved === 'string') return reserved
    crashPoint('ai-after-reserve')
    const outcome = await askModel(model, { instructions, prompt, mostTokens }, never)
    crashPoint('ai-before-settle')
    await endCall(database, reserved.callId, endingOf(outcome, hash))
    crashPoint('ai-after-settle')
    return outcome
  }

  function endingOf(outcome: Outcome, inputHash: string) {
    const { workspace_id: workspaceId } = column
    if (outcome.kind === 'failed') {
      const { message: problem, isFree } = outcome
      const answer = { workspaceId, inputHash, answer: null, problem, inputTokens: 0, outputTokens: 0 }
      return isFree
        ? { state: 'refused' as const, cost: 0, answer }
        : { state: 'unclear' as const, cost: null, answer }
    }
    const { inputTokens, outputTokens, text, problem } = outcome
    const isTold = inputTokens !== null && outputTokens !== null
    return {
      state: 'answered' as const,
      cost: isTold ? costOf(prices, inputTokens, outputTokens) : null,
      answer: {
        workspaceId,
        inputHash,
        answer: text,
        problem: problem && problems[problem],
        inputTokens: inputTokens ?? 0,
        outputTokens: outputTokens ?? 0,
      },
    }
  }

  return async (question) => {
    for (let tries = 1; ; tries++) {
      const quietMs = quietUntil - Date.now()
      if (quietMs > 0) await sleep(quietMs, signal)
      signal.throwIfAborted()
      const outcome = await tryOnce(question)
      if (typeof outcome === 'string') return { kind: outcome }
      if (outcome.kind === 'answered') {
        failures = 0
        return { kind: 'answered' }
      }
      const { isForAll, waitMs, message } = outcome
      if (isForAll && waitMs === null) return { kind: 'broken', message }
      if (waitMs === null || tries === mostTries) {
        failures++
        return failures >= patience ? { kind: 'broken', message } : { kind: 'failed' }
      }
      // Everybody waits: the endpoint does not tell one question from another.
      quietUntil = Math.max(quietUntil, Date.now() + Math.max(waitMs, 500 * 2 ** tries))
    }
  }
}

const problems = {
  cut: 'The answer was cut off, since it was longer than it may be. Allow more characters, or ask for less.',
  refused: 'The model refused to answer.',
} as const

function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    }, ms)
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
}
