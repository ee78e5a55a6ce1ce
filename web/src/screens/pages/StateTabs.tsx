// All pages, or those of one state, with how many there are. States that no page is in are left out.
import type { PageCounts } from '../../../../src/api/page.ts'
import { type PageState, pageStates, pageStateWord } from '../../../../src/api/page-state.ts'
import { count } from '../../ui/format.ts'
import classes from './StateTabs.module.css'

interface Props {
  counts: PageCounts | undefined
  active: PageState | undefined
  onPick: (state: PageState | undefined) => void
}

export function StateTabs({ counts, active, onPick }: Props) {
  const shown = pageStates.filter((state) => state === active || (counts?.states[state] ?? 0) > 0)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className={classes.tabs} role="group" aria-label="Pages by state">
      {[undefined, ...shown].map((state) => {
        const pages = state === undefined ? counts?.total : counts && (counts.states[state] ?? 0)
        return (
          <button
            key={state ?? 'all'}
            type="button"
            className={classes.tab}
            aria-pressed={state === active}
            onClick={() => onPick(state)}
          >
            {state === undefined ? 'All' : pageStateWord(state)}{' '}
            {pages !== undefined && <span className={classes.count}>{count(pages)}</span>}
          </button>
        )
      })}
    </div>
  )
}
