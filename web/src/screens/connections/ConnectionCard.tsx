import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconAlertTriangle,
  IconExternalLink,
  IconFlask,
  IconGauge,
  IconKey,
  IconPencil,
  IconPhotoOff,
  IconPlugConnectedX,
  IconWorld,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import { useCheckConnection } from '../../queries/connections.ts'
import { Disclose } from '../../ui/Disclose.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { notify } from '../../ui/Notices.tsx'
import { openedLater } from '../../ui/openedLater.tsx'
import { Tag } from '../../ui/Status.tsx'
import { Ago } from '../../ui/Time.tsx'
import { Capabilities } from './Capabilities.tsx'
import { CheckFailureView } from './CheckFailureView.tsx'
import { ConnectionStatus } from './ConnectionStatus.tsx'
import classes from './Connections.module.css'
import { ConnectDialog } from './connect-later.ts'
import { DisconnectDialog } from './DisconnectDialog.tsx'
import { PermissionsTable } from './PermissionsTable.tsx'
import { countGranted } from './say.ts'

const RenameConnection = openedLater(async () => (await import('./RenameConnection.tsx')).RenameConnection)

const CeilingDialog = openedLater(async () => (await import('./CeilingDialog.tsx')).CeilingDialog)

const UnusedImagesDialog = openedLater(
  async () => (await import('./UnusedImagesDialog.tsx')).UnusedImagesDialog,
)

const methods = { api_key: 'API key', app: 'Wix app', practice: 'Built-in key' } as const

interface Props {
  connection: Connection
  /** Just connected: the focus comes here when the dialog has gone. */
  isNewest?: boolean
}

export function ConnectionCard({ connection, isNewest = false }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isNewest) return
    const timer = setTimeout(() => heading.current?.focus(), 180)
    return () => clearTimeout(timer)
  }, [isNewest])
  const check = useCheckConnection()
  const [details, { toggle }] = useDisclosure(false)
  const [renaming, rename] = useDisclosure(false)
  const [replacing, replace] = useDisclosure(false)
  const [leaving, leave] = useDisclosure(false)
  const [limiting, limit] = useDisclosure(false)
  const [tidying, tidy] = useDisclosure(false)
  const isPractice = connection.kind === 'practice'
  const title = connection.siteName ?? connection.name
  const Sign = isPractice ? IconFlask : IconWorld

  return (
    <li className={classes.card} data-newest={isNewest || undefined}>
      <div className={classes.cardHead}>
        <span className={classes.mark} data-practice={isPractice || undefined}>
          <Sign size={18} stroke={1.6} aria-hidden />
        </span>
        <div className={classes.cardTitles}>
          <div className={classes.cardTitle}>
            <h2 ref={heading} tabIndex={-1}>
              {title}
            </h2>
            {isPractice && <Tag tone="accent">Practice: nothing leaves this machine</Tag>}
            {connection.name !== '' && connection.name !== title && <Tag>{connection.name}</Tag>}
          </div>
          <Address connection={connection} />
        </div>
        <ConnectionStatus connection={connection} busy={check.isPending} />
        <div className={classes.cardActions}>
          <Button
            variant="default"
            size="xs"
            loading={check.isPending}
            onClick={() => check.mutate(connection.id)}
          >
            Check now
          </Button>
          <MoreMenu
            label={`More for ${title}`}
            width={200}
            entries={[
              { label: 'Rename', icon: IconPencil, onPick: rename.open },
              { label: 'Pages a day', icon: IconGauge, onPick: limit.open },
              { label: 'Unused pictures', icon: IconPhotoOff, onPick: tidy.open },
              ...(isPractice ? [] : [{ label: 'Replace credentials', icon: IconKey, onPick: replace.open }]),
              { label: 'Disconnect', icon: IconPlugConnectedX, isRemoval: true, onPick: leave.open },
            ]}
          />
        </div>
      </div>

      <Facts connection={connection} />

      {connection.failure ? (
        <CheckFailureView failure={connection.failure} />
      ) : connection.statusReason ? (
        <p className={classes.reason} data-warning={connection.status === 'active' || undefined}>
          {connection.status === 'active' && <IconAlertTriangle size={15} stroke={1.9} aria-hidden />}
          <span>{connection.statusReason}</span>
        </p>
      ) : null}
      {check.error && <ErrorNote title="The check could not run" error={check.error} />}

      {isPractice && (
        <p className={classes.reason}>
          A rehearsal: it behaves like Wix, but nobody else sees its pages. To publish, connect a real site.
        </p>
      )}
      {!isRefused(connection) && <Capabilities apps={connection.apps} />}
      {connection.permissions.length > 0 && (
        <div className={classes.permissions}>
          <Disclose isOpen={details} onToggle={toggle}>
            What this connection can do
            <span className={classes.quiet}>
              {isRefused(connection) ? 'not known now' : countGranted(connection)}
            </span>
          </Disclose>
          {details && <PermissionsTable permissions={connection.permissions} />}
        </div>
      )}

      <CeilingDialog connection={connection} opened={limiting} onClose={limit.close} />
      <UnusedImagesDialog connection={connection} opened={tidying} onClose={tidy.close} />
      <RenameConnection connection={connection} opened={renaming} onClose={rename.close} />
      <ConnectDialog
        connection={connection}
        opened={replacing}
        onClose={replace.close}
        onDone={() => notify(`${title} has new credentials.`)}
      />
      <DisconnectDialog connection={connection} opened={leaving} onClose={leave.close} />
    </li>
  )
}

/** The credentials do not open, or Wix does not take them: what was found with them holds no more. */
function isRefused({ status, permissions }: Connection): boolean {
  if (status === 'locked') return true
  return status === 'needs_attention' && permissions.every(({ state }) => state === 'unknown')
}

/** Where the site is; the practice site's address leads nowhere, so it is only text. */
function Address({ connection }: { connection: Connection }) {
  return connection.siteUrl && connection.kind !== 'practice' ? (
    <a href={connection.siteUrl} target="_blank" rel="noreferrer" className={classes.address}>
      {connection.siteUrl.replace(/^https?:\/\//, '').replace(/\/$/, '')}
      <IconExternalLink size={12} aria-hidden />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  ) : (
    <span className={classes.address}>
      {connection.siteUrl?.replace(/^https?:\/\//, '') ?? `Site ${connection.siteId}`}
    </span>
  )
}

function Facts({ connection }: { connection: Connection }) {
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Last checked</dt>
        <dd>
          <Ago at={connection.lastCheckedAt} />
        </dd>
      </div>
      <div>
        <dt>Last used</dt>
        <dd>
          <Ago at={connection.lastUsedAt} />
        </dd>
      </div>
      <div>
        <dt>Credentials</dt>
        <dd>
          {methods[connection.method]}
          {connection.keyLast4 && <span className="code"> …{connection.keyLast4}</span>}
          {connection.keyFingerprint && (
            <span className={classes.print}>
              fingerprint <span className="code">{connection.keyFingerprint}</span>
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>Used by</dt>
        <dd>
          {connection.projects.length === 0
            ? 'no project yet'
            : connection.projects.slice(0, 3).map((project, index) => (
                <span key={project.id}>
                  {index > 0 && ', '}
                  <Link to="/projects/$id" params={{ id: project.id }} className={classes.inline}>
                    {project.name}
                  </Link>
                </span>
              ))}
          {connection.projects.length > 3 && ` and ${connection.projects.length - 3} more`}
        </dd>
      </div>
    </dl>
  )
}
