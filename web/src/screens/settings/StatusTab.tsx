import { useQuery } from '@tanstack/react-query'
import { statusQuery } from '../../queries/settings.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { exact } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Diagnostics } from './Diagnostics.tsx'
import { Licences } from './Licences.tsx'
import { Section } from './Section.tsx'

/** What runs here, a report for when something is wrong, and what it is made of. */
export function StatusTab() {
  const query = useQuery(statusQuery)
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
  const { version, services, startedAt } = query.data
  return (
    <>
      <Section title="SEOmatic" text="Self-hosted: nothing about you or your pages goes anywhere but to Wix.">
        <KeyValues
          items={[
            [
              'Version',
              <code key="v" className="code">
                {version}
              </code>,
            ],
            ['Services', services.join(', ')],
            ['Running since', exact(startedAt)],
          ]}
        />
      </Section>
      <Section
        title="Diagnostics"
        text="States, numbers and times for whoever helps you find a fault. No secrets, names, addresses or content."
      >
        <Diagnostics />
      </Section>
      <Section title="Licences" text="The packages SEOmatic is made of.">
        <Licences />
      </Section>
    </>
  )
}
