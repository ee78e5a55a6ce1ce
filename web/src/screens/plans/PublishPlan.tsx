import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { overLimitWords, pagesOnto } from '../../../../src/api/daily-limit.ts'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { deletedForGood } from '../../../../src/api/way-back.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { useApplyPlan } from '../../queries/plans.ts'
import { ceilingQuery } from '../../queries/schedules.ts'
import { ErrorNote, NotLoaded } from '../../ui/ErrorState.tsx'
import { counted, durationRange } from '../../ui/format.ts'
import { openedLater } from '../../ui/openedLater.tsx'
import { Tag } from '../../ui/Status.tsx'
import { OverLimit } from './OverLimit.tsx'
import { PartChoice } from './PartChoice.tsx'
import classes from './Plans.module.css'
import { partNotes } from './part.ts'
import { publishLabel, type Removal } from './sentences.ts'
import { usePart } from './usePart.ts'

const ConfirmDeletion = openedLater(async () => (await import('./ConfirmDeletion.tsx')).ConfirmDeletion)

const nothingOfPart = 'Nothing of this part can go as things are decided.'

interface Props {
  project: Project
  plan: Plan
  ticked: ReadonlySet<string>
  removal: Removal | undefined
}

/** The button, and how long it takes. Deleting for good is asked about once more. */
export function PublishPlan({ project, plan, ticked, removal }: Props) {
  const navigate = useNavigate()
  const apply = useApplyPlan(project.id)
  const [confirming, dialog] = useDisclosure(false)
  const part = usePart(plan, ticked)
  const destinations = useQuery(destinationsQuery)
  const day = useQuery({ ...ceilingQuery(project.connection.id), enabled: plan.state === 'ready' })
  const { willSend, willSettle, estimate } = part.counted ?? plan
  const overLimit = day.data ? overLimitWords(day.data, pagesOnto(willSend)) : null
  const isCounting = part.selection !== null && part.counted === null
  const isEmptyPart = part.selection !== null && willSend.total + willSettle === 0
  // Whether they are deleted for good has to be known before it can be asked.
  const isUnsure = removal === undefined && (willSend.byAction.remove ?? 0) > 0
  const reason = plan.blockedReason ?? (isEmptyPart ? nothingOfPart : null)
  const isBlocked = reason !== null && !isCounting
  const downForGood = deletedForGood(plan.scope, willSend.byAction)
  const deletes = downForGood + (removal === 'delete' ? (willSend.byAction.remove ?? 0) : 0)
  const label = isCounting ? 'Counting…' : publishLabel({ ...plan, willSend, willSettle })
  const publish = () =>
    apply.mutate(
      {
        planId: plan.id,
        seenRunId: plan.runId,
        ...(downForGood > 0 && { confirm: downForGood }),
        ...(part.selection && { selection: part.selection, isCanary: part.kind === 'first' }),
      },
      { onSuccess: (run) => void navigate({ to: '/runs/$id', params: { id: run.id }, search: {} }) },
    )

  return (
    <div className={classes.summarySide}>
      {plan.site.kind === 'practice' && <Tag tone="accent">Practice site: nothing leaves this machine</Tag>}
      {plan.blockedReason === null && plan.willSend.total + plan.willSettle > 1 && (
        <PartChoice plan={plan} part={part} />
      )}
      <Button
        fullWidth
        loading={apply.isPending}
        disabled={isBlocked || isCounting || isUnsure || apply.isSuccess}
        aria-describedby={isBlocked ? 'publish-reason' : undefined}
        onClick={deletes > 0 ? dialog.open : publish}
      >
        {label}
      </Button>
      {isBlocked && <p id="publish-reason">{reason}</p>}
      {isUnsure && (
        <NotLoaded
          title="Whether removed pages are deleted for good could not be loaded"
          query={destinations}
        />
      )}
      {!isBlocked && !isCounting && estimate.calls > 0 && (
        <p>
          Takes {durationRange(estimate.seconds)}: {estimate.reason}.
        </p>
      )}
      {overLimit !== null && !isBlocked && !isCounting && <OverLimit words={overLimit} />}
      {part.counted &&
        partNotes(part.counted, part.kind, plan).map((sentence) => <p key={sentence}>{sentence}</p>)}
      {part.error && <ErrorNote title="This part could not be counted" error={part.error} />}
      {!isBlocked && plan.conflictsOpen > 0 && (
        <p>{counted(plan.conflictsOpen, 'conflict')} undecided; those pages stay as they are in Wix.</p>
      )}
      {apply.error && !confirming && <ErrorNote title="The run did not start" error={apply.error} />}
      <ConfirmDeletion
        opened={confirming}
        pages={deletes}
        isTakeDown={downForGood > 0}
        label={label}
        busy={apply.isPending || apply.isSuccess}
        error={apply.error}
        onConfirm={publish}
        onClose={dialog.close}
      />
    </div>
  )
}
