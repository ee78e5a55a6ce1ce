import { ActionIcon, Button, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconChevronDown,
  IconDots,
  IconExternalLink,
  IconFlask,
  IconKey,
  IconPencil,
  IconPlugConnectedX,
  IconWorld,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Connection } from '../../../../src/api/connection.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Tag } from '../../ui/Status.tsx'
import { Ago } from '../../ui/Time.tsx'
import { CheckFailureView } from './CheckFailureView.tsx'
import { ConnectionStatus } from './ConnectionStatus.tsx'
import classes from './Connections.module.css'
import { DisconnectDialog } from './DisconnectDialog.tsx'
import { PermissionsTable } from './PermissionsTable.tsx'
import { useCheckConnection } from './queries.ts'
import { RenameDialog } from './RenameDialog.tsx'
import { ReplaceDialog } from './ReplaceDialog.tsx'

const methods = { api_key: 'API key', app: 'Wix app', practice: 'Built-in key' } as const

export function ConnectionCard({ connection }: { connection: Connection }) {
  const check = useCheckConnection()
  const [details, { toggle }] = useDisclosure(false)
  const [renaming, rename] = useDisclosure(false)
  const [replacing, replace] = useDisclosure(false)
  const [leaving, leave] = useDisclosure(false)
  const isPractice = connection.kind === 'practice'
  const title = connection.siteName ?? connection.name
  const Sign = isPractice ? IconFlask : IconWorld

  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <span className={classes.mark} data-practice={isPractice || undefined}>
          <Sign size={18} stroke={1.6} aria-hidden />
        </span>
        <div className={classes.cardTitles}>
          <div className={classes.cardTitle}>
            <h2>{title}</h2>
            {isPractice && <Tag tone="accent">Nothing leaves this machine</Tag>}
            {connection.name !== '' && connection.name !== title && <Tag>{connection.name}</Tag>}
          </div>
          {connection.siteUrl && !isPractice ? (
            <a href={connection.siteUrl} target="_blank" rel="noreferrer" className={classes.address}>
              {connection.siteUrl.replace(/^https?:\/\//, '').replace(/\/$/, '')}
              <IconExternalLink size={12} aria-hidden />
              <span className="sr-only"> (opens in a new tab)</span>
            </a>
          ) : (
            <span className={classes.address}>
              {connection.siteUrl?.replace(/^https?:\/\//, '') ?? `Site ${connection.siteId}`}
            </span>
          )}
        </div>
        <div className={classes.cardActions}>
          <Button
            variant="default"
            size="xs"
            loading={check.isPending}
            onClick={() => check.mutate(connection.id)}
          >
            Check now
          </Button>
          <Menu position="bottom-end" width={200}>
            <Menu.Target>
              <ActionIcon aria-label={`More for ${title}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={15} />} onClick={rename.open}>
                Rename
              </Menu.Item>
              {!isPractice && (
                <Menu.Item leftSection={<IconKey size={15} />} onClick={replace.open}>
                  Replace credentials
                </Menu.Item>
              )}
              <Menu.Divider />
              <Menu.Item color="red.8" leftSection={<IconPlugConnectedX size={15} />} onClick={leave.open}>
                Disconnect
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>

      <dl className={classes.facts}>
        <div>
          <dt>Health</dt>
          <dd>
            <ConnectionStatus connection={connection} />
          </dd>
        </div>
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
          <dt>{methods[connection.method]}</dt>
          <dd className="code">
            {connection.keyLast4 ? `…${connection.keyLast4}` : isPractice ? 'no key needed' : 'unknown'}
            {connection.keyFingerprint && <span className={classes.print}>{connection.keyFingerprint}</span>}
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

      {connection.failure ? (
        <CheckFailureView failure={connection.failure} />
      ) : connection.statusReason && connection.status !== 'active' ? (
        <p className={classes.reason}>{connection.statusReason}</p>
      ) : null}
      {check.error && <ErrorNote title="The check could not run" error={check.error} />}

      {connection.permissions.length > 0 && (
        <div className={classes.permissions}>
          <button type="button" className={classes.disclose} aria-expanded={details} onClick={toggle}>
            <IconChevronDown size={14} aria-hidden data-open={details || undefined} />
            What this key can do
          </button>
          {details && <PermissionsTable permissions={connection.permissions} />}
        </div>
      )}

      <RenameDialog connection={connection} opened={renaming} onClose={rename.close} />
      <ReplaceDialog connection={connection} opened={replacing} onClose={replace.close} />
      <DisconnectDialog connection={connection} opened={leaving} onClose={leave.close} />
    </li>
  )
}
