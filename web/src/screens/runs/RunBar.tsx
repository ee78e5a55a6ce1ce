import type { Run } from '../../../../src/api/run.ts'
import { count } from '../../ui/format.ts'
import classes from './Runs.module.css'
import { fraction, parts } from './run-words.ts'

/** One bar in honest parts; what is not settled is not shown as done. */
export function RunBar({ run, small = false }: { run: Run; small?: boolean }) {
  const shown = parts(run).filter((part) => part.count > 0)
  return (
    <>
      <div
        className={classes.bar}
        data-small={small || undefined}
        role="progressbar"
        aria-label="Pages of this run"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(fraction(run) * 100)}
        aria-valuetext={
          shown.map((part) => `${count(part.count)} ${part.name}`).join(', ') || 'nothing to do'
        }
      >
        {shown.map((part) => (
          <span key={part.name} data-part={part.kind} style={{ flexGrow: part.count }} />
        ))}
      </div>
      {!small && (
        <ul className={classes.legend}>
          {parts(run)
            .filter((part) => part.count > 0 || part.kind === 'done')
            .map((part) => (
              <li key={part.name}>
                <span data-part={part.kind} aria-hidden />
                <b className="num">{count(part.count)}</b> {part.name}
              </li>
            ))}
        </ul>
      )}
    </>
  )
}
