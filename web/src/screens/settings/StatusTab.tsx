import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../queries/session.ts'
import { statusQuery } from '../../queries/settings.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { exact } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Status } from '../../ui/Status.tsx'
import { Section } from './Section.tsx'

export function StatusTab() {
  const query = useQuery(statusQuery)
  const session = useSession()
  if (query.isPending) return <BlockSkeleton lines={6} />
  if (query.error) {
    return (
      <ErrorState
        title="The status could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  const status = query.data
  const { database, encryptionKey } = status
  return (
    <>
      <Section title="Installation" text="What runs here.">
        <KeyValues
          items={[
            [
              'Version',
              <span key="v" className="code">
                {status.version}
              </span>,
            ],
            ['Services', status.services.join(', ')],
            ['Running since', exact(status.startedAt)],
            [
              'Connection',
              session.insecureTransport
                ? 'Plain HTTP to another machine: anyone in between can read the traffic. Put an HTTPS proxy in front.'
                : 'Protected',
            ],
          ]}
        />
      </Section>
      <Section title="Database" text="Where data, plans and runs are stored.">
        <KeyValues
          items={[
            ['Kind', database.kind === 'pglite' ? 'Built in (PGlite)' : 'PostgreSQL'],
            [
              'Survives a power cut',
              <Status
                key="d"
                tone={database.durable ? 'good' : 'bad'}
                sign={database.durable ? 'check' : 'cross'}
              >
                {database.durable ? 'Yes' : 'No'}
              </Status>,
            ],
            ['Why', database.reason],
          ]}
        />
      </Section>
      <Section
        title="Retention"
        text="Older lists are deleted overnight. Plans keep their totals, runs keep their receipts, and the last version sent of each page is always kept."
      >
        <KeyValues
          items={[
            ['Plan pages', keptWords(status.kept.plans)],
            ['Run pages', keptWords(status.kept.runs)],
          ]}
        />
      </Section>
      <Section
        title="Encryption key"
        text="Without it the stored credentials cannot be read. Keep a copy apart from the database."
      >
        <KeyValues
          items={[
            ['Source', encryptionKey.source === 'environment' ? 'The environment' : 'A file'],
            [
              'Path',
              encryptionKey.path ? (
                <span key="p" className="code">
                  {encryptionKey.path}
                </span>
              ) : (
                'not in a file'
              ),
            ],
          ]}
        />
      </Section>
    </>
  )
}

function keptWords({ newest, days }: { newest: number; days: number }): string {
  return `${days} days, and always for the newest ${newest} of each project`
}
