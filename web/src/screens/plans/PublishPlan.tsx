import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useApplyPlan } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted, durationRange } from '../../ui/format.ts'
import { openedLater } from '../../ui/openedLater.tsx'
import { Tag } from '../../ui/Status.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Plans.module.css'
import { publishLabel, type Removal } from './sentences.ts'

const ConfirmDeletion = openedLater(async () => (await import('./ConfirmDeletion.tsx')).ConfirmDeletion)

interface Props {
  project: Project
  plan: Plan
  removal: Removal | undefined
  again: ReactNode
}

/** The button, how long it takes, and what it is made of. Deleting for good is asked about once more. */
export function PublishPlan({ project, plan, removal, again }: Props) {
  const navigate = useNavigate()
  const apply = useApplyPlan(project.id)
  const [confirming, dialog] = useDisclosure(false)
  const { willSend, blockedReason } = plan
  const isBlocked = blockedReason !== null
  const deletes = removal === 'delete' ? (willSend.byAction.remove ?? 0) : 0
  const label = publishLabel(plan)
  const publish = () =>
    apply.mutate(plan.id, {
      onSuccess: (run) => void navigate({ to: '/runs/$id', params: { id: run.id }, search: {} }),
    })

  return (
    <div className={classes.summarySide}>
      {plan.site.kind === 'practice' && <Tag tone="accent">Practice site: nothing leaves this machine</Tag>}
      <Button
        fullWidth
        loading={apply.isPending}
        disabled={isBlocked || apply.isSuccess}
        aria-describedby={isBlocked ? 'publish-reason' : undefined}
        onClick={deletes > 0 ? dialog.open : publish}
      >
        {label}
      </Button>
      {isBlocked && <p id="publish-reason">{blockedReason}</p>}
      {!isBlocked && willSend.total > 0 && (
        <p>
          Takes {durationRange(plan.estimate.seconds)}: {plan.estimate.reason}.
        </p>
      )}
      {!isBlocked && plan.conflictsOpen > 0 && (
        <p>{counted(plan.conflictsOpen, 'conflict')} undecided; those pages stay as they are in Wix.</p>
      )}
      {apply.error && !confirming && <ErrorNote title="The run did not start" error={apply.error} />}
      <ConfirmDeletion
        opened={confirming}
        pages={deletes}
        label={label}
        busy={apply.isPending || apply.isSuccess}
        error={apply.error}
        onConfirm={publish}
        onClose={dialog.close}
      />
      <div className={classes.meta}>
        {again}
        <p>
          Planned <Ago at={plan.createdAt} /> by {plan.author}
          <br />
          Data version {plan.datasetVersion}, template version {plan.templateVersion}
          {plan.hash && (
            <>
              <br />
              <span className="code">{plan.hash.slice(0, 12)}</span>
            </>
          )}
        </p>
      </div>
    </div>
  )
}
