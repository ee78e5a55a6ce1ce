import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Template } from '../../../../src/api/template.ts'
import { draftQuery, templateQuery, versionQuery } from '../../queries/templates.ts'
import type { Begun } from './useTemplateDraft.ts'

/**
 * What the editor begins with: the draft, the version it was written on, and which is the newest. What is at hand of
 * the template may be older than that; then it is loaded again.
 */
export function useBegun(id: string, template: Template | undefined) {
  const client = useQueryClient()
  // Later versions are the open editor's own business.
  const [held, setHeld] = useState<{ id: string; begun: Begun } | null>(null)
  const state = useQuery(draftQuery(id))
  const newest = state.data?.newest
  const kept = state.data?.draft ?? null
  const isOld = template !== undefined && newest !== undefined && template.version < newest.version
  useEffect(() => {
    if (isOld) void client.refetchQueries({ queryKey: templateQuery(id).queryKey, exact: true })
  }, [client, id, isOld])
  const isOnEarlier = kept !== null && template !== undefined && kept.baseVersion < template.version
  const earlier = useQuery({ ...versionQuery(id, kept?.baseVersion ?? 0), enabled: isOnEarlier })
  const fresh = held?.id === id ? null : begun()
  if (fresh) setHeld({ id, begun: fresh })
  return {
    begun: fresh ?? (held?.id === id ? held.begun : null),
    error: state.error ?? earlier.error,
    refetch: () => {
      void state.refetch()
      if (isOnEarlier) void earlier.refetch()
    },
  }

  function begun(): Begun | null {
    if (!template || !newest || isOld) return null
    if (!isOnEarlier) return { base: template, kept, newest }
    if (!earlier.data) return null
    const base = { ...template, name: kept.baseName, version: kept.baseVersion, fields: earlier.data.fields }
    return { base, kept, newest }
  }
}
