import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { Problem } from '../../../../src/api/problem.ts'
import classes from './Templates.module.css'

interface Props {
  problems: Problem[]
  labelOf: (field: string | undefined) => string
  onGo: (problem: Problem) => void
}

/** Below the editor: what is wrong in the template, each line leading to its place. */
export function ErrorStrip({ problems, labelOf, onGo }: Props) {
  if (problems.length === 0) {
    return (
      <div className={classes.strip} data-clean role="status">
        <IconCircleCheck size={15} stroke={1.9} aria-hidden />
        No mistakes in this template
      </div>
    )
  }
  return (
    <ul className={classes.strip} aria-label="Mistakes in the template">
      {problems.slice(0, 20).map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same mistake may stand twice
        <li key={index}>
          <button type="button" onClick={() => onGo(problem)} data-severity={problem.severity}>
            {problem.severity === 'note' ? (
              <IconInfoCircle size={15} stroke={1.9} aria-hidden />
            ) : (
              <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
            )}
            <span className={classes.place}>
              {labelOf(problem.field)}
              {problem.line !== undefined && `, line ${problem.line}`}
              {problem.column !== undefined && `:${problem.column}`}
            </span>
            <span>{problem.message}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
