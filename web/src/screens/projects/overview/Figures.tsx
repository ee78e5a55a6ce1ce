// How many pages stand where: one bar, and below it every number as the way to its list.
import { Link } from '@tanstack/react-router'
import type { PageCounts } from '../../../../../src/api/page.ts'
import { pageStateWord } from '../../../../../src/api/page-state.ts'
import type { Project } from '../../../../../src/api/project.ts'
import { count, counted, share } from '../../../ui/format.ts'
import classes from './Overview.module.css'
import { StateBar } from './StateBar.tsx'
import { shownStates } from './shown-states.ts'

export function Figures({ project, pages }: { project: Project; pages: PageCounts }) {
  const params = { id: project.id }
  return (
    <section className={classes.where} aria-labelledby="where">
      <div className={classes.whereHead}>
        <h2 id="where">
          <Link to="/projects/$id" params={params} search={{ tab: 'pages' }}>
            {counted(pages.total, 'page')}
          </Link>
        </h2>
        {pages.isFilling && (
          <p role="status">Rows or addresses have changed; the numbers are being brought up to date.</p>
        )}
      </div>
      <StateBar pages={pages} />
      <ul className={classes.figures}>
        {shownStates(pages).map(([state, number]) => (
          <li key={state}>
            <Link to="/projects/$id" params={params} search={{ tab: 'pages', state }}>
              <span className={classes.number}>{count(number)}</span>
              <span className={classes.word}>
                <i data-state={state} aria-hidden="true" />
                {pageStateWord(state)}
              </span>
              {number < pages.total && <span className={classes.share}>{share(number, pages.total)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
