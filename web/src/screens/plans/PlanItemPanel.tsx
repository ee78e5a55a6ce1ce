// One page of the plan: what changes, field by field; for a conflict both versions and three choices.
import { useQuery } from '@tanstack/react-query'
import type { Plan, PlanItemDetail } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useDestination } from '../../queries/connections.ts'
import { planItemQuery } from '../../queries/plans.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { exact } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { ProblemList } from '../pages/Findings.tsx'
import { useFieldWords } from '../pages/useFieldWords.ts'
import { ChangedField } from './ChangedField.tsx'
import { Collisions } from './Collisions.tsx'
import { DecidePage } from './DecidePage.tsx'
import { ItemEdits } from './ItemEdits.tsx'
import classes from './Plans.module.css'
import { actionWord, type Removal, removalOf, removalWords } from './sentences.ts'
import { useAuthorNames } from './useAuthorNames.ts'

interface Props {
  project: Project
  plan: Plan
  rowKey: string
  onClose: () => void
}

export function PlanItemPanel({ project, plan, rowKey, onClose }: Props) {
  const query = useQuery(planItemQuery(plan.id, rowKey))
  const item = query.data
  const wordOf = useFieldWords(project.id)
  const destination = useDestination(project.destination)
  const nameOf = useAuthorNames(project, item?.changes ?? [])
  // That it is taken over, and what people changed, is said in words of its own.
  const problems = item?.problems.filter(({ code }) => code !== 'adopted' && code !== 'edits_kept') ?? []
  return (
    <Panel
      title={item?.title || rowKey}
      subtitle={
        <>
          {item && `${actionWord(item.action, plan)} · `}row <span className="code">{rowKey}</span>
          {item?.expectedAt != null && ` · scheduled for ${exact(item.expectedAt)}`}
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
          {item.action === 'conflict' && <DecidePage projectId={project.id} planId={plan.id} item={item} />}
          {item.action === 'adopt' && <TakenOver item={item} />}
          {problems.length > 0 && <ProblemList problems={problems} />}
          {item.merge && (
            <Collisions
              projectId={project.id}
              planId={plan.id}
              rowKey={rowKey}
              merge={item.merge}
              hasOthers={plan.conflictsOpen > (item.resolution === null ? 1 : 0)}
              wordOf={wordOf}
            />
          )}
          <ItemEdits projectId={project.id} planId={plan.id} item={item} wordOf={wordOf} />
          {item.changes.length === 0 && item.merge === null ? (
            <Nothing item={item} removal={destination && removalOf(destination, project)} />
          ) : (
            changesBeside(item).map((change) => (
              <ChangedField
                key={change.field}
                change={nameOf(change)}
                html={item.rendered[change.field] ?? null}
                word={wordOf(change.field)}
                isConflict={item.action === 'conflict'}
              />
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

/** What both changed is shown with its choices. */
const changesBeside = ({ changes, merge }: PlanItemDetail) =>
  changes.filter(({ field }) => !merge?.collisions.some((one) => one.field === field))

/** Taken over as it is: nothing is sent. */
const isEqualAlready = ({ action, changes }: PlanItemDetail) => action === 'adopt' && changes.length === 0

const isSent = ({ action, resolution }: PlanItemDetail) =>
  ['create', 'adopt', 'update', 'move'].includes(action) ||
  (action === 'conflict' && (resolution === 'take_ours' || resolution === 'merge'))

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
