import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useConfirmPassword } from '../../queries/session.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'

/** Over whatever dialog the refused call came from. */
const aboveDialogs = 400

export function PasswordDialog({ onConfirmed, onClose }: { onConfirmed: () => void; onClose: () => void }) {
  const confirm = useConfirmPassword()
  const [password, setPassword] = useState('')
  const [judged, setJudged] = useState(false)
  return (
    <Modal opened onClose={onClose} title="Your password again" size={420} zIndex={aboveDialogs}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          setJudged(true)
          if (password === '' || confirm.isPending) return
          confirm.mutate(password, { onSuccess: onConfirmed })
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="var(--ink-2)">
            You signed in more than fifteen minutes ago, and this changes who can reach your site.
          </Text>
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            data-autofocus
            value={password}
            error={judged && password === '' ? 'Enter your password.' : null}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {confirm.error && <ErrorNote title="The password was not accepted" error={confirm.error} />}
          <Group justify="flex-end" gap="xs" mt="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={confirm.isPending}>
              Continue
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
