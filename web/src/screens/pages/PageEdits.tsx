import type { PagePreview } from '../../../../src/api/page.ts'
import { useDetach } from '../../queries/pages.ts'
import { EditsInWix } from './EditsInWix.tsx'

interface Props {
  projectId: string
  page: PagePreview
  wordOf: (field: string) => string
}

/** What people changed of a page in Wix, as it was found when it was last looked at. */
export function PageEdits({ projectId, page, wordOf }: Props) {
  const { mutate, isPending, error } = useDetach(projectId, page.rowKey)
  return (
    <EditsInWix
      edited={page.edited.map((field) => ({ field, words: 'was changed in Wix, and that stays.' }))}
      detached={page.detached}
      wordOf={wordOf}
      isPending={isPending}
      error={error}
      onDetach={(field, detached) => mutate({ field, detached })}
    />
  )
}
