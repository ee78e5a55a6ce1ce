// A failed check in words: what happened, why, numbered steps, code, details to copy; and when it is tried again.
import { IconAlertTriangle, IconExternalLink, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { CheckFailure } from '../../../../src/api/connection.ts'
import { CodeLink, codeOf, detailsOf, messageOf } from '../../ui/ErrorState.tsx'
import { CopyText } from './CopyText.tsx'
import type { CheckerState } from './checker.ts'
import classes from './Failure.module.css'
import { ReachedView, reachedLine } from './ReachedView.tsx'

/** Free of secrets: made of the server's words alone. */
export function failureDetails(failure: CheckFailure): string {
  return [
    `code: ${failure.code}`,
    `what: ${failure.title}`,
    `why: ${failure.reason}`,
    ...(failure.reached ? [`reached: ${reachedLine(failure.reached)} (${failure.reached.host})`] : []),
    ...(failure.requestId ? [`Wix request: ${failure.requestId}`] : []),
    `at: ${new Date().toISOString()}`,
  ].join('\n')
}

interface Props {
  failure: CheckFailure
  /** Said instead of the reason where the list of permissions stands beside it. */
  reason?: string | null
  id?: string
  /** Nothing that keeps the site from being connected. */
  isWarning?: boolean
  again?: CheckerState['again']
  onRetry?: () => void
}

export function CheckFailureView(props: Props) {
  const { failure, id, reason, isWarning = false, again = null, onRetry } = props
  return (
    <Frame id={id} title={failure.title} isWarning={isWarning}>
      <p>{reason ?? failure.reason}</p>
      {failure.reached && <ReachedView reached={failure.reached} />}
      {failure.steps.length > 0 && (
        <ol>
          {failure.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <Foot code={failure.code} details={failureDetails(failure)} again={again} onRetry={onRetry}>
        {failure.links.map(({ href, label }) => (
          <a key={href} href={href} target="_blank" rel="noreferrer" className={classes.link}>
            {label}
            <IconExternalLink size={12} aria-hidden />
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        ))}
      </Foot>
    </Frame>
  )
}

interface ErrorProps {
  title: string
  error: unknown
  again?: CheckerState['again']
  onRetry?: () => void
}

/** Our own server failed or refused; about the credentials that says nothing. */
export function CheckErrorView({ title, error, again = null, onRetry }: ErrorProps) {
  return (
    <Frame id="connect-problem" title={title}>
      <p>{messageOf(error)}</p>
      <Foot code={codeOf(error)} details={detailsOf(error)} again={again} onRetry={onRetry} />
    </Frame>
  )
}

function Frame({
  id,
  title,
  isWarning,
  children,
}: {
  id?: string | undefined
  title: string
  isWarning?: boolean
  children: ReactNode
}) {
  return (
    <section className={classes.failure} data-warning={isWarning || undefined} id={id} tabIndex={-1}>
      <IconAlertTriangle size={17} stroke={1.8} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <h3>{title}</h3>
        {children}
      </div>
    </section>
  )
}

interface FootProps {
  code: string
  details: string
  again: CheckerState['again']
  onRetry: (() => void) | undefined
  children?: ReactNode
}

function Foot({ code, details, again, onRetry, children }: FootProps) {
  return (
    <div className={classes.foot}>
      {again && <Countdown again={again} />}
      {onRetry && (
        <button type="button" className={classes.link} onClick={onRetry}>
          <IconRefresh size={13} stroke={2} aria-hidden />
          {again ? 'Try now' : 'Check again'}
        </button>
      )}
      {children}
      <CopyText text={details} label="Copy details" />
      <span className={classes.code}>
        <CodeLink code={code} />
      </span>
    </div>
  )
}

/** Seconds until it is tried again. Not announced: the live region tells the outcome. */
function Countdown({ again }: { again: NonNullable<CheckerState['again']> }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.ceil((again.at - now) / 1000))
  return (
    <span className="num">
      Trying again in {seconds} s ({again.attempt} of {again.of})
    </span>
  )
}
