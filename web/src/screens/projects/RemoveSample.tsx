import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCountOnSite, useRemoveSample } from '../../queries/sample.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { openedLater } from '../../ui/openedLater.tsx'

const RemoveSampleDialog = openedLater(
  async () => (await import('./RemoveSampleDialog.tsx')).RemoveSampleDialog,
)

/** One click, since it is a sample and can be made again; asks only where it has posts on the practice site. */
export function RemoveSample({ projectId }: { projectId: string }) {
  const onSite = useCountOnSite(projectId)
  const remove = useRemoveSample(projectId)
  const navigate = useNavigate()
  const [posts, setPosts] = useState(0)
  const go = (takesDown: boolean) =>
    remove.mutate({ takesDown }, { onSuccess: () => void navigate({ to: '/projects' }) })
  const error = onSite.error ?? (posts === 0 ? remove.error : null)
  return (
    <>
      {error && <ErrorNote title="The sample was not removed" error={error} />}
      <Button
        variant="subtle"
        color="gray"
        loading={onSite.isPending || (remove.isPending && posts === 0)}
        onClick={() =>
          onSite.mutate(undefined, { onSuccess: (count) => (count === 0 ? go(false) : setPosts(count)) })
        }
      >
        Remove the sample
      </Button>
      <RemoveSampleDialog
        opened={posts > 0}
        posts={posts}
        busy={remove.isPending}
        error={remove.error}
        onRemove={go}
        onClose={() => setPosts(0)}
      />
    </>
  )
}
