// What asking about all rows would cost, before anything is asked.
import type { AiEstimate } from '../api/ai.ts'
import type { Database } from '../db/types.ts'
import type { ColumnRow } from './column-store.ts'
import type { EndpointRow } from './endpoint-store.ts'
import {
  costOf,
  instructionsFor,
  likelyTokens,
  millionths,
  mostInputTokens,
  mostOutputTokens,
} from './instructions.ts'
import type { FindQuestions, RowQuestion } from './questions.ts'
import { allRows } from './run-column.ts'

/** Beyond these the rest is taken to be like them. */
const mostRows = 5_000

export async function estimateRun(
  deps: { database: Database; questions: FindQuestions; signal: AbortSignal },
  of: {
    column: ColumnRow
    endpoint: EndpointRow
    rows: { rowSetId: string; rowCount: number; filled: readonly string[] }
  },
): Promise<AiEstimate> {
  const { rowCount } = of.rows
  const seen: Seen = {
    rows: 0,
    cached: 0,
    hashes: new Set(),
    input: 0,
    mostInput: 0,
    answers: 0,
    inputTokens: 0,
    inputLikely: 0,
    outputTokens: 0,
  }
  const instructions = instructionsFor(shapeOf(of.column))
  for await (const rows of allRows(deps.database, of.rows)) {
    for (const question of await deps.questions(rows, deps.signal)) look(seen, question, instructions)
    seen.rows += rows.length
    if (seen.rows >= mostRows) break
  }
  const scale = seen.rows === 0 ? 0 : rowCount / seen.rows
  return tokensAndCost(of, seen, { scale, rowCount })
}

interface Seen {
  rows: number
  cached: number
  /** Of what is to be asked: equal questions are asked once. */
  hashes: Set<string>
  input: number
  mostInput: number
  /** Those that say what they used. */
  answers: number
  inputTokens: number
  /** What was guessed for the same questions. */
  inputLikely: number
  outputTokens: number
}

function look(seen: Seen, { answer, problem, prompt, hash }: RowQuestion, instructions: string): void {
  if (problem !== null) return
  if (answer !== null && answer.answer !== null) {
    seen.cached++
    if (answer.outputTokens === 0) return
    seen.answers++
    seen.inputTokens += answer.inputTokens
    seen.inputLikely += likelyTokens(instructions) + likelyTokens(prompt)
    seen.outputTokens += answer.outputTokens
    return
  }
  if (seen.hashes.has(hash)) return
  seen.hashes.add(hash)
  seen.input += likelyTokens(instructions) + likelyTokens(prompt)
  seen.mostInput += mostInputTokens(instructions, prompt)
}

function tokensAndCost(
  { column, endpoint }: { column: ColumnRow; endpoint: EndpointRow },
  seen: Seen,
  { scale, rowCount }: { scale: number; rowCount: number },
): AiEstimate {
  const toAsk = Math.round(seen.hashes.size * scale)
  const most = mostOutputTokens(shapeOf(column), endpoint.thinking_tokens)
  const hasAnswers = seen.answers > 0
  // As this model counts them, where it has counted some.
  const counted = hasAnswers && seen.inputLikely > 0 ? seen.inputTokens / seen.inputLikely : 1
  const inputTokens = Math.ceil(seen.input * scale * counted)
  const outputEach = hasAnswers
    ? seen.outputTokens / seen.answers
    : likelyTokens(' '.repeat(Math.ceil(column.most_characters / 2))) + endpoint.thinking_tokens / 2
  const outputTokens = Math.ceil(toAsk * Math.min(outputEach, most))
  const prices = { priceIn: endpoint.price_in, priceOut: endpoint.price_out }
  return {
    rows: rowCount,
    cached: Math.round(seen.cached * scale),
    toAsk,
    inputTokens,
    outputTokens,
    cost: costOf(prices, inputTokens, outputTokens) / millionths,
    mostCost: costOf(prices, Math.ceil(seen.mostInput * scale), toAsk * most) / millionths,
    currency: endpoint.currency,
    isFromAnswers: hasAnswers,
  }
}

function shapeOf({ type, choices, most_characters: mostCharacters }: ColumnRow) {
  return { type, choices, mostCharacters }
}
