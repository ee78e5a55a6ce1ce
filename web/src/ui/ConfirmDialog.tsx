// Asks before something that cannot be undone; the button says what will happen, never "OK".
import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorNote } from './ErrorState.tsx'
import { Modal } from './Modal.tsx'

interface Props {
  opened: boolean
  title: string
  action: string
  danger?: boolean
  busy: boolean
  error: unknown
  errorTitle?: string
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

export function ConfirmDialog(props: Props) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size={460}>
      <Text size="sm" c="var(--ink-2)" component="div">
        {props.children}
      </Text>
      {props.error ? (
        <div style={{ marginTop: 14 }}>
          <ErrorNote title={props.errorTitle ?? 'That did not work'} error={props.error} />
        </div>
      ) : null}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          Keep it
        </Button>
        <Button
          color={props.danger === false ? undefined : 'red.8'}
          loading={props.busy}
          onClick={props.onConfirm}
        >
          {props.action}
        </Button>
      </Group>
    </Modal>
  )
}
