import type { Connection } from '../../../../src/api/connection.ts'
import { useRenameConnection } from '../../queries/connections.ts'
import { RenameDialog } from '../../ui/RenameDialog.tsx'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

export function RenameConnection({ connection, ...dialog }: Props) {
  const { mutate, ...state } = useRenameConnection()
  return (
    <RenameDialog
      title="Rename connection"
      description="Only used here; the site keeps its name in Wix."
      name={connection.name}
      rename={{ ...state, mutate: (name, then) => mutate({ id: connection.id, name }, then) }}
      {...dialog}
    />
  )
}
