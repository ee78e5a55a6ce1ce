// What two converters keep of one page. Pure.
import type { AnyTarget } from '../targets/index.ts'
import type { Comparison, Kept, RenderedPage } from '../targets/target.ts'
import type { Page } from './page.ts'

export interface ComparedRow extends Comparison {
  title: string
  /** Why the page cannot be converted; then nothing is counted. */
  problem: string | null
}

export function comparePage(
  target: AnyTarget,
  { title, problems }: Page,
  rendered: RenderedPage,
): ComparedRow {
  const blocking = problems.find((one) => one.field === 'body' && one.severity === 'error')
  if (blocking || !target.converter) return { title, problem: blocking?.message ?? null, ...nothing }
  return { title, problem: null, ...target.converter.compare(rendered) }
}

const noneKept: Kept = { words: 0, losses: [] }
const nothing: Comparison = { words: 0, ours: noneKept, theirs: noneKept }
