import type { Capabilities as Found } from '../../../../src/api/connection.ts'
import { Status } from '../../ui/Status.tsx'
import classes from './Connections.module.css'

const looks = {
  yes: { tone: 'good', sign: 'check', word: '' },
  no: { tone: 'quiet', sign: 'cross', word: 'not installed' },
  unknown: { tone: 'quiet', sign: 'dashed', word: 'not known' },
} as const

/** Which of Wix's apps are on the site, as sign and words. */
export function Capabilities({ capabilities }: { capabilities: Found }) {
  const { blog, cms, stores } = capabilities
  const isStore = stores === 'V1' || stores === 'V3'
  const apps = [
    { name: 'Wix Blog', state: blog },
    { name: 'Wix CMS', state: cms },
    {
      name: isStore ? `Wix Stores, catalog ${stores}` : 'Wix Stores',
      state: isStore ? 'yes' : stores === 'none' ? 'no' : 'unknown',
    },
  ] as const
  return (
    <ul className={classes.capabilities}>
      {apps.map(({ name, state }) => (
        <li key={name}>
          <Status tone={looks[state].tone} sign={looks[state].sign}>
            {name}
            {looks[state].word ? <span className={classes.quiet}> {looks[state].word}</span> : null}
            {state === 'yes' && <span className="sr-only"> installed</span>}
          </Status>
        </li>
      ))}
    </ul>
  )
}
