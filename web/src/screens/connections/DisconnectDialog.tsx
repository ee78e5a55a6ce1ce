import type { Connection } from '../../../../src/api/connection.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { counted } from '../../ui/format.ts'
import { useRemoveConnection } from './queries.ts'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

export function DisconnectDialog({ connection, opened, onClose }: Props) {
  const remove = useRemoveConnection()
  const title = connection.siteName ?? connection.name
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={`Disconnect ${title}?`}
      action={`Disconnect ${title}`}
      busy={remove.isPending}
      error={remove.error}
      errorTitle="It is still connected"
      onConfirm={() => remove.mutate(connection, { onSuccess: onClose })}
    >
      <p style={{ marginTop: 0 }}>
        The stored credentials are deleted. Nothing is removed from Wix: every page that was published stays
        where it is.
      </p>
      {connection.liveRuns.length > 0 && (
        <p style={{ fontWeight: 600 }}>
          {counted(connection.liveRuns.length, 'run')} under way will stop:{' '}
          {connection.liveRuns.map((run) => run.projectName).join(', ')}.
        </p>
      )}
      {connection.projects.length > 0 ? (
        <>
          <p style={{ marginBottom: 4 }}>These projects can no longer plan or publish:</p>
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {connection.projects.map((project) => (
              <li key={project.id}>{project.name}</li>
            ))}
          </ul>
        </>
      ) : (
        <p style={{ marginBottom: 0 }}>No project uses this connection.</p>
      )}
    </Confirm>
  )
}
