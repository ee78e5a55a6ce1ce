// What the last check found, a bar for each rule: how many pages, and the way to them.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { changedWords } from '../../../../../src/api/changed-words.ts'
import type { Project } from '../../../../../src/api/project.ts'
import { checkQuery } from '../../../queries/pages.ts'
import { NotLoaded } from '../../../ui/ErrorState.tsx'
import { count, counted } from '../../../ui/format.ts'
import { Ago } from '../../../ui/Time.tsx'
import classes from './Overview.module.css'

const severities = { error: 'blocks publishing', warning: 'warning', note: 'note' } as const
const order = Object.keys(severities)
/** The rest is one click away. */
const mostShown = 6

export function ChecksByRule({ project }: { project: Project }) {
  const query = useQuery(checkQuery(project.id))
  // Pages by category, which the same check has counted, leave the word to this one.
  if (query.isLoadingError)
    return <NotLoaded title="What the last check found could not be loaded" query={query} />
  const check = query.data
  if (!check || check.groups.length === 0) return null
  const groups = check.groups.toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.count - a.count,
  )
  const most = Math.max(...groups.map((group) => group.count))
  const params = { id: project.id }
  return (
    <section className={classes.part} aria-labelledby="checks">
      <div className={classes.partHead}>
        <h2 id="checks">Checks by rule</h2>
        <Link to="/projects/$id" params={params} search={{ tab: 'pages' }}>
          {groups.length > mostShown ? `All ${groups.length} rules` : 'Check again'}
        </Link>
      </div>
      <ul className={classes.rules}>
        {groups.slice(0, mostShown).map(({ code, field, severity, title, count: pages }) => (
          <li key={`${code}:${field ?? ''}`}>
            <Link to="/projects/$id" params={params} search={{ tab: 'pages', problem: code }}>
              <span className={classes.rule}>
                <span className="sr-only">{severities[severity]}: </span>
                {title}
              </span>
              <span className={classes.ruleBar} aria-hidden="true">
                <i data-severity={severity} style={{ width: `${(pages / most) * 100}%` }} />
              </span>
              <span className={classes.ruleCount}>{count(pages)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>
        {counted(check.checked, 'page')} checked <Ago at={check.checkedAt} />.{' '}
        {changedWords(check.changedSince)}
      </p>
    </section>
  )
}
