import { Button, Checkbox, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { useChangePassword } from '../../queries/settings.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useJudgedFields } from '../../ui/useJudgedFields.ts'
import { PasswordRules } from '../setup/PasswordRules.tsx'

export function PasswordForm() {
  const change = useChangePassword()
  const [endTokens, setEndTokens] = useState(true)
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
        change.mutate(
          { ...form.values, endTokens },
          {
            onSuccess: () => {
              form.reset()
              notify(
                endTokens
                  ? 'The password is changed. Other browsers are signed out, and API tokens have ended.'
                  : 'The password is changed. Other browsers are signed out.',
              )
            },
          },
        )
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
        <Checkbox
          label="End all API tokens too"
          description="Scripts and the command line sign in again. Leave it ticked if someone may know the old password."
          checked={endTokens}
          onChange={(event) => setEndTokens(event.currentTarget.checked)}
        />
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
