// Runs and receipts, in words. Pure.
import { receiptRedirectWords } from '../api/redirect.ts'
import type { ItemState, Receipt, Run, RunFailures } from '../api/run.ts'
import { doneRun, doneSentence, kindName, workingWord } from '../api/run-done.ts'
import { isMoving } from '../api/run-state.ts'
import { pairs, table } from './table.ts'
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

/** "publishing: 1,240 of 4,200 sent, 195 a minute, 15 min 0 s left" */
export function progressLine(run: Run): string {
  const settled = run.counts.accepted + run.counts.rejected + run.counts.skipped
  const parts = [
    run.state === 'verifying'
      ? `${count(run.verified)} of ${count(run.counts.accepted)} verified`
      : `${count(settled)} of ${count(run.total)} sent`,
    run.state === 'preparing' && run.assetsLeft > 0
      ? `${count(run.assetsLeft)} categories, tags or pictures to create first`
      : '',
    run.counts.rejected > 0 ? `${count(run.counts.rejected)} rejected` : '',
    run.counts.in_doubt > 0 ? `${count(run.counts.in_doubt)} in doubt` : '',
    run.ratePerMinute > 0 ? `${count(Math.round(run.ratePerMinute))} a minute` : '',
    run.etaSeconds === null ? '' : `${duration(run.etaSeconds)} left`,
    run.waitingUntil ? `waiting until ${time(run.waitingUntil)}` : '',
  ]
  return `${stateWords(run)}: ${parts.filter((part) => part !== '').join(', ')}`
}

/** A run that takes pages down is not "publishing". */
function stateWords(run: Run): string {
  return run.state === 'publishing' ? workingWord(run).toLowerCase() : words(run.state)
}

export function describeRun(run: Run): string {
  const counts = stateOrder
    .filter((state) => run.counts[state] > 0)
    .map((state) => `${words(state)} ${count(run.counts[state])}`)
  const head = pairs([
    ['Run', run.kind === 'publish' ? run.id : `${run.id} (${kindName(run.kind).toLowerCase()})`],
    ['Project', run.projectName],
    ['Site', `${run.connection.name}${run.connection.kind === 'practice' ? ' (practice site)' : ''}`],
    ['State', stateWords(run)],
    ['', run.message],
    ['Pages', `${count(run.total)}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`],
    ['Now', isStopped(run) ? null : progressLine(run)],
    ['Started', `${time(run.startedAt ?? run.createdAt)} by ${run.author}`],
    ['Finished', run.finishedAt && time(run.finishedAt)],
  ])
  return run.receipt ? `${head}\n\n${describeReceipt(run, run.receipt)}` : head
}

/** What failed or was not sent, in groups, and how to send again what may be. */
export function describeFailures({ groups, retriable }: RunFailures, runId: string, width: number): string {
  if (groups.length === 0) return 'Nothing failed, and nothing was left out.'
  const rows = groups.map((one) => [
    count(one.count),
    words(one.state),
    one.title,
    one.nextStep,
    one.sampleRowKeys.join(', '),
  ])
  const list = table(['Pages', 'State', 'What', 'Next', 'Such as'], rows, width)
  return retriable > 0 ? `${list}\n${count(retriable)} can be sent again: seomatic runs retry ${runId}` : list
}

/** "117 of 120 published, 3 failed" */
function headline(run: Run, { accepted, rejected, held, skipped, cancelled }: Receipt): string {
  const parts = [
    rejected > 0 ? `${count(rejected)} failed` : '',
    held > 0 ? `${count(held)} held back` : '',
    cancelled > 0 ? `${count(cancelled)} not sent` : '',
  ].filter((part) => part !== '')
  const all = accepted + rejected + held + skipped + cancelled
  return [doneSentence(doneRun(run), all), ...parts].join(', ')
}

function describeReceipt(run: Run, receipt: Receipt): string {
  const some = (value: number, text: string) => (value > 0 ? text : null)
  return pairs([
    ['Receipt', headline(run, receipt)],
    ['Sent', `${count(receipt.sent)} sent, ${count(receipt.accepted)} accepted`],
    [
      'Verified',
      `${count(receipt.verifiedEqual)} as sent, ${count(receipt.differences)} different, ${count(receipt.notFound)} not found`,
    ],
    ['Rejected', some(receipt.rejected, count(receipt.rejected))],
    ['Held back', some(receipt.held, count(receipt.held))],
    ['Skipped', some(receipt.skipped, count(receipt.skipped))],
    ['Cancelled', some(receipt.cancelled, count(receipt.cancelled))],
    ['Created', some(receipt.assetsCreated, `${count(receipt.assetsCreated)} categories, tags and images`)],
    ['Redirects', receipt.redirects ? receiptRedirectWords(receipt.redirects) : null],
    ['Duplicates', `${count(receipt.duplicatesPrevented)} prevented, ${count(receipt.twins)} found`],
    ['Calls', `${many(receipt.writeCalls, 'write')}, ${many(receipt.readCalls, 'read')}`],
    [
      'Time',
      `${duration(receipt.seconds)}${receipt.restarts > 0 ? `, ${many(receipt.restarts, 'restart')}` : ''}`,
    ],
  ])
}
