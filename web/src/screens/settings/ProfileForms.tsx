import { Button, Stack, TextInput } from '@mantine/core'
import { useSession } from '../../queries/session.ts'
import { useChangeEmail, useChangeProfile } from '../../queries/settings.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { emailProblem } from '../../ui/email-problem.ts'
import { notify } from '../../ui/Notices.tsx'
import { useJudgedFields } from '../../ui/useJudgedFields.ts'

const named = (value: string) => (value.trim() === '' ? 'Enter a name.' : null)

export function NameForm() {
  const { user, workspace } = useSession()
  const change = useChangeProfile()
  const form = useJudgedFields(
    { name: user.name, workspaceName: workspace.name },
    { name: named, workspaceName: named },
  )
  const isSame = form.values.name === user.name && form.values.workspaceName === workspace.name
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isSame || !form.judgeAll() || change.isPending) return
        change.mutate(form.values, { onSuccess: () => notify('The profile is saved.') })
      }}
    >
      <Stack gap="sm" maw={360}>
        <TextInput label="Your name" autoComplete="name" maxLength={100} {...form.field('name')} />
        <TextInput
          label="Workspace"
          description="Shown at the top of every screen."
          maxLength={100}
          {...form.field('workspaceName')}
        />
        {change.error && <ErrorNote title="The profile was not saved" error={change.error} />}
        <div>
          <Button type="submit" loading={change.isPending} disabled={isSame}>
            Save profile
          </Button>
        </div>
      </Stack>
    </form>
  )
}

export function EmailForm() {
  const { user } = useSession()
  const change = useChangeEmail()
  const form = useJudgedFields({ email: user.email }, { email: emailProblem })
  const isSame = form.values.email.trim() === user.email
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isSame || !form.judgeAll() || change.isPending) return
        change.mutate(form.values.email.trim(), {
          onSuccess: ({ user: { email } }) => notify(`From now on you sign in as ${email}.`),
        })
      }}
    >
      <Stack gap="sm" maw={360}>
        <TextInput label="E-mail" type="email" autoComplete="email" {...form.field('email')} />
        {change.error && <ErrorNote title="The address was not changed" error={change.error} />}
        <div>
          <Button type="submit" loading={change.isPending} disabled={isSame}>
            Change address
          </Button>
        </div>
      </Stack>
    </form>
  )
}
