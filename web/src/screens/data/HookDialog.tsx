import { Button, Group, Stack } from '@mantine/core'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import classes from './Data.module.css'

/** The webhook of a source with its secret, once. */
export function HookDialog({ path, secret, onClose }: { path: string; secret: string; onClose: () => void }) {
  const address = `${window.location.origin}${path}`
  return (
    <Modal opened onClose={onClose} title="Copy the secret now" size={560} closeOnClickOutside={false}>
      <Stack gap="sm">
        <p className={classes.hint}>
          A POST to this address with the secret lets the table be read again, at most once a minute. The
          secret is not shown again.
        </p>
        <code
          className="code"
          style={{ overflowWrap: 'anywhere' }}
        >{`curl -X POST ${address} -H "Authorization: Bearer ${secret}"`}</code>
        <Group justify="flex-end" gap="xs">
          <CopyButton text={address} label="Copy the address" />
          <CopyButton text={secret} label="Copy the secret" />
          <Button onClick={onClose}>I saved it</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
