// What comes next: the next slot, and what a plan found that is not on the site yet.
import { Link } from '@tanstack/react-router'
import type { Planned, ProjectOverview } from '../../../../../src/api/overview.ts'
import type { Project } from '../../../../../src/api/project.ts'
import { counted } from '../../../ui/format.ts'
import { Ago, Until } from '../../../ui/Time.tsx'
import classes from './Overview.module.css'

interface Props {
  project: Project
  overview: Pick<ProjectOverview, 'nextSlot' | 'planned'>
}

export function Ahead({ project, overview: { nextSlot, planned } }: Props) {
  const params = { id: project.id }
  const found = planned && findings(planned)
  if (nextSlot === null && (planned === null || (found?.length === 0 && planned.since.length === 0)))
    return null
  return (
    <section className={classes.part} aria-labelledby="ahead">
      <h2 id="ahead">What comes next</h2>
      <dl className={classes.facts}>
        {nextSlot && (
          <div>
            <dt>Next slot</dt>
            <dd>
              <Until at={nextSlot.at} />:{' '}
              <Link
                to="/projects/$id"
                params={params}
                search={{ tab: 'schedule', at: nextSlot.day, day: nextSlot.day, slot: nextSlot.at }}
              >
                {counted(nextSlot.pages, 'page')}
              </Link>
            </dd>
          </div>
        )}
        {planned && found && found.length > 0 && (
          <div>
            <dt>Changed since published</dt>
            <dd>
              {found.map(({ action, words }, index) => (
                <span key={action}>
                  {index > 0 && ', '}
                  <Link to="/projects/$id" params={params} search={{ tab: 'plan', action }}>
                    {words}
                  </Link>
                </span>
              ))}
              , as of the plan <Ago at={planned.madeAt} />
            </dd>
          </div>
        )}
        {planned && planned.since.length > 0 && (
          <div>
            <dt>Since that plan</dt>
            <dd>
              {changedWords(planned)}{' '}
              <Link to="/projects/$id" params={params} search={{ tab: 'plan' }}>
                Plan again
              </Link>{' '}
              to see which pages differ.
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function findings({ changed }: Planned) {
  const all = [
    { action: 'update' as const, count: changed?.update ?? 0, one: 'page', many: 'pages' },
    { action: 'move' as const, count: changed?.move ?? 0, one: 'new address', many: 'new addresses' },
  ]
  return all
    .filter(({ count }) => count > 0)
    .map(({ action, count, one, many }) => ({ action, words: counted(count, one, many) }))
}

function changedWords({ since }: Planned): string {
  return since.length === 2 ? 'The data and the template have changed.' : `The ${since[0]} has changed.`
}
