import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { writersNow } from '../../../../src/api/draft-writers.ts'
import { writersQuery } from '../../queries/templates.ts'
import { Ago } from '../../ui/Time.tsx'
import classes from './Templates.module.css'
import type { TemplateDraft } from './useTemplateDraft.ts'

/** Who else is writing in the template, beside the state of one's own draft. */
export function OtherWriters({ draft: { base, hear } }: { draft: TemplateDraft }) {
  const { data, dataUpdatedAt } = useQuery(writersQuery(base.id))
  const newest = data?.newest
  useEffect(() => {
    if (newest) hear(newest)
  }, [newest, hear])
  const writers = writersNow(data?.others ?? [], dataUpdatedAt)
  return (
    <span className={classes.writers}>
      {/* How long ago is not news: it would be read out again each minute. */}
      <span role="status">{writers?.words}</span>
      {writers && (
        <>
          , draft saved <Ago at={writers.keptAt} />
        </>
      )}
    </span>
  )
}
