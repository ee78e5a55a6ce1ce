import { useQuery } from '@tanstack/react-query'
import type { Storage } from '../../../../src/api/storage.ts'
import { storageQuery } from '../../queries/diagnostics.ts'
import { statusQuery } from '../../queries/settings.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { bytes } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Status } from '../../ui/Status.tsx'
import { Section } from './Section.tsx'
import classes from './Settings.module.css'

export function StorageTab() {
  const query = useQuery(storageQuery)
  if (query.isPending) return <BlockSkeleton lines={10} />
  if (query.error) {
    return (
      <ErrorState
        title="The sizes could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  const { databaseBytes, uploadBytes, freeBytes, groups } = query.data
  return (
    <>
      <Section title="Room" text="On the disk of the server.">
        <KeyValues
          items={[
            [
              'Database',
              <span key="d" className="num">
                {bytes(databaseBytes)}
              </span>,
            ],
            [
              'Uploaded tables',
              <span key="u" className="num">
                {uploadBytes === 0 ? 'none' : bytes(uploadBytes)}
              </span>,
            ],
            [
              'Free',
              <span key="f" className="num">
                {freeBytes === null ? 'not known' : bytes(freeBytes)}
              </span>,
            ],
          ]}
        />
      </Section>
      <Section
        title="What is stored"
        text="Tidied up once a night. What undo and merging need as a base always stays."
      >
        <Groups groups={groups} />
      </Section>
      <Database />
    </>
  )
}

function Groups({ groups }: { groups: Storage['groups'] }) {
  const most = Math.max(1, ...groups.map((group) => group.bytes))
  return (
    <ul className={classes.groups}>
      {groups.map(({ id, title, kept, bytes: size }) => (
        <li key={id}>
          <div className={classes.groupHead}>
            <strong>{title}</strong>
            <span className="num">{bytes(size)}</span>
          </div>
          <div className={classes.groupBar} aria-hidden>
            <span style={{ width: `${Math.max(0.5, (size / most) * 100)}%` }} />
          </div>
          <p>{kept}</p>
        </li>
      ))}
    </ul>
  )
}

function Database() {
  const status = useQuery(statusQuery).data
  if (status === undefined) return null
  const { kind, durable, reason } = status.database
  return (
    <Section title="Database" text="Where all of it is.">
      <KeyValues
        items={[
          ['Kind', kind === 'pglite' ? 'Built in (PGlite)' : 'PostgreSQL'],
          [
            'Survives a power cut',
            <Status key="d" tone={durable ? 'good' : 'bad'} sign={durable ? 'check' : 'cross'}>
              {durable ? 'Yes' : 'No'}
            </Status>,
          ],
          ['Why', reason],
        ]}
      />
    </Section>
  )
}
