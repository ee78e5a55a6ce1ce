import { Button } from '@mantine/core'
import { Modal } from '../../ui/Modal.tsx'

interface Props {
  opened: boolean
  name: string
  /** Why the draft is not kept. */
  reason: string | undefined
  onStay: () => void
  onLeave: () => void
}

export function LeaveDialog({ opened, name, reason, onStay, onLeave }: Props) {
  return (
    <Modal opened={opened} onClose={onStay} title="Leave without your last changes?" size={440}>
      <p style={{ margin: '0 0 18px', fontSize: 13 }}>
        Your last changes to {name} could not be kept, and are lost if you leave now. {reason}
      </p>
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
