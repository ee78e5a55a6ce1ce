import { Button, PasswordInput, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { sessionsQuery, useChangePassword, useRemoveSession } from '../../queries/settings.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Status.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useJudgedFields } from '../../ui/useJudgedFields.ts'
import { PasswordRules } from '../setup/PasswordRules.tsx'
import { Section } from './Section.tsx'

export function AccountTab() {
  return (
    <>
      <Section title="Password" text="Changing it signs out every other browser.">
        <PasswordForm />
      </Section>
      <Section
        title="Signed-in browsers"
        text="Sign out any you do not recognise, then change your password."
      >
        <Sessions />
      </Section>
    </>
  )
}

function PasswordForm() {
  const change = useChangePassword()
  const form = useJudgedFields(
    { current: '', next: '' },
    {
      current: (value) => (value === '' ? 'Enter your current password.' : null),
      next: (value) => ([...value].length < 12 ? 'Use at least 12 characters.' : null),
    },
  )
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!form.judgeAll() || change.isPending) return
        change.mutate(form.values, {
          onSuccess: () => {
            form.reset()
            notify('The password is changed. Other browsers are signed out.')
          },
        })
      }}
    >
      <Stack gap="sm" maw={360}>
        <PasswordInput label="Current password" autoComplete="current-password" {...form.field('current')} />
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          {...form.field('next')}
          error={form.field('next').error !== null}
          aria-describedby="password-rules"
        />
        <PasswordRules password={form.values.next} judged={form.field('next').error !== null} />
        {change.error && <ErrorNote title="The password was not changed" error={change.error} />}
        <div>
          <Button type="submit" loading={change.isPending}>
            Change password
          </Button>
        </div>
      </Stack>
    </form>
  )
}

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

function Sessions() {
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
            wide: true,
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
