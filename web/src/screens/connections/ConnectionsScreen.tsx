import { Button } from '@mantine/core'
import { IconPlug, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { connectionsQuery, usePracticeSite } from '../../queries/connections.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { ConnectionCard } from './ConnectionCard.tsx'
import classes from './Connections.module.css'
import { ConnectDialog } from './connect-later.ts'

export function ConnectionsScreen() {
  const { connect, from, why } = useSearch({ from: '/shell/connections' })
  const navigate = useNavigate()
  const connections = useQuery(connectionsQuery)
  const practice = usePracticeSite()
  const [newest, setNewest] = useState<string | null>(null)
  const setOpen = (isOpen: boolean) =>
    void navigate({ to: '/connections', search: { connect: isOpen || undefined, from }, replace: !isOpen })
  const goBack = () => {
    if (from === 'steps') void navigate({ to: '/projects' })
  }
  const hasPractice = connections.data?.some((connection) => connection.kind === 'practice') ?? false
  const hasOnlyPractice = hasPractice && connections.data?.every(({ kind }) => kind === 'practice')

  const practiceButton = (
    <Button
      variant="default"
      loading={practice.isPending}
      onClick={() => practice.mutate(undefined, { onSuccess: goBack })}
    >
      Try on a practice site
    </Button>
  )

  return (
    <Page
      title="Connections"
      lead="The Wix sites SEOmatic can publish to. Credentials are encrypted and never leave this server."
      actions={
        connections.data && connections.data.length > 0 ? (
          <>
            {!hasPractice && practiceButton}
            <Button leftSection={<IconPlus size={15} />} onClick={() => setOpen(true)}>
              Connect Wix
            </Button>
          </>
        ) : null
      }
    >
      {why === 'missing' && hasOnlyPractice && (
        <p className={classes.why}>
          <strong>Missing connection</strong> means that no Wix site is connected. The practice site behaves
          like Wix and puts nothing on the internet. Connect your own site when you want to publish for real.
        </p>
      )}
      {practice.error && (
        <ErrorNote title="The practice site could not be connected" error={practice.error} />
      )}
      {connections.isPending ? (
        <RowsSkeleton rows={3} height={92} />
      ) : connections.error ? (
        <ErrorState
          title="The connections could not be loaded"
          error={connections.error}
          onRetry={() => void connections.refetch()}
        />
      ) : connections.data.length === 0 ? (
        <EmptyState
          icon={IconPlug}
          title="Connect your Wix site"
          action={
            <>
              <Button leftSection={<IconPlus size={15} />} onClick={() => setOpen(true)}>
                Connect Wix
              </Button>
              {practiceButton}
            </>
          }
        >
          A connection lets SEOmatic publish to one site and verify what it published. You need an API key,
          which takes two minutes to create; the dialog shows how. Without an account, use the practice site:
          it behaves like Wix and touches nothing outside this machine.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {connections.data.map((connection) => (
            <ConnectionCard key={connection.id} connection={connection} isNewest={connection.id === newest} />
          ))}
        </ul>
      )}
      <ConnectDialog
        opened={connect === true}
        onClose={() => setOpen(false)}
        onDone={(connection) => {
          setNewest(connection.id)
          const name = connection.siteName ?? connection.name
          if (!connection.isNew) notify(`${name} was connected already, with the same key: checked again.`)
          else if (connection.status === 'not_verified') notify(`${name} is stored, not verified.`)
          else notify(`${name} is connected.`)
          goBack()
        }}
      />
    </Page>
  )
}
