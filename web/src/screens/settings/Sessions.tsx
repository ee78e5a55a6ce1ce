import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { sessionsQuery, useRemoveSession } from '../../queries/settings.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Status.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'

/** The browser and system in a user agent, in words one recognises. */
function browserOf(userAgent: string): string {
  const browser = /Edg\//.test(userAgent)
    ? 'Edge'
    : /Firefox\//.test(userAgent)
      ? 'Firefox'
      : /Chrom(e|ium)\//.test(userAgent)
        ? 'Chrome'
        : /Safari\//.test(userAgent)
          ? 'Safari'
          : null
  const system = /Windows/.test(userAgent)
    ? 'Windows'
    : /Android/.test(userAgent)
      ? 'Android'
      : /iPhone|iPad/.test(userAgent)
        ? 'iOS'
        : /Mac OS/.test(userAgent)
          ? 'macOS'
          : /Linux/.test(userAgent)
            ? 'Linux'
            : null
  if (browser === null) return userAgent.slice(0, 60) || 'Unknown browser'
  return system === null ? browser : `${browser} on ${system}`
}

/** Every browser that is signed in, with the way to sign it out. */
export function Sessions() {
  const sessions = useQuery(sessionsQuery)
  const remove = useRemoveSession()
  if (sessions.isPending) return <RowsSkeleton rows={2} />
  if (sessions.error) {
    return (
      <ErrorState
        title="The browsers could not be loaded"
        error={sessions.error}
        onRetry={() => void sessions.refetch()}
      />
    )
  }
  return (
    <>
      {remove.error && <ErrorNote title="The browser was not signed out" error={remove.error} />}
      <Table
        label="Signed-in browsers"
        rows={sessions.data}
        rowKey={(session) => session.id}
        columns={[
          {
            id: 'browser',
            header: 'Browser',
            render: (session) => (
              <span style={{ display: 'inline-flex', gap: 8, color: 'var(--ink)' }}>
                {browserOf(session.userAgent)}
                {session.current && <Tag tone="good">This one</Tag>}
              </span>
            ),
          },
          {
            id: 'since',
            header: 'Signed in',
            width: '120px',
            wide: 'phone',
            render: (s) => <Ago at={s.createdAt} />,
          },
          { id: 'used', header: 'Last used', width: '120px', render: (s) => <Ago at={s.lastUsedAt} /> },
          {
            id: 'end',
            header: <span className="sr-only">Actions</span>,
            width: '110px',
            align: 'right',
            render: (session) =>
              session.current ? null : (
                <Button
                  size="xs"
                  variant="default"
                  loading={remove.isPending && remove.variables === session.id}
                  onClick={() => remove.mutate(session.id)}
                >
                  Sign out
                </Button>
              ),
          },
        ]}
      />
    </>
  )
}
