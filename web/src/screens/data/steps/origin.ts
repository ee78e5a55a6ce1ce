// Where the values of a column come from, in words. Pure.
import type { Step } from '../../../../../src/api/step.ts'
import { stepTitles } from '../../../../../src/api/step-words.ts'

/** "From Price, through step 2 (Read numbers)". */
export function origin(from: readonly string[], through: readonly string[], steps: readonly Step[]): string {
  const source = from.length === 0 ? 'Made by a step' : `From ${from.join(', ')}`
  if (through.length === 0) return source
  const named = through.flatMap((id) => {
    const at = steps.findIndex((step) => step.id === id)
    return at === -1 ? [] : [`${at + 1} (${stepTitles[steps[at]!.kind]})`]
  })
  return `${source}, through step ${named.join(', ')}`
}
