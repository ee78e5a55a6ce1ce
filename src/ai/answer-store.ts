// The table of answers: what models said, by what they were asked.
import type { Queries } from '../db/types.ts'

export interface Answer {
  inputHash: string
  /** As the model gave it; null: the last try failed. */
  answer: string | null
  /** Why there is none. */
  problem: string | null
  inputTokens: number
  outputTokens: number
}

export interface StoredAnswer extends Answer {
  askedAt: string
}

export async function saveAnswer(
  queries: Queries,
  { workspaceId, inputHash, answer, problem, inputTokens, outputTokens }: Answer & { workspaceId: string },
): Promise<void> {
  // A failure never takes the place of an answer.
  await queries.query(
    `insert into ai_answers (workspace_id, input_hash, answer, problem, input_tokens, output_tokens, asked_at,
                             wanted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (workspace_id, input_hash) do update
       set answer = excluded.answer, problem = excluded.problem, input_tokens = excluded.input_tokens,
           output_tokens = excluded.output_tokens, asked_at = excluded.asked_at, wanted_at = excluded.wanted_at
     where excluded.answer is not null or ai_answers.answer is null`,
    [workspaceId, inputHash, answer, problem, inputTokens, outputTokens, queries.now()],
  )
}

/** By hash; those that were asked. */
export async function findAnswers(
  queries: Queries,
  workspaceId: string,
  hashes: readonly string[],
): Promise<Map<string, StoredAnswer>> {
  const { rows } = await queries.query<StoredAnswer>(
    `select input_hash as "inputHash", answer, problem, input_tokens as "inputTokens",
            output_tokens as "outputTokens", asked_at as "askedAt"
       from ai_answers where workspace_id = $1 and input_hash = any($2::text[])`,
    [workspaceId, [...new Set(hashes)]],
  )
  return new Map(rows.map((row) => [row.inputHash, row]))
}

/** Rows ask for these. Written where it was written longer ago than that, so that a night writes little. */
export async function noteWanted(
  queries: Queries,
  workspaceId: string,
  hashes: readonly string[],
  writtenBefore: Date,
): Promise<void> {
  await queries.query(
    `update ai_answers set wanted_at = $3
      where workspace_id = $1 and input_hash = any($2::text[]) and wanted_at < $4`,
    [workspaceId, hashes, queries.now(), writtenBefore],
  )
}

/** @returns how many went */
export async function forgetAnswers(queries: Queries, wantedBefore: Date, most: number): Promise<number> {
  const { rowCount } = await queries.query(
    `delete from ai_answers where (workspace_id, input_hash) in (
       select workspace_id, input_hash from ai_answers where wanted_at < $1 limit $2)`,
    [wantedBefore, most],
  )
  return rowCount
}
