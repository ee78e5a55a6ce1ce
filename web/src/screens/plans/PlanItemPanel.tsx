// One page of the plan: what changes, field by field; for a conflict both versions and three choices.
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { FieldChange, Plan, PlanItemDetail, Resolution } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useDestination } from '../../queries/connections.ts'
import { planItemQuery, useResolve } from '../../queries/plans.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { ProblemList } from '../pages/Findings.tsx'
import { useFieldWords } from '../pages/useFieldWords.ts'
import { Difference } from './Difference.tsx'
import classes from './Plans.module.css'
import { actionWords, type Removal, removalOf, removalWords } from './sentences.ts'

interface Props {
  project: Project
  plan: Plan
  rowKey: string
  onClose: () => void
}

const choices: { value: Resolution; label: string; text: string }[] = [
  {
    value: 'keep_theirs',
    label: "Keep Wix's version",
    text: 'The edit stays and becomes the new baseline.',
  },
  { value: 'take_ours', label: 'Take ours', text: 'The edit in Wix is overwritten.' },
  { value: 'hold', label: 'Hold', text: 'Nothing is sent; you will be asked again next time.' },
]

export function PlanItemPanel({ project, plan, rowKey, onClose }: Props) {
  const query = useQuery(planItemQuery(plan.id, rowKey))
  const item = query.data
  const wordOf = useFieldWords(project.id)
  const destination = useDestination(project.destination)
  // That it is taken over is said in words of its own.
  const problems = item?.problems.filter(({ code }) => code !== 'adopted') ?? []
  return (
    <Panel
      title={item?.title || rowKey}
      subtitle={
        <>
          {item && `${actionWords[item.action]} · `}row <span className="code">{rowKey}</span>
        </>
      }
      onClose={onClose}
    >
      {query.isPending ? (
        <BlockSkeleton lines={8} />
      ) : item === undefined ? (
        <ErrorState
          title="This page could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <div className={classes.detail}>
          {item.action === 'conflict' && <Decide projectId={project.id} planId={plan.id} item={item} />}
          {item.action === 'adopt' && <TakenOver item={item} />}
          {problems.length > 0 && <ProblemList problems={problems} />}
          {item.changes.length === 0 ? (
            <Nothing item={item} removal={destination && removalOf(destination, project)} />
          ) : (
            item.changes.map((change) => (
              <Change key={change.field} change={change} word={wordOf(change.field)} action={item.action} />
            ))
          )}
          {item.payload !== null && !isEqualAlready(item) && (
            <details className={classes.payload}>
              <summary>{isSent(item) ? 'What will be sent' : 'What would be sent'}</summary>
              <CopyButton text={item.payload} label="Copy" quiet />
              <pre>{item.payload}</pre>
            </details>
          )}
        </div>
      )}
    </Panel>
  )
}

/** Taken over as it is: nothing is sent. */
const isEqualAlready = ({ action, changes }: PlanItemDetail) => action === 'adopt' && changes.length === 0

const isSent = ({ action, resolution }: PlanItemDetail) =>
  ['create', 'adopt', 'update', 'move'].includes(action) ||
  (action === 'conflict' && resolution === 'take_ours')

/** Why there is no difference to show; problems above say it already. */
function Nothing({ item, removal }: { item: PlanItemDetail; removal: Removal | undefined }) {
  if (item.problems.length > 0) return null
  const text =
    item.action === 'unchanged'
      ? 'Wix already has exactly what would be sent.'
      : item.action === 'gone'
        ? 'This page was deleted in Wix. It is not recreated automatically.'
        : item.action === 'create'
          ? 'A new page: nothing of it is in Wix yet.'
          : item.action === 'remove'
            ? `Its row is no longer in the data. ${removal === 'keep' ? '' : 'The page is removed when removals are ticked. '}${removalWords(removal)}`
            : 'No fields differ.'
  return <p className={classes.quiet}>{text}</p>
}

function TakenOver({ item }: { item: PlanItemDetail }) {
  return (
    <p className={classes.takenOver}>
      <b>Taken over.</b>{' '}
      {isEqualAlready(item)
        ? 'It already exists on the site and matches the row: it becomes the page of the row, and nothing is sent.'
        : 'It already exists on the site. These fields change from what Wix has now to what the row says; all others stay.'}
    </p>
  )
}

function Decide({ projectId, planId, item }: { projectId: string; planId: string; item: PlanItemDetail }) {
  const resolve = useResolve(projectId, planId)
  return (
    <section aria-label="Decide this conflict">
      <div className={classes.choices}>
        {choices.map((choice) => {
          const isChosen = item.resolution === choice.value
          return (
            <Button
              key={choice.value}
              variant={isChosen ? 'light' : 'default'}
              aria-pressed={isChosen}
              leftSection={isChosen ? <IconCheck size={15} /> : undefined}
              loading={resolve.isPending && resolve.variables.resolution === choice.value}
              disabled={resolve.isPending}
              onClick={() => resolve.mutate({ resolution: choice.value, rowKeys: [item.rowKey] })}
            >
              {choice.label}
            </Button>
          )
        })}
      </div>
      <p className={classes.quiet}>
        {choices.find((choice) => choice.value === item.resolution)?.text ??
          'Undecided: the page stays as it is in Wix.'}
      </p>
      {resolve.error && <ErrorNote title="The decision was not stored" error={resolve.error} />}
    </section>
  )
}

interface ChangeProps {
  change: FieldChange
  word: string
  action: PlanItemDetail['action']
}

function Change({ change, word, action }: ChangeProps) {
  if (action === 'conflict' && change.theirs !== null) {
    return (
      <section className={classes.change}>
        <h3>{word}</h3>
        <div className={classes.versions}>
          <div>
            <h4>In Wix now</h4>
            <Difference before={change.before ?? ''} after={change.theirs} />
          </div>
          <div>
            <h4>Ours</h4>
            <Difference before={change.before ?? ''} after={change.after ?? ''} />
          </div>
        </div>
      </section>
    )
  }
  return (
    <section className={classes.change}>
      <h3>{word}</h3>
      {change.before === null ? (
        <Difference before={change.after ?? ''} after={change.after ?? ''} />
      ) : (
        <Difference before={change.before} after={change.after ?? ''} />
      )}
    </section>
  )
}
