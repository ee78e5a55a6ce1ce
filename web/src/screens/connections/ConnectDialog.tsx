import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { ConnectGuide } from './ConnectGuide.tsx'
import classes from './Connections.module.css'
import { CredentialsForm } from './CredentialsForm.tsx'
import { useCreateConnection } from './queries.ts'

export function ConnectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useCreateConnection()
  const [field, setField] = useState<'apiKey' | 'siteId' | null>(null)
  const isNarrow = useMediaQuery('(max-width: 760px)')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Connect Wix"
      size={880}
      fullScreen={isNarrow ?? false}
      closeOnClickOutside={false}
    >
      <div className={classes.connect}>
        <div className={classes.connectForm}>
          <CredentialsForm
            submitLabel="Check and connect"
            busy={create.isPending}
            error={create.error}
            onFocus={setField}
            onReady={(credentials) =>
              create.mutate(
                { ...credentials, name: '' },
                {
                  onSuccess: (connection) => {
                    notifications.show({ message: `${connection.siteName ?? connection.name} is connected.` })
                    onClose()
                  },
                },
              )
            }
          />
        </div>
        <ConnectGuide field={field} />
      </div>
    </Modal>
  )
}
