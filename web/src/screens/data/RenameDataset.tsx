import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { useRenameDataset } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'

interface Props {
  dataset: Dataset
  opened: boolean
  onClose: () => void
}

export function RenameDataset({ dataset, opened, onClose }: Props) {
  const rename = useRenameDataset(dataset.id)
  const [name, setName] = useState(dataset.name)
  return (
    <Modal opened={opened} onClose={onClose} title="Rename dataset" size={420}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '' && !rename.isPending) {
            rename.mutate(name.trim(), { onSuccess: onClose })
          }
        }}
      >
        <TextInput
          label="Name"
          data-autofocus
          maxLength={100}
          value={name}
          error={name.trim() === '' ? 'Enter a name.' : null}
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
