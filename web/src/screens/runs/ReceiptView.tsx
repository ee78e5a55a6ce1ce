import { Link } from '@tanstack/react-router'
import { receiptRedirectWords } from '../../../../src/api/redirect.ts'
import type { Receipt, Run } from '../../../../src/api/run.ts'
import { doneOf, doneRun } from '../../../../src/api/run-done.ts'
import { count, counted, duration, exact } from '../../ui/format.ts'
import { Failures } from './Failures.tsx'
import classes from './Runs.module.css'
import { capital, headline } from './run-words.ts'

/** What was sent, what Wix answered, and what was found when everything was read again. */
export function ReceiptView({ run, receipt }: { run: Run; receipt: Receipt }) {
  const read = receipt.verifiedEqual + receipt.differences + receipt.notFound
  const { differences, notFound, rejected, held, twins } = receipt
  const isClean = differences + notFound + rejected + held + twins === 0
  const done = doneOf(doneRun(run))
  const facts: [name: string, value: string, more?: string][] = [
    ...done.map((one, index): [string, string, string?] =>
      index === 0
        ? [capital(one.word), count(one.count), `of ${count(receipt.sent)} sent`]
        : [capital(one.word), count(one.count)],
    ),
    ['As sent', count(receipt.verifiedEqual), `of ${count(read)} verified`],
    ...some('Different', receipt.differences),
    ...some('Not found', receipt.notFound),
    ...some('Failed', receipt.rejected),
    ...some('Held back', receipt.held),
    ...some('Duplicates prevented', receipt.duplicatesPrevented),
    ...some('Published twice', receipt.twins),
    [
      'Took',
      receipt.seconds < 1 ? 'under 1 s' : duration(receipt.seconds),
      receipt.restarts > 0 ? counted(receipt.restarts, 'restart') : undefined,
    ],
  ]
  return (
    <section className={classes.receipt} aria-label="Receipt">
      <h2>
        {isClean && read > 0 && run.state !== 'cancelled'
          ? `Checked all ${counted(read, 'page')} in Wix: ${count(receipt.verifiedEqual)} match.`
          : headline(run, receipt)}
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
      <Failures run={run} />
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
      {receipt.redirects && <p>{capital(receiptRedirectWords(receipt.redirects))}.</p>}
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
