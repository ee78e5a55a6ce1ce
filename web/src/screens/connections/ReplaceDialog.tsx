import { Modal } from '@mantine/core'
import type { Connection } from '../../../../src/api/connection.ts'
import classes from './Connections.module.css'
import { CredentialsForm } from './CredentialsForm.tsx'
import { useReplaceCredentials } from './queries.ts'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

export function ReplaceDialog({ connection, opened, onClose }: Props) {
  const replace = useReplaceCredentials()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Replace the credentials of ${connection.siteName ?? connection.name}`}
      size={520}
      closeOnClickOutside={false}
    >
      <p className={classes.reason}>
        The stored key stays in use until the new one has been checked. Site ID:{' '}
        <span className="code">{connection.siteId}</span>
      </p>
      <CredentialsForm
        submitLabel="Check and replace"
        busy={replace.isPending}
        error={replace.error}
        onFocus={() => undefined}
        onReady={(credentials) =>
          replace.mutate({ id: connection.id, ...credentials }, { onSuccess: onClose })
        }
      />
    </Modal>
  )
}
