// What should be known about one page: problems, and what Wix cannot show.
import type { PagePreview } from '../../../../src/api/page.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import { Status } from '../../ui/Status.tsx'
import { Words } from '../../ui/Words.tsx'
import classes from './Preview.module.css'

const severities = {
  error: { tone: 'bad', sign: 'cross', word: 'Blocks publishing' },
  warning: { tone: 'warn', sign: 'warning', word: 'Warning' },
  note: { tone: 'quiet', sign: 'info', word: 'Note' },
} as const

export function ProblemList({ problems }: { problems: Problem[] }) {
  if (problems.length === 0) return <p className={classes.none}>No problem was found on this page.</p>
  return (
    <ul className={classes.findings}>
      {problems.map((problem, index) => {
        const { tone, sign, word } = severities[problem.severity]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may stand twice
          <li key={index}>
            <Status tone={tone} sign={sign}>
              {word}
            </Status>
            <p>
              <Words text={problem.message} />
            </p>
            <small>
              <span className="code">{problem.code}</span>
              {problem.field && <> · field {problem.field}</>}
              {problem.line !== undefined && <> · line {problem.line}</>}
              {problem.column !== undefined && <>, column {problem.column}</>}
            </small>
          </li>
        )
      })}
    </ul>
  )
}

export function LossList({ losses }: { losses: PagePreview['losses'] }) {
  if (losses.length === 0) return <p className={classes.none}>Wix can show everything on this page.</p>
  return (
    <ul className={classes.findings}>
      {losses.map((loss, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same loss may stand twice
        <li key={index}>
          <Status tone="warn" sign="warning">
            <span className="code">{loss.element === 'text' ? 'text' : `<${loss.element}>`}</span>
          </Status>
          <p>
            <Words text={loss.message} />
          </p>
          <small>
            Instead: {loss.instead} · line {loss.line}, column {loss.column}
          </small>
        </li>
      ))}
    </ul>
  )
}
