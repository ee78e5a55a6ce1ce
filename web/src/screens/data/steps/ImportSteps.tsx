import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Import } from '../../../../../src/api/import.ts'
import { importStepsQuery, useSetSteps } from '../../../queries/steps.ts'
import { ErrorNote, ErrorState } from '../../../ui/ErrorState.tsx'
import { BlockSkeleton } from '../../../ui/Skeletons.tsx'
import { StepsEditor } from './StepsEditor.tsx'

/** How the rows of an import are shaped before anything of it is stored. */
export function ImportSteps({ data: { id, datasetId } }: { data: Import }) {
  const query = useQuery(importStepsQuery(id))
  const set = useSetSteps({ noun: 'imports', id })
  if (query.isPending) return <BlockSkeleton />
  if (!query.data) {
    return (
      <ErrorState
        title="The steps could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  return (
    <StepsEditor
      key={JSON.stringify(query.data)}
      shaped={{ noun: 'imports', id }}
      saved={query.data}
      ownId={datasetId}
      actions={({ steps, isChanged, isComplete }) => (
        <>
          {set.error && <ErrorNote title="The steps were not taken" error={set.error} />}
          <Button
            loading={set.isPending}
            disabled={!isChanged || !isComplete}
            onClick={() => set.mutate(steps)}
          >
            Look at the rows with these steps
          </Button>
        </>
      )}
    />
  )
}
