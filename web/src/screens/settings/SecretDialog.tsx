import { Button, Group, Stack } from '@mantine/core'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import classes from './Settings.module.css'

/** The secret of a webhook, once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Copy the secret now" size={480} closeOnClickOutside={false}>
      <Stack gap="sm">
        <p className={classes.text}>
          Whoever receives the messages verifies their signatures with it. It is stored sealed and cannot be
          shown again.
        </p>
        <code className={classes.secret}>{secret}</code>
        <Group justify="flex-end" gap="xs">
          <CopyButton text={secret} label="Copy the secret" />
          <Button onClick={onClose}>I saved it</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
