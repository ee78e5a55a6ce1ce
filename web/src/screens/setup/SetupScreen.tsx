// The first screen of all: whoever holds the link from the terminal becomes the owner.
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { setupQuery } from '../../queries/session.ts'
import { useSetup } from '../../queries/setup.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { emailProblem } from '../../ui/email-problem.ts'
import { useJudgedFields } from '../../ui/useJudgedFields.ts'
import { Gate } from './Gate.tsx'
import { PasswordRules } from './PasswordRules.tsx'
import { takeSetupToken } from './setup-token.ts'

export function SetupScreen() {
  const [token] = useState(takeSetupToken)
  const state = useQuery(setupQuery)
  const setup = useSetup()
  const navigate = useNavigate()
  const form = useJudgedFields(
    { name: '', email: '', password: '' },
    {
      name: (value) => (value.trim() === '' ? 'Enter your name.' : null),
      email: emailProblem,
      password: (value) =>
        [...value].length < 12
          ? 'Use at least 12 characters.'
          : value.length > 200
            ? 'Use at most 200 characters.'
            : null,
    },
  )

  if (state.data?.open === false && !setup.isSuccess) {
    return (
      <Gate title="Setup is done" lead="This installation already has its owner. Log in instead.">
        <Button component={Link} to="/login" fullWidth>
          Go to login
        </Button>
      </Gate>
    )
  }
  if (token === '') {
    return (
      <Gate
        title="Open the link from the terminal"
        lead="Setting up needs the one-time link that SEOmatic printed when it started. This address is missing the part after the #, so it cannot prove that you are the one who started it."
      >
        <p style={{ margin: 0, fontSize: 13, color: 'var(--ink-2)' }}>
          Look for the line that ends in <span className="code">/setup#…</span> and open the whole link.
          Restarting the server prints it again.
        </p>
      </Gate>
    )
  }

  const submit = () => {
    if (!form.judgeAll() || setup.isPending) return
    setup.mutate(
      { token, ...form.values },
      { onSuccess: () => void navigate({ to: '/welcome', replace: true }) },
    )
  }

  return (
    <Gate
      title="Make this installation yours"
      lead="You will be its owner. Everything stays on this machine."
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="sm">
          {setup.error && <ErrorNote title="The owner account could not be created" error={setup.error} />}
          <TextInput label="Your name" autoComplete="name" autoFocus {...form.field('name')} />
          <TextInput label="E-mail" type="email" autoComplete="username" {...form.field('email')} />
          <PasswordInput
            label="Password"
            autoComplete="new-password"
            {...form.field('password')}
            error={form.field('password').error !== null}
            aria-describedby="password-rules"
          />
          <PasswordRules password={form.values.password} judged={form.field('password').error !== null} />
          <Button type="submit" loading={setup.isPending} mt="xs" fullWidth>
            Create owner account
          </Button>
        </Stack>
      </form>
    </Gate>
  )
}
