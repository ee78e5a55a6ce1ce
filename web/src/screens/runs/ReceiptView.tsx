import { Link } from '@tanstack/react-router'
import type { Receipt, Run } from '../../../../src/api/run.ts'
import { count, counted, duration, exact } from '../../ui/format.ts'
import classes from './Runs.module.css'

/** What was sent, what Wix answered, and what was found when everything was read again. */
export function ReceiptView({ run, receipt }: { run: Run; receipt: Receipt }) {
  const read = receipt.verifiedEqual + receipt.differences + receipt.notFound
  const isClean =
    receipt.differences === 0 && receipt.notFound === 0 && receipt.rejected === 0 && receipt.twins === 0
  const facts: [name: string, value: string, more?: string][] = [
    ['Published', count(receipt.accepted), `of ${count(receipt.sent)} sent`],
    ['As sent', count(receipt.verifiedEqual), `of ${count(read)} verified`],
    ...some('Different', receipt.differences),
    ...some('Not found', receipt.notFound),
    ...some('Failed', receipt.rejected),
    ...some('Held back', receipt.held),
    ...some('Duplicates prevented', receipt.duplicatesPrevented),
    ...some('Published twice', receipt.twins),
    [
      'Took',
      duration(receipt.seconds),
      receipt.restarts > 0 ? counted(receipt.restarts, 'restart') : undefined,
    ],
  ]
  return (
    <section className={classes.receipt} aria-label="Receipt">
      <h2>
        {run.state === 'cancelled'
          ? `Cancelled after ${counted(receipt.accepted, 'page')}.`
          : isClean
            ? `Checked all ${counted(read, 'page')} in Wix: ${count(receipt.verifiedEqual)} match.`
            : `${counted(receipt.accepted, 'page')} published; see the differences below.`}
        {receipt.differences > 0 && (
          <Link
            from="/runs/$id"
            to="."
            search={(before) => ({ ...before, tab: undefined, state: undefined, verification: 'different' })}
            className={classes.show}
          >
            Show what differs
          </Link>
        )}
      </h2>
      <dl>
        {facts.map(([name, value, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b className="num">{value}</b>
              {more && <span>{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {exact(receipt.startedAt)} to {exact(receipt.finishedAt)} ·{' '}
        {counted(receipt.writeCalls, 'write call')}, {counted(receipt.readCalls, 'read call')}
        {receipt.assetsCreated > 0 &&
          ` · ${counted(receipt.assetsCreated, 'category, tag or image', 'categories, tags and images')} created first`}
        {receipt.skipped > 0 && ` · ${count(receipt.skipped)} skipped`}
        {receipt.cancelled > 0 && ` · ${count(receipt.cancelled)} cancelled`}
      </p>
    </section>
  )
}

/** A fact that is left out when there is none of it. */
const some = (name: string, value: number): [string, string][] => (value > 0 ? [[name, count(value)]] : [])
