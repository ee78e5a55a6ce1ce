import type { Connection } from '../../../../src/api/connection.ts'
import { useRemoveConnection } from '../../queries/connections.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { counted } from '../../ui/format.ts'
import classes from './Connections.module.css'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

/** Says what stops before anything does; the server refuses while something still hangs on the connection. */
export function DisconnectDialog({ connection, opened, onClose }: Props) {
  const remove = useRemoveConnection()
  const title = connection.siteName ?? connection.name
  const { projects, liveRuns } = connection
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
      <div className={classes.stops}>
        <p>
          The stored credentials are deleted. <b>Nothing is removed from Wix</b>: every page that was
          published stays where it is.
        </p>
        {liveRuns.length > 0 && (
          <p>
            <b>{counted(liveRuns.length, 'run')} in progress cannot continue:</b>{' '}
            {liveRuns.map((run) => run.projectName).join(', ')}.
          </p>
        )}
        {projects.length > 0 ? (
          <>
            <p>
              {counted(projects.length, 'project')} can no longer plan or publish. Give them another
              connection or delete them first; until then the connection cannot be removed.
            </p>
            <ul>
              {projects.map((project) => (
                <li key={project.id}>{project.name}</li>
              ))}
            </ul>
          </>
        ) : (
          <p>No project uses this connection.</p>
        )}
      </div>
    </Confirm>
  )
}
