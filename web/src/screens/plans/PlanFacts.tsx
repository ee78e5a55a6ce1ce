import { Link } from '@tanstack/react-router'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import { count, counted } from '../../ui/format.ts'
import { type Sign, Status, type Tone } from '../../ui/Status.tsx'
import { PlanRedirects } from './PlanRedirects.tsx'
import classes from './Plans.module.css'
import { createsSentence, groupSentence } from './sentences.ts'

const looks: Record<Problem['severity'], { tone: Tone; sign: Sign }> = {
  error: { tone: 'bad', sign: 'cross' },
  warning: { tone: 'warn', sign: 'warning' },
  note: { tone: 'quiet', sign: 'info' },
}

/** What comes first, what was found in the pages, and what Wix says of a sample. */
export function PlanFacts({ plan }: { plan: Plan }) {
  // How many are taken over stands in the headline.
  const groups = plan.problemGroups.filter(({ code }) => code !== 'adopted')
  return (
    <ul className={classes.facts}>
      {plan.creates.map((item) => (
        <li key={item.kind}>
          <Status tone="quiet" sign="info" wrap>
            {createsSentence(item)}
          </Status>
          <details>
            <summary>{item.kind === 'image' ? 'Show addresses' : 'Show names'}</summary>
            <p>
              {item.names.join(', ')}
              {item.count > item.names.length && ` and ${count(item.count - item.names.length)} more`}
            </p>
          </details>
        </li>
      ))}
      {groups.map((group) => (
        <li key={`${group.code}:${group.field ?? ''}`}>
          <Status wrap {...looks[group.severity]}>
            {groupSentence(group)}
            <Link
              to="."
              search={
                ((before: object) => ({
                  ...before,
                  problem: group.code,
                  action: undefined,
                  row: undefined,
                })) as never
              }
              className={classes.show}
            >
              Show
            </Link>
          </Status>
        </li>
      ))}
      <PlanRedirects plan={plan} />
      {plan.wixValidation.note !== '' && (
        <li>
          <Validation plan={plan} />
        </li>
      )}
    </ul>
  )
}

function Validation({ plan: { wixValidation, site } }: { plan: Plan }) {
  const { checked, invalid, note } = wixValidation
  const look: { tone: Tone; sign: Sign } =
    invalid > 0
      ? { tone: 'bad', sign: 'cross' }
      : checked > 0
        ? { tone: 'good', sign: 'check' }
        : { tone: 'quiet', sign: 'dashed' }
  const who = site.kind === 'wix' ? 'Wix' : 'The practice site'
  return (
    <Status wrap {...look}>
      {checked > 0 && `${who} checked ${counted(checked, 'sample')}: `}
      {note}
    </Status>
  )
}
