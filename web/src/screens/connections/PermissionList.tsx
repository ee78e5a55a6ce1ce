// What the check found about the permissions: crossed lines are open, the others are one line each.
import type { PermissionState } from '../../../../src/api/connection.ts'
import { Status } from '../../ui/Status.tsx'
import { CopyText } from './CopyText.tsx'
import classes from './Dialog.module.css'
import { countGranted, namesToTick } from './say.ts'

export function PermissionList({ permissions }: { permissions: PermissionState[] }) {
  const missing = permissions.filter((one) => one.state === 'missing')
  const unknown = permissions.filter((one) => one.state === 'unknown')
  const granted = permissions.filter((one) => one.state === 'granted')
  const toTick = namesToTick(permissions)
  return (
    <section className={classes.found} aria-label="Permissions">
      <div className={classes.foundHead}>
        <h3>{countGranted({ permissions })}</h3>
        {toTick.length > 0 && <CopyText text={toTick.join('\n')} label="Copy missing permissions" />}
      </div>
      {missing.length > 0 && (
        <ul className={classes.crossed} aria-label="Missing">
          {missing.map((one) => (
            <li key={one.name}>
              <Status tone={one.optional ? 'warn' : 'bad'} sign="cross" wrap>
                <b>{one.name}</b> missing
                {one.optional && <span className={classes.quiet}> · optional</span>}
              </Status>
              <p>
                {one.purpose} <span>Without it: {one.without}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {unknown.length > 0 && (
        <ul className={classes.crossed} aria-label="Cannot tell">
          {unknown.map((one) => (
            <li key={one.name}>
              <Status tone="quiet" sign="dashed" wrap>
                <b>{one.name}</b> can't tell
                {one.optional && <span className={classes.quiet}> · optional</span>}
              </Status>
              {one.reason && <p>{one.reason}</p>}
            </li>
          ))}
        </ul>
      )}
      {granted.length > 0 && (
        <ul className={classes.granted} aria-label="Granted">
          {granted.map((one) => (
            <li key={one.name}>
              <Status tone="good" sign="check" wrap>
                {one.name}
                <span className="sr-only"> granted</span>
                {one.via && <span className={classes.quiet}> granted through {one.via}</span>}
              </Status>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
