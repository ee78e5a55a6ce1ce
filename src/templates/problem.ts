// Turns what the engine throws into a problem at a place in a field's text.
import { LiquidError } from 'liquidjs'
import type { Problem } from '../api/problem.ts'

export function positionOf(error: unknown): { line: number; column: number } {
  if (LiquidError.is(error)) {
    const [line = 1, column = 1] = (
      error as unknown as { token: { getPosition(): number[] } }
    ).token.getPosition()
    return { line, column }
  }
  return { line: 1, column: 1 }
}

/** The message without the position that the engine appends and without its own error's name. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const original = (error as { originalError?: unknown }).originalError
  const message = original instanceof Error ? original.message : error.message
  return message.replace(/(?:, file:[^,]*)?, line:\d+, col:\d+$/, '')
}

/** What went wrong while a row was rendered. */
export function toRenderProblem(field: string, error: unknown): Problem {
  const place = { field, ...positionOf(error), severity: 'error' as const }
  const message = messageOf(error)
  if (
    error instanceof RangeError ||
    /memory alloc limit|Invalid string length|Invalid array length/.test(message)
  ) {
    return { ...place, ...tooMuchMemory }
  }
  if (/template render limit/.test(message)) return { ...place, ...tooMuchTime }
  const unknown = /^undefined variable: (.*)$/.exec(message)
  if (unknown) {
    return {
      ...place,
      code: 'unknown_variable',
      message: `There is no "${unknown[1]}" for this row. Check the name.`,
    }
  }
  return {
    ...place,
    code: 'template_error',
    message: `The template cannot be filled with this row: ${message}`,
  }
}

export const tooMuchTime = {
  code: 'template_time',
  message:
    'The template took too long on this row and was stopped. Look for loops over large ranges or nested loops.',
}

/** Rows before it took all their time, one after the other. */
export const notTried = {
  code: 'template_time',
  message:
    'The template took too long on the rows before this one and was not tried on it. Look for loops over large ranges or nested loops.',
}

export const tooMuchMemory = {
  code: 'template_memory',
  message:
    'The template used too much memory on this row and was stopped. Look for loops that keep adding to a text.',
}

export const tooMuchOutput = {
  code: 'template_output',
  message:
    'The template makes more than 2 MB for this row, more than any page can hold. Look for a loop that repeats itself.',
}
