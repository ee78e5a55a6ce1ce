// What a model is told beside the prompt, and what one question may come to. Pure.
import { hash } from 'node:crypto'
import type { AiColumn } from '../api/ai.ts'

export type ColumnShape = Pick<AiColumn, 'type' | 'choices' | 'mostCharacters'>

/** Changes when the same prompt would be answered otherwise by a newer program. */
const version = 1

export function instructionsFor({ type, choices, mostCharacters }: ColumnShape): string {
  const form: Record<AiColumn['type'], string> = {
    text: `Answer with plain text of at most ${mostCharacters} characters: no headings, no lists, no Markdown, no quotation marks around it.`,
    html: `Answer with HTML of at most ${mostCharacters} characters that can stand inside a page: no <html>, no <body>, no scripts, no styles, no Markdown.`,
    number: 'Answer with one number in digits, with a point before decimals, and nothing else.',
    choice: `Answer with exactly one of these, and nothing else:\n${choices.map((choice) => `- ${choice}`).join('\n')}`,
    yes_no: 'Answer with true or false, and nothing else.',
  }
  return `You fill one cell of a table. Use only what the prompt says: no number, date, price, name, link or address that does not stand in it. ${form[type]}`
}

/** Equal for questions that are the same, wherever the model is. */
export function inputHash(model: string, column: ColumnShape, prompt: string): string {
  const parts = [version, model, column.type, instructionsFor(column), prompt]
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 32)
}

/** Tokens that an answer may have. A token is at least one character, but for rare scripts. */
export function mostOutputTokens(
  { type, choices, mostCharacters }: ColumnShape,
  thinkingTokens: number,
): number {
  const characters = type === 'choice' ? Math.max(...choices.map(({ length }) => length)) : mostCharacters
  const answer = type === 'number' || type === 'yes_no' ? 32 : characters
  return answer + 32 + thinkingTokens
}

/** What endpoints add to a question: roles, separators, instructions of their own. */
const addedTokens = 300

/** Never less than the endpoint counts: a token is at least one byte. */
export function mostInputTokens(instructions: string, prompt: string): number {
  return Buffer.byteLength(instructions) + Buffer.byteLength(prompt) + addedTokens
}

/** Of English and its like. */
const charactersPerToken = 4

export function likelyTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken)
}

export interface Prices {
  /** For a million tokens. */
  priceIn: number
  priceOut: number
}

/** In millionths of the currency, rounded up. */
export function costOf({ priceIn, priceOut }: Prices, inputTokens: number, outputTokens: number): number {
  // Binary fractions: 0.1 * 30 is a little more than 3.
  const exact = priceIn * inputTokens + priceOut * outputTokens
  return Math.ceil(Number(exact.toPrecision(12)))
}

export const millionths = 1_000_000
