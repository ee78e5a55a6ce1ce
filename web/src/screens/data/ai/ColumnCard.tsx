import { Button, Progress } from '@mantine/core'
import { IconPencil, IconPlayerPlay, IconTestPipe, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { AiColumn, AiEndpoint, AiRun } from '../../../../../src/api/ai.ts'
import { aiColumnTypes, aiSampleSize } from '../../../../../src/api/ai-words.ts'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import { isAsking, useCancelRun, useStartRun, type Which } from '../../../queries/ai.ts'
import { Disclose } from '../../../ui/Disclose.tsx'
import { ErrorNote } from '../../../ui/ErrorState.tsx'
import { count, counted } from '../../../ui/format.ts'
import { LiveRegion } from '../../../ui/LiveRegion.tsx'
import { MoreMenu } from '../../../ui/MoreMenu.tsx'
import { openedLater } from '../../../ui/openedLater.tsx'
import { Status, Tag } from '../../../ui/Status.tsx'
import { Ago } from '../../../ui/Time.tsx'
import classes from './Ai.module.css'
import { Answers } from './Answers.tsx'
import { type ColumnState, columnState } from './column-state.ts'
import { money } from './money.ts'

const ColumnDialog = openedLater(async () => (await import('./ColumnDialog.tsx')).ColumnDialog)
const RunDialog = openedLater(async () => (await import('./RunDialog.tsx')).RunDialog)

interface Props {
  column: AiColumn
  models: AiEndpoint[]
  dataset: Dataset
  onRemove: () => void
}

type Opened = 'edit' | 'run' | null

/** Each try of a row, with room for an endpoint that is busy. */
const sampleCaps = { kind: 'sample', mostCost: 1, mostCalls: aiSampleSize * 5, asksHeldAgain: false } as const

export function ColumnCard({ column, models, dataset, onRemove }: Props) {
  const [opened, setOpened] = useState<Opened>(null)
  const [shown, setShown] = useState<Which | null>(null)
  const sample = useStartRun(column)
  const state = columnState(column)
  const model = models.find(({ id }) => id === column.endpointId)
  const hasAnswers = (column.run !== null || column.sample !== null) && !isAsking(column)
  const close = () => setOpened(null)
  const tryRows = () => sample.mutate(sampleCaps, { onSuccess: () => setShown('sample') })
  return (
    <article className={classes.card} aria-label={column.name}>
      <div className={classes.cardHead}>
        <div className={classes.cardName}>
          <h2>{column.name}</h2>
          <Tag>{aiColumnTypes[column.type]}</Tag>
          {model && <span className={classes.small}>{model.name}</span>}
        </div>
        <div className={classes.actions}>
          {!isAsking(column) && (
            <Buttons
              state={state}
              isBusy={sample.isPending}
              onTry={tryRows}
              onFill={() => setOpened('run')}
            />
          )}
          <MoreMenu
            label={`More for ${column.name}`}
            width={210}
            entries={[
              { label: 'Change', icon: IconPencil, onPick: () => setOpened('edit') },
              { label: `Try ${aiSampleSize} rows`, icon: IconTestPipe, onPick: tryRows },
              { label: 'Fill all rows', icon: IconPlayerPlay, onPick: () => setOpened('run') },
              { label: 'Remove', icon: IconTrash, isRemoval: true, onPick: onRemove },
            ]}
          />
        </div>
      </div>
      <p className={classes.prompt}>{column.prompt}</p>
      <Standing column={column} state={state} currency={model?.currency ?? ''} />
      {sample.error && <ErrorNote title="Nothing was asked" error={sample.error} />}
      <Running column={column} />
      {hasAnswers && (
        <Disclose isOpen={shown !== null} onToggle={() => setShown(shown === null ? usual(column) : null)}>
          Answers
        </Disclose>
      )}
      {hasAnswers && shown !== null && (
        <Answers column={column} dataset={dataset} which={shown} onWhich={setShown} />
      )}
      <ColumnDialog
        opened={opened === 'edit'}
        dataset={dataset}
        models={models}
        column={column}
        onClose={close}
      />
      <RunDialog opened={opened === 'run'} column={column} onClose={close} />
    </article>
  )
}

/** What most people open the answers for. */
function usual({ run, inRows }: AiColumn): Which {
  if (run === null) return 'sample'
  return inRows !== null && inRows.held > 0 ? 'held' : 'all'
}

interface ButtonsProps {
  state: ColumnState
  isBusy: boolean
  onTry: () => void
  onFill: () => void
}

function Buttons({ state: { next }, isBusy, onTry, onFill }: ButtonsProps) {
  if (next === 'try') {
    return (
      <>
        <Button size="xs" loading={isBusy} onClick={onTry}>
          Try {aiSampleSize} rows
        </Button>
        <Button size="xs" variant="default" onClick={onFill}>
          Fill all rows…
        </Button>
      </>
    )
  }
  if (next === 'fill') {
    return (
      <>
        <Button size="xs" onClick={onFill}>
          Fill all rows…
        </Button>
        <Button size="xs" variant="default" loading={isBusy} onClick={onTry}>
          Try again
        </Button>
      </>
    )
  }
  return (
    <Button size="xs" variant={next === 'go-on' ? 'filled' : 'default'} onClick={onFill}>
      {next === 'go-on' ? 'Go on…' : 'Fill new rows…'}
    </Button>
  )
}

interface StandingProps {
  column: AiColumn
  state: ColumnState
  currency: string
}

function Standing({ column: { run, standing }, state, currency }: StandingProps) {
  const isOver = run !== null && run.endedAt !== null
  return (
    <div className={classes.state}>
      <Status tone={state.tone} sign={state.sign} wrap>
        {state.words}
      </Status>
      {isOver && run.endedAt && (
        <span className={classes.small}>
          {spent(run)}
          <Ago at={run.endedAt} />
          {run.isByItself && ', by itself'}
        </span>
      )}
      {standing && (
        <span className={classes.small}>
          Runs by itself, within {standing.mostCost > 0 && `${money(standing.mostCost, currency)} and `}
          {counted(standing.mostCalls, 'call')} a {standing.per}
        </span>
      )}
      {state.more && <p className={classes.small}>{state.more}</p>}
    </div>
  )
}

function spent({ calls, cost, currency }: AiRun): string {
  if (calls === 0) return 'nothing had to be asked, '
  return `${counted(calls, 'call')}${cost > 0 ? ` for ${money(cost, currency)}` : ''}, `
}

/** How far the run is that is on its way, and how to stop it. */
function Running({ column }: { column: AiColumn }): ReactNode {
  const cancel = useCancelRun(column.datasetId)
  const run = [column.run, column.sample].find((one) => one !== null && one.endedAt === null)
  if (!run) return null
  const part = run.rows === 0 ? 0 : run.counts.done / run.rows
  return (
    <>
      <Progress value={part * 100} size={6} aria-label={`Filling ${column.name}`} />
      <div className={classes.head}>
        <p className={classes.small}>
          {count(run.calls)} of at most {counted(run.mostCalls, 'call')}
          {run.cost > 0 &&
            `, ${money(run.cost, run.currency)} of at most ${money(run.mostCost, run.currency)}`}
          . It goes on when you leave this page.
        </p>
        <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>
          Stop
        </Button>
      </div>
      {cancel.error && <ErrorNote title="The run was not stopped" error={cancel.error} />}
      <LiveRegion message={`${column.name}: ${Math.floor(part * 10) * 10} %`} />
    </>
  )
}
