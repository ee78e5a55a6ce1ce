import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import { useRenameConnection } from '../../queries/connections.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

export function RenameDialog({ connection, opened, onClose }: Props) {
  const rename = useRenameConnection()
  const [name, setName] = useState(connection.name)
  const trimmed = name.trim()
  return (
    <Modal opened={opened} onClose={onClose} title="Rename connection" size={420}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (trimmed !== '' && !rename.isPending) {
            rename.mutate({ id: connection.id, name: trimmed }, { onSuccess: onClose })
          }
        }}
      >
        <TextInput
          label="Name"
          description="Only used here; the site keeps its name in Wix."
          data-autofocus
          maxLength={100}
          value={name}
          error={trimmed === '' ? 'Enter a name.' : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {rename.error && <ErrorNote title="The name was not changed" error={rename.error} />}
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
