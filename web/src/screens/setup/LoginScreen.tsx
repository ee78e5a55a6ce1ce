import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useLogin } from '../../queries/setup.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { useJudgedFields } from '../../ui/useJudgedFields.ts'
import { Gate } from './Gate.tsx'

/** Only addresses of our own are followed after login. */
function isOwnPath(path: string | undefined): path is string {
  return path !== undefined && /^\/(?![/\\])/.test(path)
}

export function LoginScreen() {
  const { next } = useSearch({ from: '/login' })
  const navigate = useNavigate()
  const router = useRouter()
  const login = useLogin()
  const form = useJudgedFields(
    { email: '', password: '' },
    {
      email: (value) => (value.trim() === '' ? 'Enter your e-mail address.' : null),
      password: (value) => (value === '' ? 'Enter your password.' : null),
    },
  )
  const submit = () => {
    if (!form.judgeAll() || login.isPending) return
    login.mutate(form.values, {
      onSuccess: () => {
        if (isOwnPath(next)) router.history.replace(next)
        else void navigate({ to: '/projects', replace: true })
      },
    })
  }
  return (
    <Gate title="Log in" lead="Use the account created when this installation was set up.">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="sm">
          {login.error && <ErrorNote title="You could not be logged in" error={login.error} />}
          <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.field('email')} />
          <PasswordInput label="Password" autoComplete="current-password" {...form.field('password')} />
          <Button type="submit" loading={login.isPending} mt="xs" fullWidth>
            Log in
          </Button>
          <Text size="xs" c="var(--ink-2)">
            Forgot your password? Run <span className="code">npx seomatic accounts reset</span> on the machine
            of the server.
          </Text>
        </Stack>
      </form>
    </Gate>
  )
}
