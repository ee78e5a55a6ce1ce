import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { useRemoveDataset } from '../../queries/data.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { counted } from '../../ui/format.ts'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { openedLater } from '../../ui/openedLater.tsx'

const RenameDataset = openedLater(async () => (await import('./RenameDataset.tsx')).RenameDataset)

export function DatasetMenu({ dataset }: { dataset: Dataset }) {
  const navigate = useNavigate()
  const remove = useRemoveDataset()
  const [renaming, renameDialog] = useDisclosure(false)
  const [removing, removeDialog] = useDisclosure(false)
  return (
    <>
      <MoreMenu
        label="More"
        size={32}
        width={180}
        entries={[
          { label: 'Rename', icon: IconPencil, onPick: renameDialog.open },
          { label: 'Delete', icon: IconTrash, isRemoval: true, onPick: removeDialog.open },
        ]}
      />
      <RenameDataset dataset={dataset} opened={renaming} onClose={renameDialog.close} />
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
        The rows are deleted from this server. Pages created from them stay in Wix. Data used by a project
        cannot be deleted.
      </Confirm>
    </>
  )
}
