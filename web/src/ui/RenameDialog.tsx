import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ErrorNote } from './ErrorState.tsx'
import { Modal } from './Modal.tsx'

interface Props {
  /** "Rename dataset". */
  title: string
  description?: string
  /** What it is called now. */
  name: string
  opened: boolean
  onClose: () => void
  rename: {
    mutate: (name: string, then: { onSuccess: () => void }) => void
    isPending: boolean
    error: unknown
  }
}

/** Asks for another name, 1 to 100 characters. */
export function RenameDialog({ title, description, name: before, opened, onClose, rename }: Props) {
  const [name, setName] = useState(before)
  const trimmed = name.trim()
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={420}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (trimmed !== '' && !rename.isPending) rename.mutate(trimmed, { onSuccess: onClose })
        }}
      >
        <TextInput
          label="Name"
          description={description}
          data-autofocus
          maxLength={100}
          value={name}
          error={trimmed === '' ? 'Enter a name.' : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {rename.error ? <ErrorNote title="The name was not changed" error={rename.error} /> : null}
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={rename.isPending}>
            Rename
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
