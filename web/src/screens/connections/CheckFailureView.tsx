// A failed check in words: what happened, why, numbered steps, code, details to copy.
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { CheckFailure } from '../../../../src/api/connection.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from './Connections.module.css'

export function failureDetails(failure: CheckFailure): string {
  return [
    `code: ${failure.code}`,
    `what: ${failure.title}`,
    `why: ${failure.reason}`,
    ...(failure.requestId ? [`Wix request: ${failure.requestId}`] : []),
    `at: ${new Date().toISOString()}`,
  ].join('\n')
}

export function CheckFailureView({ failure, actions }: { failure: CheckFailure; actions?: ReactNode }) {
  return (
    <section className={classes.failure} role="alert" id="connection-failure">
      <IconAlertTriangle size={17} stroke={1.8} aria-hidden className={classes.failureIcon} />
      <div className={classes.failureBody}>
        <h3>{failure.title}</h3>
        <p>{failure.reason}</p>
        {failure.steps.length > 0 && (
          <ol>
            {failure.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
        <div className={classes.failureFoot}>
          {actions}
          <span className="code">{failure.code}</span>
          <CopyButton text={failureDetails(failure)} label="Copy details" quiet />
        </div>
      </div>
    </section>
  )
}
