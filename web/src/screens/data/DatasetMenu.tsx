import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { useRemoveDataset, useRenameDataset } from '../../queries/data.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'

export function DatasetMenu({ dataset }: { dataset: Dataset }) {
  const navigate = useNavigate()
  const rename = useRenameDataset(dataset.id)
  const remove = useRemoveDataset()
  const [renaming, renameDialog] = useDisclosure(false)
  const [removing, removeDialog] = useDisclosure(false)
  const [name, setName] = useState(dataset.name)
  return (
    <>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon aria-label="More" size={32}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={renameDialog.open}>
            Rename
          </Menu.Item>
          <Menu.Item color="red.8" leftSection={<IconTrash size={15} />} onClick={removeDialog.open}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={renaming} onClose={renameDialog.close} title="Rename the data" size={420}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '' && !rename.isPending) {
              rename.mutate(name.trim(), { onSuccess: renameDialog.close })
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
            <Button variant="default" onClick={renameDialog.close}>
              Cancel
            </Button>
            <Button type="submit" loading={rename.isPending}>
              Rename
            </Button>
          </Group>
        </form>
      </Modal>
      <Confirm
        opened={removing}
        onClose={removeDialog.close}
        title={`Delete ${dataset.name}?`}
        action={`Delete ${counted(dataset.rowCount, 'row')}`}
        busy={remove.isPending}
        error={remove.error}
        errorTitle="The data was not deleted"
        onConfirm={() => remove.mutate(dataset.id, { onSuccess: () => void navigate({ to: '/data' }) })}
      >
        The rows are deleted from this server. Pages that were made from them stay in Wix. Data that a project
        uses cannot be deleted.
      </Confirm>
    </>
  )
}
