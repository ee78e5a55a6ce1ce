import { Button, Modal } from '@mantine/core'

interface Props {
  opened: boolean
  name: string
  onStay: () => void
  onLeave: () => void
}

export function LeaveDialog({ opened, name, onStay, onLeave }: Props) {
  return (
    <Modal opened={opened} onClose={onStay} title="Leave without saving?" size={420}>
      <p style={{ margin: '0 0 18px', fontSize: 13 }}>Your changes to {name} are lost if you leave now.</p>
      <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
        <Button variant="default" data-autofocus onClick={onStay}>
          Keep editing
        </Button>
        <Button color="red.8" onClick={onLeave}>
          Discard changes
        </Button>
      </div>
    </Modal>
  )
}
