// What stands for a row whose process had to be stopped.
import type { Problem } from '../api/problem.ts'
import { notTried, tooMuchMemory, tooMuchTime } from './problem.ts'
import type { RenderedRow, TemplateRow, TemplateSource } from './render-row.ts'
import type { Poison } from './renderer.ts'

/** Every field blank, and why. */
export function poisonedRow(
  { fields }: TemplateSource,
  { rowKey, madeAs }: TemplateRow,
  poison: Poison,
  isUntried = false,
): RenderedRow {
  const blank: Record<string, string> = Object.create(null)
  for (const name of Object.keys(fields)) blank[name] = ''
  return {
    rowKey,
    ...(madeAs !== undefined && { madeAs }),
    fields: blank,
    problems: [{ severity: 'error', ...(isUntried ? notTried : reasonOf(poison)) }],
  }
}

function reasonOf({ because, step }: Poison): Pick<Problem, 'code' | 'message'> {
  if (step === 'rendering') return because === 'time' ? tooMuchTime : tooMuchMemory
  return {
    code: 'html_not_convertible',
    message: `Converting the texts of this row took too much ${because} and was stopped. Shorten them, or simplify their HTML: thousands of nested elements and tags that are never closed are the usual cause.`,
  }
}
