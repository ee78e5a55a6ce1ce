import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useDestination } from '../../queries/connections.ts'
import { Ago } from '../../ui/Time.tsx'
import { PartlyPublished } from './PartlyPublished.tsx'
import { PlanBar } from './PlanBar.tsx'
import { PlanFacts } from './PlanFacts.tsx'
import classes from './Plans.module.css'
import { PublishPlan } from './PublishPlan.tsx'
import { RemovalChoice } from './RemovalChoice.tsx'
import { aboutWix, headline, removalOf, settledSentences } from './sentences.ts'

const ChangedNames = lazy(async () => ({ default: (await import('./ChangedNames.tsx')).ChangedNames }))
const ChangedKeys = lazy(async () => ({ default: (await import('./ChangedKeys.tsx')).ChangedKeys }))

interface Props {
  project: Project
  plan: Plan
  /** Rows ticked in the list. */
  ticked: ReadonlySet<string>
  again: ReactNode
}

/** What this plan would do, in sentences, and the one button that does it. The server decided both. */
export function PlanSummary({ project, plan, ticked, again }: Props) {
  const destination = useDestination(project.destination)
  const removal = destination && removalOf(destination, project)
  return (
    <section className={classes.summary} aria-labelledby="plan-headline">
      <div className={classes.summaryMain}>
        <h2 id="plan-headline" className="num">
          {headline(plan)}
        </h2>
        <PlanBar plan={plan} />
        {plan.scope.kind === 'rows' && (
          <p className={classes.second}>
            Only {plan.scope.words}; the other pages of the project are not part of this plan.
          </p>
        )}
        {plan.scope.kind === 'rows' && plan.scope.how && (
          <p className={classes.second}>
            They {fates[plan.scope.how]} and stay down until you bring them back.
          </p>
        )}
        {plan.scope.kind === 'undo' && (
          <UndoneRun scope={plan.scope} hasCreated={plan.counts.take_down > 0} />
        )}
        <p className={classes.second}>{aboutWix(plan)}</p>
        {settledSentences(plan).map((sentence) => (
          <p key={sentence} className={classes.second}>
            {sentence}
          </p>
        ))}
        {plan.taken > 0 && <PartlyPublished project={project} plan={plan} />}
        <PlanFacts plan={plan} />
        {plan.names.length > 0 && (
          <Suspense fallback={null}>
            <ChangedNames project={project} plan={plan} />
          </Suspense>
        )}
        {hasChangedKeys(plan) && (
          <Suspense fallback={null}>
            <ChangedKeys project={project} plan={plan} />
          </Suspense>
        )}
        {plan.counts.remove > 0 && <RemovalChoice project={project} plan={plan} removal={removal} />}
        <div className={classes.meta}>
          {again}
          <p>
            Planned <Ago at={plan.createdAt} /> by {plan.author} from data version {plan.datasetVersion} and
            template version {plan.templateVersion}
          </p>
        </div>
      </div>
      <PublishPlan project={project} plan={plan} ticked={ticked} removal={removal} />
    </section>
  )
}

function hasChangedKeys({ changedKeys }: Plan): boolean {
  return Object.values(changedKeys).some((rows) => rows > 0)
}

/** Drafts, or hidden where a destination has none. */
const fates = {
  draft: 'stay in Wix, unseen by visitors,',
  trash: "go to Wix's trash",
  deleted: 'are deleted for good',
} as const

/** Which run the plan undoes, and what becomes of the pages that the run had created. */
interface UndoneProps {
  scope: Extract<Plan['scope'], { kind: 'undo' }>
  /** Some of its pages were made by that run. */
  hasCreated: boolean
}

function UndoneRun({ scope, hasCreated }: UndoneProps) {
  return (
    <p className={classes.second}>
      Undoes{' '}
      <Link to="/runs/$id" params={{ id: scope.runId }} className={classes.link}>
        {scope.words}
      </Link>
      . {hasCreated && `Pages that it created ${fates[scope.created].replace(/,$/, '')}. `}What is undone
      stays so until you bring it back.
    </p>
  )
}
