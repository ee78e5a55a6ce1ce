import type { PageCounts } from '../../../../../src/api/page.ts'
import { pageStates, pageStateWord } from '../../../../../src/api/page-state.ts'
import { counted } from '../../../ui/format.ts'
import classes from './Overview.module.css'
import { shownStates } from './shown-states.ts'

/** All pages as one bar, a part for each state. Who cannot see it reads the numbers beside it. */
export function StateBar({ pages, small = false }: { pages: PageCounts; small?: boolean }) {
  return (
    <div className={classes.bar} data-small={small || undefined} aria-hidden="true">
      {shownStates(pages).map(([state, count]) => (
        <span
          key={state}
          data-state={state}
          style={{ flexGrow: count }}
          title={`${pageStateWord(state)}: ${counted(count, 'page')}`}
        />
      ))}
      {pages.total === 0 && <span data-state={pageStates[0]} style={{ flexGrow: 1 }} />}
    </div>
  )
}
