import type { ConnectionCheck } from '../../../../src/api/connection.ts'
import { Status } from '../../ui/Status.tsx'
import classes from './Connections.module.css'

const signs = {
  ok: { tone: 'good', sign: 'check', word: 'ok' },
  failed: { tone: 'bad', sign: 'cross', word: 'failed' },
  warning: { tone: 'warn', sign: 'warning', word: 'attention' },
  skipped: { tone: 'quiet', sign: 'dashed', word: 'not checked yet' },
} as const

/** What was tried, line by line. `busy` stands for the check that is under way. */
export function CheckSteps({ check, busy }: { check: ConnectionCheck | undefined; busy: boolean }) {
  if (busy) {
    return (
      <div className={classes.steps} role="status">
        <Status tone="accent" sign="busy">
          Asking Wix…
        </Status>
      </div>
    )
  }
  if (!check) return null
  return (
    <ol className={classes.steps} aria-label="What was checked">
      {check.steps.map((step) => {
        const { tone, sign, word } = signs[step.state]
        return (
          <li key={step.id}>
            <Status tone={tone} sign={sign}>
              {step.label}
              <span className="sr-only">, {word}</span>
            </Status>
            {step.detail !== '' && <span className={classes.stepDetail}>{step.detail}</span>}
          </li>
        )
      })}
    </ol>
  )
}
