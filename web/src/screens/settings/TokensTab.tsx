import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Token } from '../../../../src/api/token.ts'
import { tokensQuery, useRemoveToken } from '../../queries/settings.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { day } from '../../ui/format.ts'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Settings.module.css'
import { scopeWords } from './token-scopes.ts'

const NewToken = lazy(async () => ({ default: (await import('./NewToken.tsx')).NewToken }))

export function TokensTab() {
  const tokens = useQuery(tokensQuery)
  const remove = useRemoveToken()
  const [creating, dialog] = useDisclosure(false)
  const [revoking, setRevoking] = useState<Token | null>(null)
  const button = <Button onClick={dialog.open}>New token</Button>
  return (
    <>
      {tokens.isPending ? (
        <RowsSkeleton rows={3} />
      ) : tokens.error ? (
        <ErrorState
          title="The tokens could not be loaded"
          error={tokens.error}
          onRetry={() => void tokens.refetch()}
        />
      ) : tokens.data.length === 0 ? (
        <EmptyState icon={IconKey} title="No API token yet" action={button}>
          A token lets a script or the command line do what you can do here, or a part of it. Its secret is
          shown once, when it is created.
        </EmptyState>
      ) : (
        <>
          <div className={classes.head}>
            <p>Anyone who has a token's secret can do what the token may.</p>
            {button}
          </div>
          <TokensTable tokens={tokens.data} onRevoke={setRevoking} />
        </>
      )}
      {creating && (
        <Suspense fallback={null}>
          <NewToken onClose={dialog.close} />
        </Suspense>
      )}
      <Confirm
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={`Revoke ${revoking?.name ?? 'the token'}?`}
        action="Revoke token"
        busy={remove.isPending}
        error={remove.error}
        errorTitle="The token was not revoked"
        onConfirm={() => {
          if (revoking) remove.mutate(revoking.id, { onSuccess: () => setRevoking(null) })
        }}
      >
        Every script that uses it stops working at once.
      </Confirm>
    </>
  )
}

function TokensTable({ tokens, onRevoke }: { tokens: Token[]; onRevoke: (token: Token) => void }) {
  return (
    <Table
      label="API tokens"
      rows={tokens}
      rowKey={(token) => token.id}
      columns={[
        {
          id: 'name',
          header: 'Name',
          render: (token) => <span style={{ color: 'var(--ink)', fontWeight: 500 }}>{token.name}</span>,
        },
        {
          id: 'prefix',
          header: 'Prefix',
          width: '150px',
          wide: true,
          render: (token) => <span className="code">{token.prefix}…</span>,
        },
        { id: 'scope', header: 'May', width: '180px', render: (token) => scopeWords[token.scope] },
        {
          id: 'made',
          header: 'Created',
          width: '120px',
          wide: true,
          render: (token) => <Ago at={token.createdAt} />,
        },
        {
          id: 'used',
          header: 'Last used',
          width: '120px',
          render: (token) => <Ago at={token.lastUsedAt} />,
        },
        {
          id: 'ends',
          header: 'Expires',
          width: '120px',
          wide: true,
          render: (token) => (token.expiresAt ? day(token.expiresAt) : 'no end'),
        },
        {
          id: 'end',
          header: <span className="sr-only">Actions</span>,
          width: '100px',
          align: 'right',
          render: (token) => (
            <Button size="xs" variant="default" onClick={() => onRevoke(token)}>
              Revoke
            </Button>
          ),
        },
      ]}
    />
  )
}
