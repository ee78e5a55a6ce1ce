import type { Dataset } from '../../../../src/api/dataset.ts'
import { useRenameDataset } from '../../queries/data.ts'
import { RenameDialog } from '../../ui/RenameDialog.tsx'

interface Props {
  dataset: Dataset
  opened: boolean
  onClose: () => void
}

export function RenameDataset({ dataset, ...dialog }: Props) {
  const rename = useRenameDataset(dataset.id)
  return <RenameDialog title="Rename dataset" name={dataset.name} rename={rename} {...dialog} />
}
