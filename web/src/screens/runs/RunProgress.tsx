import { IconClock, IconPlugConnectedX, IconSearch } from '@tabler/icons-react'
import type { Run } from '../../../../src/api/run.ts'
import { isOver } from '../../queries/runs.ts'
import { clock, clockSeconds, count, counted, durationRange } from '../../ui/format.ts'
import { RunBar } from './RunBar.tsx'
import { RunStatus } from './RunStatus.tsx'
import classes from './Runs.module.css'
import { doubtSentence, isMoving } from './run-words.ts'
import type { Liveness } from './useRunEvents.ts'

interface Props {
  run: Run
  liveness: Liveness
  updatedAt: number
}

export function RunProgress({ run, liveness, updatedAt }: Props) {
  const over = isOver(run)
  const isWaiting = run.waitingUntil !== null && Date.parse(run.waitingUntil) > Date.now()
  return (
    <section className={classes.progress} aria-label="Progress">
      <div className={classes.progressHead}>
        <RunStatus run={run} />
        {!over && (
          <span className={classes.pace}>
            {[paceWords(run), remainingWords(run)].filter((words) => words !== null).join(' · ')}
          </span>
        )}
      </div>
      <RunBar run={run} />
      {run.counts.in_doubt > 0 && (
        <p className={classes.notice} data-tone="warn">
          <IconSearch size={15} stroke={1.9} aria-hidden />
          {doubtSentence(run.counts.in_doubt)}
        </p>
      )}
      {isWaiting && run.waitingUntil && (
        <p className={classes.notice}>
          <IconClock size={15} stroke={1.9} aria-hidden />
          {run.message ?? 'Waiting for Wix'}. Next try at {clockSeconds(run.waitingUntil)}; we continue
          automatically, nothing is lost.
        </p>
      )}
      {run.message && !isWaiting && (
        <p className={classes.notice} data-tone={run.state === 'needs_attention' ? 'bad' : undefined}>
          {run.message}
        </p>
      )}
      {!over && liveness === 'reconnecting' && (
        <p className={classes.notice}>
          <IconPlugConnectedX size={15} stroke={1.9} aria-hidden />
          As of {clock(new Date(updatedAt).toISOString())}, reconnecting. The run continues without this page.
        </p>
      )}
      {isMoving(run) && liveness !== 'reconnecting' && (
        <p className={classes.hint}>You can close this page; the run continues.</p>
      )}
    </section>
  )
}

/** How far it is with what it does before and after sending, else how fast it sends; null before that is known. */
function paceWords(run: Run): string | null {
  if (run.state === 'verifying') return `${count(run.verified)} of ${count(run.counts.accepted)} verified`
  if (run.state === 'preparing' && run.assetsLeft > 0)
    return `${counted(run.assetsLeft, 'category, tag or image', 'categories, tags and images')} to create first`
  return run.ratePerMinute > 0 ? `${count(Math.round(run.ratePerMinute))} pages a minute` : null
}

function remainingWords(run: Run): string | null {
  return isMoving(run) && run.etaSeconds !== null ? `${durationRange(run.etaSeconds)} left` : null
}
