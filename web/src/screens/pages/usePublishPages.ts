import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { PageSelection } from '../../../../src/api/selection.ts'
import { useCreatePlan } from '../../queries/plans.ts'

/** Publishing always shows its plan first: one of these pages is made, and opened. */
export function usePublishPages(projectId: string) {
  const { mutate, isPending, error } = useCreatePlan(projectId)
  const navigate = useNavigate()
  const publish = useCallback(
    (selection: PageSelection) =>
      mutate(selection, {
        onSuccess: () =>
          void navigate({ to: '/projects/$id', params: { id: projectId }, search: { tab: 'plan' } }),
      }),
    [mutate, navigate, projectId],
  )
  return { publish, isPending, error }
}
