import { Button, type ButtonProps } from '@mantine/core'
import type { CursorList } from '../queries/cursor-list.ts'
import { ErrorNote } from './ErrorState.tsx'

interface Props extends ButtonProps {
  list: Pick<CursorList<unknown>, 'hasMore' | 'isLoadingMore' | 'onMore' | 'partError'>
}

/** Below a list that is not a table: loads its next part, or says why that failed. */
export function MoreButton({ list, ...button }: Props) {
  if (!list.hasMore) return null
  if (list.partError)
    return (
      <ErrorNote title="The next ones could not be loaded" error={list.partError} onRetry={list.onMore} />
    )
  return <Button variant="default" loading={list.isLoadingMore} onClick={list.onMore} {...button} />
}
