// The last runs, with what of each failed as the way to these pages.
import { Link } from '@tanstack/react-router'
import type { Project } from '../../../../../src/api/project.ts'
import type { ItemState, Run } from '../../../../../src/api/run.ts'
import { kindName } from '../../../../../src/api/run-done.ts'
import { count } from '../../../ui/format.ts'
import { Tag } from '../../../ui/Status.tsx'
import { Ago } from '../../../ui/Time.tsx'
import { RunBar } from '../../runs/RunBar.tsx'
import { RunStatus } from '../../runs/RunStatus.tsx'
import classes from './Overview.module.css'

/** By how many there are. */
const titles = ['Nothing is published yet', 'Last run', 'Last runs']

export function RecentRuns({ project, runs }: { project: Project; runs: readonly Run[] }) {
  return (
    <section className={classes.part} aria-labelledby="recent-runs">
      <div className={classes.partHead}>
        <h2 id="recent-runs">{titles[Math.min(runs.length, 2)]}</h2>
        {runs.length > 0 && (
          <Link to="/projects/$id" params={{ id: project.id }} search={{ tab: 'runs' }}>
            All runs
          </Link>
        )}
      </div>
      {runs.length === 0 ? (
        <p className={classes.quiet}>
          A plan shows what would be sent before anything is; then it is yours to publish all of it, or a few
          pages first.
        </p>
      ) : (
        <ul className={classes.runs}>
          {runs.map((run) => (
            <li key={run.id}>
              <span className={classes.runHead}>
                <RunStatus run={run} />
                {run.kind !== 'publish' && <Tag>{kindName(run.kind)}</Tag>}
                <Link to="/runs/$id" params={{ id: run.id }} search={{}} className={classes.when}>
                  <Ago at={run.startedAt ?? run.createdAt} />
                </Link>
              </span>
              <span className={classes.runBar}>
                <RunBar run={run} small />
                <PagesOf run={run} state="accepted" words={`of ${count(run.total)}`} />
                <PagesOf run={run} state="rejected" words="failed" />
                <PagesOf run={run} state="held" words="held back" />
                <PagesOf run={run} state="cancelled" words="not sent" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function PagesOf({ run, state, words }: { run: Run; state: ItemState; words: string }) {
  const number = run.counts[state]
  if (number === 0) return null
  return (
    <Link to="/runs/$id" params={{ id: run.id }} search={{ state }} data-state={state}>
      {count(number)} {words}
    </Link>
  )
}
