import type { Plan } from '../../../../src/api/plan.ts'
import { counted } from '../../ui/format.ts'
import { actionLooks } from './action-looks.ts'
import classes from './Plans.module.css'
import { actionWord, presentActions } from './sentences.ts'

/** All pages of a plan as one bar, a part for each action. Who cannot see it reads the headline and the filters. */
export function PlanBar({ plan }: { plan: Plan }) {
  const actions = presentActions(plan)
  if (actions.length === 0) return null
  return (
    <div className={classes.bar} aria-hidden="true">
      {actions.map((action) => (
        <span
          key={action}
          data-tone={actionLooks[action].tone}
          style={{ flexGrow: plan.counts[action] }}
          title={`${actionWord(action, plan)}: ${counted(plan.counts[action], 'page')}`}
        />
      ))}
    </div>
  )
}
