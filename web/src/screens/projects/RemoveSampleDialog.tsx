import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { counted } from '../../ui/format.ts'

interface Props {
  opened: boolean
  /** How many of it are on the practice site. */
  posts: number
  busy: boolean
  error: unknown
  onRemove: (takesDown: boolean) => void
  onClose: () => void
}

/** What becomes of the posts that the sample has on the practice site. */
export function RemoveSampleDialog({ opened, posts, busy, error, onRemove, onClose }: Props) {
  const [takesDown, setTakesDown] = useState(true)
  return (
    <ConfirmDialog
      opened={opened}
      title="Remove the sample?"
      action="Remove the sample"
      danger={false}
      busy={busy}
      error={error}
      errorTitle="The sample was not removed"
      onConfirm={() => onRemove(takesDown)}
      onClose={onClose}
    >
      <p style={{ margin: '0 0 14px' }}>
        Its project, table and template go. {counted(posts, 'post')} of it {posts === 1 ? 'is' : 'are'} on the
        practice site.
      </p>
      <Checkbox
        label={posts === 1 ? 'Take the post down too' : 'Take the posts down too'}
        description="Otherwise they stay on the practice site, and no project knows them."
        checked={takesDown}
        disabled={busy}
        onChange={(event) => setTakesDown(event.currentTarget.checked)}
      />
    </ConfirmDialog>
  )
}
