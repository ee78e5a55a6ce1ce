import { Tag } from '../../ui/Status.tsx'
import classes from './Templates.module.css'
import type { TemplateDraft } from './useTemplateDraft.ts'

/** Where what was written stands: calm while it is kept, plain where it is not. */
export function DraftState({ draft: { isDirty, keeper } }: { draft: TemplateDraft }) {
  if (!isDirty) return null
  const { status } = keeper
  if (status === 'retrying' || status === 'refused')
    return (
      <span role="status">
        <Tag tone="warn">{status === 'retrying' ? 'Draft not saved, trying again' : 'Draft not saved'}</Tag>
      </span>
    )
  if (status === 'elsewhere') return <Tag tone="warn">Draft not saved</Tag>
  return <span className={classes.draftState}>{status === 'kept' ? 'Draft saved' : 'Saving draft…'}</span>
}
