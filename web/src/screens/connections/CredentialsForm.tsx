// API key and Site ID, checked before they are stored. Further ways to sign in to Wix become further forms
// beside this one; the dialog around it knows only `values`, `check` and what to do when it succeeds.
import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CredentialsInput } from '../../../../src/api/connection.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { useJudgedFields } from '../../ui/useJudgedFields.ts'
import { CheckFailureView } from './CheckFailureView.tsx'
import { CheckSteps } from './CheckSteps.tsx'
import classes from './Connections.module.css'
import { PermissionsTable } from './PermissionsTable.tsx'
import { useTestCredentials } from './queries.ts'
import { siteIdFrom } from './site-id.ts'

interface Props {
  submitLabel: string
  busy: boolean
  error: unknown
  onFocus: (field: 'apiKey' | 'siteId') => void
  onReady: (credentials: CredentialsInput) => void
}

export function CredentialsForm({ submitLabel, busy, error, onFocus, onReady }: Props) {
  const test = useTestCredentials()
  const [checkedFor, setCheckedFor] = useState<string | null>(null)
  const form = useJudgedFields(
    { apiKey: '', siteId: '' },
    {
      apiKey: (value) => (value.trim() === '' ? 'Paste the API key.' : null),
      siteId: (value) =>
        value.trim() === ''
          ? 'Paste the Site ID, or the whole dashboard address.'
          : siteIdFrom(value) === null
            ? 'There is no Site ID in this. It is the part after /dashboard/ in the address of your site.'
            : null,
    },
  )
  const credentials = { apiKey: form.values.apiKey.trim(), siteId: siteIdFrom(form.values.siteId) ?? '' }
  const print = JSON.stringify(credentials)
  const check = checkedFor === print ? test.data : undefined
  const isBusy = test.isPending || busy

  const run = () => {
    if (isBusy || !form.judgeAll()) return
    setCheckedFor(print)
    test.mutate(credentials, {
      onSuccess: (result) => {
        if (result.ok && result.permissions.every((permission) => permission.state !== 'missing')) {
          onReady(credentials)
        }
      },
    })
  }
  const onlyOptionalMissing =
    check?.permissions.every((permission) => permission.optional || permission.state !== 'missing') ?? false

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        run()
      }}
    >
      <Stack gap="md">
        <PasswordInput
          label="API key"
          description="Starts with IST. Wix shows it once, when it is made."
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          data-1p-ignore
          onFocus={() => onFocus('apiKey')}
          {...form.field('apiKey')}
        />
        <TextInput
          label="Site ID"
          description="Or the whole address of the site's dashboard."
          placeholder="https://manage.wix.com/dashboard/…"
          autoComplete="off"
          spellCheck={false}
          onFocus={() => onFocus('siteId')}
          {...form.field('siteId')}
        />
        <CheckSteps check={check} busy={test.isPending} />
        {check?.site && (
          <p className={classes.found}>
            <strong>{check.site.name ?? check.site.id}</strong>
            {check.site.url && <span>{check.site.url}</span>}
          </p>
        )}
        {check?.failure && <CheckFailureView failure={check.failure} />}
        {check?.permissions.some((permission) => permission.state === 'missing') && (
          <PermissionsTable permissions={check.permissions} />
        )}
        {check?.notes.map((note) => (
          <p key={note.text} className={classes.reason}>
            {note.text}
          </p>
        ))}
        {test.error && <ErrorNote title="The check could not run" error={test.error} />}
        {error ? <ErrorNote title="The connection was not stored" error={error} /> : null}
        <Group gap="xs">
          <Button type="submit" loading={isBusy}>
            {check && !check.ok ? 'Check again' : submitLabel}
          </Button>
          {check?.ok && onlyOptionalMissing && !isBusy && (
            <Button variant="default" onClick={() => onReady(credentials)}>
              Continue with limits
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
