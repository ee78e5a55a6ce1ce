// How to get the credentials, with the names of Wix's menus; the step for the focused field is marked.
import { IconExternalLink } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { CredentialField } from '../../../../src/api/credentials.ts'
import { CopyText } from './CopyText.tsx'
import type { Tab } from './entry.ts'
import classes from './Guide.module.css'
import { GuidePermissions } from './GuidePermissions.tsx'

interface Step {
  field?: CredentialField
  title: string
  text: ReactNode
}

function WixLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={classes.link}>
      {children}
      <IconExternalLink size={12} aria-hidden />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}

const siteId = (
  <>
    Open the dashboard of your site and look at its address:{' '}
    <span className="code">
      manage.wix.com/dashboard/<mark>{'{site-id}'}</mark>/…
    </span>{' '}
    Copy that part, or simply the whole address.
  </>
)

const keySteps: Step[] = [
  {
    title: 'Open the API Keys Manager',
    text: (
      <>
        Go to{' '}
        <WixLink href="https://manage.wix.com/account/api-keys">
          https://manage.wix.com/account/api-keys
        </WixLink>
      </>
    ),
  },
  {
    title: 'Generate API Key',
    text: (
      <>
        Press <b>Generate API Key</b> and give it a name you will recognise, such as <b>SEOmatic</b>.
      </>
    ),
  },
  {
    title: 'Tick the permissions',
    text: <>All that are listed; the optional ones make life easier. Then generate the key.</>,
  },
  {
    field: 'apiKey',
    title: 'Copy the key',
    text: (
      <>
        It starts with <span className="code">IST.</span> and is shown once, so keep it somewhere secure.
        Paste it here: it is checked automatically.
      </>
    ),
  },
  { field: 'siteId', title: 'Take the Site ID', text: siteId },
  {
    field: 'accountId',
    title: 'Account ID, if you like',
    text: (
      <>
        The API Keys Manager shows it too. With it, and the permission <b>Read sites</b>, we can list your
        sites and tell a bad key from a wrong site.
      </>
    ),
  },
]

const appSteps: Step[] = [
  {
    title: 'Open your app',
    text: <>In the Wix developer dashboard, open the app that will publish, then its OAuth page.</>,
  },
  {
    field: 'appId',
    title: 'Copy the App ID',
    text: (
      <>
        It looks like <span className="code">12345678-90ab-…</span> and is no secret.
      </>
    ),
  },
  {
    field: 'appSecret',
    title: 'Copy the App Secret',
    text: <>From the same page. A rotated secret stops working at once, so take the current one.</>,
  },
  {
    title: 'Give the app its permissions',
    text: <>On its Permissions page, add those that are listed. Then install or update it on the site.</>,
  },
  {
    field: 'instanceId',
    title: 'Take the Instance ID',
    text: (
      <>
        Wix adds it to the address (<span className="code">instanceId=</span>) when the app is installed on
        the site. It is not the Site ID.
      </>
    ),
  },
]

interface Props {
  tab: Tab
  field: CredentialField | null
  /** The check shows the permissions, with what it found. */
  isListed: boolean
}

export function ConnectGuide({ tab, field, isListed }: Props) {
  const steps = tab === 'app' ? appSteps : keySteps
  const current = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marked step is brought into view when it changes
  useEffect(() => {
    const step = current.current
    const area = step?.closest('aside')
    // Only inside the guide: on a narrow screen, where it stands below the form, nothing may jump.
    if (!step || !area || area.scrollHeight <= area.clientHeight) return
    const top = step.offsetTop - area.offsetTop
    if (top < area.scrollTop || top + step.offsetHeight > area.scrollTop + area.clientHeight)
      area.scrollTop = Math.max(0, top - 60)
  }, [field, tab])
  return (
    <aside className={classes.guide} aria-label="Guide">
      <section className={classes.before}>
        <h3>What you need</h3>
        <ul>
          <li>Access to the site as its owner or co-owner</li>
          <li>Wix Blog, Wix Stores and/or Wix CMS installed on it: whichever you want to publish to</li>
        </ul>
      </section>
      <ol className={classes.steps}>
        {steps.map((step, index) => {
          const isCurrent = step.field !== undefined && step.field === field
          return (
            <li
              key={step.title}
              ref={isCurrent ? current : undefined}
              data-current={isCurrent || undefined}
              aria-current={isCurrent ? 'step' : undefined}
            >
              <span className={classes.number} aria-hidden>
                {index + 1}
              </span>
              <div>
                <h3>{step.title}</h3>
                <p>{step.text}</p>
                {step.title === 'Generate API Key' && <CopyText text="SEOmatic" label="Copy the name" />}
              </div>
            </li>
          )
        })}
      </ol>
      <GuidePermissions isListed={isListed} />
    </aside>
  )
}
