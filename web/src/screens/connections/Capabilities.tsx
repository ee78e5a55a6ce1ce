import type { SiteApp } from '../../../../src/api/connection.ts'
import { Status } from '../../ui/Status.tsx'
import classes from './Connections.module.css'

const looks = {
  yes: { tone: 'good', sign: 'check', word: '' },
  no: { tone: 'quiet', sign: 'cross', word: 'not installed' },
  unknown: { tone: 'quiet', sign: 'dashed', word: 'not known' },
} as const

/** Which of Wix's apps are on the site, as sign and words. */
export function Capabilities({ apps }: { apps: SiteApp[] }) {
  return (
    <ul className={classes.capabilities}>
      {apps.map(({ id, name, state, version }) => (
        <li key={id}>
          <Status tone={looks[state].tone} sign={looks[state].sign}>
            {version ? `${name}, catalog ${version}` : name}
            {looks[state].word ? <span className={classes.quiet}> {looks[state].word}</span> : null}
            {state === 'yes' && <span className="sr-only"> installed</span>}
          </Status>
        </li>
      ))}
    </ul>
  )
}
