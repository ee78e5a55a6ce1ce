import type { ReactNode } from 'react'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useDestination } from '../../queries/connections.ts'
import { PlanFacts } from './PlanFacts.tsx'
import classes from './Plans.module.css'
import { PublishPlan } from './PublishPlan.tsx'
import { RemovalChoice } from './RemovalChoice.tsx'
import { aboutWix, headline, removalOf, settledSentences } from './sentences.ts'

interface Props {
  project: Project
  plan: Plan
  again: ReactNode
}

/** What this plan would do, in sentences, and the one button that does it. The server decided both. */
export function PlanSummary({ project, plan, again }: Props) {
  const destination = useDestination(project.destination)
  const removal = destination && removalOf(destination, project)
  return (
    <section className={classes.summary} aria-labelledby="plan-headline">
      <div className={classes.summaryMain}>
        <h2 id="plan-headline" className="num">
          {headline(plan)}
        </h2>
        <p className={classes.second}>{aboutWix(plan)}</p>
        {settledSentences(plan).map((sentence) => (
          <p key={sentence} className={classes.second}>
            {sentence}
          </p>
        ))}
        <PlanFacts plan={plan} />
        {plan.counts.remove > 0 && <RemovalChoice project={project} plan={plan} removal={removal} />}
      </div>
      <PublishPlan project={project} plan={plan} removal={removal} again={again} />
    </section>
  )
}
