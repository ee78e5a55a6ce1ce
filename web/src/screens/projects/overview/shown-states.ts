// The states of pages as an overview shows them. Pure.
import type { PageCounts } from '../../../../../src/api/page.ts'
import type { PageState } from '../../../../../src/api/page-state.ts'

/** What is done first, then what will be, then what is wrong; what is still to do ends the bar. */
const order: readonly PageState[] = [
  'published',
  'in_progress',
  'scheduled',
  'draft',
  'error',
  'removed',
  'down',
  'not_published',
]

/** Those that some page is in. */
export function shownStates({ states }: Pick<PageCounts, 'states'>): [PageState, number][] {
  return order.flatMap((state) => {
    const count = states[state] ?? 0
    return count > 0 ? [[state, count] as [PageState, number]] : []
  })
}
