import { useNavigate } from '@tanstack/react-router'
import type { AiColumn } from '../../../../../src/api/ai.ts'
import { useEnterAnswers, useRemoveColumn } from '../../../queries/ai.ts'
import { Confirm } from '../../../ui/Confirm.tsx'

/** Removes a column, and leads to the rows without it where they have it. */
export function RemoveColumn({ column, onClose }: { column: AiColumn; onClose: () => void }) {
  const navigate = useNavigate()
  const remove = useRemoveColumn(column)
  const enter = useEnterAnswers(column.datasetId)
  const isInRows = column.inRows !== null
  const takeOut = () =>
    enter.mutate(undefined, {
      onSuccess: ({ id }) => void navigate({ to: '/data/imports/$id', params: { id }, search: {} }),
    })
  return (
    <Confirm
      opened
      onClose={onClose}
      title={`Remove ${column.name}?`}
      action="Remove"
      busy={remove.isPending || enter.isPending}
      error={remove.error ?? enter.error}
      errorTitle={remove.isSuccess ? 'It is removed, and still in the rows' : 'The column was not removed'}
      onConfirm={() =>
        remove.isSuccess
          ? takeOut()
          : remove.mutate(undefined, { onSuccess: () => (isInRows ? takeOut() : onClose()) })
      }
    >
      {isInRows
        ? 'Next you see the rows without it. They keep it until you replace them. '
        : 'The rows do not have it, so they stay as they are. '}
      Its answers are kept for a while: made again with the same prompt, it asks nothing.
    </Confirm>
  )
}
