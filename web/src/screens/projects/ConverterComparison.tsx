// Five rows by our converter and by Wix's own, so that nobody chooses blindly.
import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { useCompareConverters } from '../../queries/projects.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import classes from './Projects.module.css'

const Figures = lazy(async () => ({ default: (await import('./ComparisonFigures.tsx')).ComparisonFigures }))

export function ConverterComparison({ project }: { project: Project }) {
  const compare = useCompareConverters(project.id)
  return (
    <section className={classes.comparison} aria-label="Comparison of the converters">
      <div className={classes.comparisonHead}>
        <p>See what each converter keeps of your own pages. Wix is asked; nothing is published.</p>
        <Button variant="default" size="xs" loading={compare.isPending} onClick={() => compare.mutate()}>
          {compare.data ? 'Compare again' : 'Compare on 5 rows'}
        </Button>
      </div>
      {compare.error && <ErrorNote title="The converters were not compared" error={compare.error} />}
      {compare.data && project.connection.kind === 'practice' && (
        <p>
          The practice site has a simple converter of its own: choose by a comparison on your real Wix site.
        </p>
      )}
      {compare.data && (
        <Suspense fallback={null}>
          <Figures comparison={compare.data} />
        </Suspense>
      )}
      <LiveRegion message={compare.data ? 'The comparison is ready' : ''} />
    </section>
  )
}
