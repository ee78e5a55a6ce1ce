// Runs and receipts, in words. Pure.
import type { ItemState, Receipt, Run } from '../api/run.ts'
import { isMoving } from '../api/run-state.ts'
import { pairs } from './table.ts'
import { count, duration, many, time, words } from './text.ts'

const stateOrder: ItemState[] = [
  'accepted',
  'ready',
  'sending',
  'in_doubt',
  'rejected',
  'held',
  'skipped',
  'cancelled',
]

/** No work is done on it until someone acts, if ever. */
export function isStopped({ state }: Run): boolean {
  return !isMoving(state)
}

/** Everything was sent and stands in Wix as it was sent. */
export function isGood({ state, receipt }: Run): boolean {
  if (state !== 'done' || !receipt) return false
  return receipt.rejected + receipt.differences + receipt.notFound + receipt.twins === 0
}

/** "publishing: 1,240 of 4,200 accepted, 195 a minute, 15 min 0 s left" */
export function progressLine(run: Run): string {
  const settled = run.counts.accepted + run.counts.rejected + run.counts.skipped
  const parts = [
    run.state === 'verifying'
      ? `${count(run.verified)} of ${count(run.counts.accepted)} verified`
      : `${count(settled)} of ${count(run.total)} sent`,
    run.counts.rejected > 0 ? `${count(run.counts.rejected)} rejected` : '',
    run.counts.in_doubt > 0 ? `${count(run.counts.in_doubt)} in doubt` : '',
    run.ratePerMinute > 0 ? `${count(Math.round(run.ratePerMinute))} a minute` : '',
    run.etaSeconds === null ? '' : `${duration(run.etaSeconds)} left`,
    run.waitingUntil ? `waiting until ${time(run.waitingUntil)}` : '',
  ]
  return `${words(run.state)}: ${parts.filter((part) => part !== '').join(', ')}`
}

export function describeRun(run: Run): string {
  const counts = stateOrder
    .filter((state) => run.counts[state] > 0)
    .map((state) => `${words(state)} ${count(run.counts[state])}`)
  const head = pairs([
    ['Run', run.id],
    ['Project', run.projectName],
    ['Site', `${run.connection.name}${run.connection.kind === 'practice' ? ' (practice site)' : ''}`],
    ['State', words(run.state)],
    ['', run.message],
    ['Pages', `${count(run.total)}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`],
    ['Now', isStopped(run) ? null : progressLine(run)],
    ['Started', `${time(run.startedAt ?? run.createdAt)} by ${run.author}`],
    ['Finished', run.finishedAt && time(run.finishedAt)],
  ])
  return run.receipt ? `${head}\n\n${describeReceipt(run.receipt)}` : head
}

function describeReceipt(receipt: Receipt): string {
  const some = (value: number, text: string) => (value > 0 ? text : null)
  return pairs([
    ['Receipt', `${count(receipt.sent)} sent, ${count(receipt.accepted)} accepted`],
    [
      'Verified',
      `${count(receipt.verifiedEqual)} as sent, ${count(receipt.differences)} different, ${count(receipt.notFound)} not found`,
    ],
    ['Rejected', some(receipt.rejected, count(receipt.rejected))],
    ['Held back', some(receipt.held, count(receipt.held))],
    ['Skipped', some(receipt.skipped, count(receipt.skipped))],
    ['Cancelled', some(receipt.cancelled, count(receipt.cancelled))],
    ['Created', some(receipt.assetsCreated, `${count(receipt.assetsCreated)} categories, tags and images`)],
    ['Duplicates', `${count(receipt.duplicatesPrevented)} prevented, ${count(receipt.twins)} found`],
    ['Calls', `${many(receipt.writeCalls, 'write')}, ${many(receipt.readCalls, 'read')}`],
    [
      'Time',
      `${duration(receipt.seconds)}${receipt.restarts > 0 ? `, ${many(receipt.restarts, 'restart')}` : ''}`,
    ],
  ])
}
