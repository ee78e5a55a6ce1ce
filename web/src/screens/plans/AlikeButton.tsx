// Decides every collision alike: those of the same field, on all pages of the plan where nobody has decided yet.
import { Button } from '@mantine/core'
import { IconCopyCheck } from '@tabler/icons-react'
import type { Choice, Resolution } from '../../../../src/api/plan.ts'
import { useResolve } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'

const resolutionOf: Readonly<Record<Choice, Resolution>> = {
  theirs: 'keep_theirs',
  ours: 'take_ours',
  hold: 'hold',
}

interface Props {
  projectId: string
  planId: string
  field: string
  /** The field as people call it. */
  word: string
  choice: Choice
}

export function AlikeButton({ projectId, planId, field, word, choice }: Props) {
  const resolve = useResolve(projectId, planId)
  if (resolve.isSuccess) return <span role="status">Done for all pages.</span>
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconCopyCheck size={14} />}
        loading={resolve.isPending}
        onClick={() => resolve.mutate({ resolution: resolutionOf[choice], fields: [field] })}
      >
        Same for {word} of all pages
      </Button>
      {resolve.error && <ErrorNote title="The decision was not stored" error={resolve.error} />}
    </>
  )
}
