// Where Wix has no trash, publishing a plan with removals is asked about once more.
import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import classes from './Plans.module.css'

/** So many are typed, so that nobody deletes a site with one click. */
const mostUntyped = 100

interface Props {
  opened: boolean
  pages: number
  /** They are taken down; otherwise their rows are gone. */
  isTakeDown: boolean
  /** What the publish button says. */
  label: string
  busy: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
}

export function ConfirmDeletion(props: Props) {
  const { opened, pages, isTakeDown, label, busy, error, onConfirm, onClose } = props
  const [typed, setTyped] = useState('')
  const isAsked = isTakeDown || pages > mostUntyped
  const isTyped = !isAsked || typed.trim() === String(pages)
  return (
    <Modal opened={opened} onClose={onClose} title={`Delete ${counted(pages, 'page')} for good?`} size={460}>
      <form
        className={classes.confirm}
        onSubmit={(event) => {
          event.preventDefault()
          if (isTyped && !busy) onConfirm()
        }}
      >
        <p>
          {isTakeDown ? '' : `${pages === 1 ? 'Its row is' : 'Their rows are'} gone from the data. `}Wix has
          no trash for {pages === 1 ? 'it' : 'them'}: what is deleted cannot be restored.
        </p>
        {isAsked && (
          <TextInput
            label={`Type ${pages} to confirm`}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {error ? <ErrorNote title="The run did not start" error={error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Back
          </Button>
          <Button type="submit" color="red.8" loading={busy} disabled={!isTyped}>
            {label}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
