// How to make an API key, with the names of Wix's menus, and what to tick.
import { useQuery } from '@tanstack/react-query'
import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from './Connections.module.css'
import { destinationsQuery } from './queries.ts'

const steps = [
  {
    field: null,
    title: 'Open the API Keys Manager',
    text: (
      <>
        In Wix, click your profile picture, then <b>Account Settings</b> and <b>API Keys</b>. Only the owner
        or a co-owner of the account sees it.
      </>
    ),
  },
  {
    field: null,
    title: 'Generate API Key',
    text: (
      <>
        Give it a name you will recognise, such as <b>SEOmatic</b>. Under <b>Site access</b>, choose the site,
        then tick the permissions listed below.
      </>
    ),
  },
  {
    field: 'apiKey',
    title: 'Copy the key',
    text: <>Wix shows the whole key once. Paste it here; it is encrypted before it is stored.</>,
  },
  {
    field: 'siteId',
    title: 'Copy the Site ID',
    text: (
      <>
        Open the dashboard of your site. The Site ID is the part after{' '}
        <span className="code">/dashboard/</span> in its address.
      </>
    ),
  },
] as const

export function ConnectGuide({ field }: { field: 'apiKey' | 'siteId' | null }) {
  const destinations = useQuery(destinationsQuery)
  const permissions = [
    ...new Map(
      (destinations.data ?? [])
        .flatMap((destination) => destination.permissions)
        .map((item) => [item.name, item]),
    ).values(),
  ]
  return (
    <aside className={classes.guide} aria-label="How to get an API key">
      <ol className={classes.guideSteps}>
        {steps.map((step, index) => (
          <li key={step.title} data-current={(step.field !== null && step.field === field) || undefined}>
            <span className={classes.guideNumber} aria-hidden>
              {index + 1}
            </span>
            <div>
              <h3>{step.title}</h3>
              <p>{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
      {permissions.length > 0 && (
        <div className={classes.needed}>
          <div className={classes.neededHead}>
            <h3>Permissions to tick</h3>
            <CopyButton text={permissions.map((item) => item.name).join('\n')} label="Copy list" quiet />
          </div>
          <ul>
            {permissions.map((permission) => (
              <li key={permission.name}>
                <b>{permission.name}</b>
                {!permission.required && <span> (optional)</span>}
                <span> — {permission.purpose}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </aside>
  )
}
