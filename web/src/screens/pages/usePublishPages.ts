import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { PageSelection } from '../../../../src/api/selection.ts'
import { useCreatePlan } from '../../queries/plans.ts'

/** Publishing always shows its plan first: one of these pages is made, and opened. */
export function usePublishPages(projectId: string) {
  const { mutate, isPending, error } = useCreatePlan(projectId)
  const navigate = useNavigate()
  // Until the plan is on the screen, another click would make another one.
  const [isLeaving, setLeaving] = useState(false)
  const publish = useCallback(
    (selection: PageSelection) =>
      mutate(selection, {
        onSuccess: async () => {
          setLeaving(true)
          await navigate({ to: '/projects/$id', params: { id: projectId }, search: { tab: 'plan' } })
          setLeaving(false)
        },
      }),
    [mutate, navigate, projectId],
  )
  return { publish, isPending: isPending || isLeaving, error }
}
