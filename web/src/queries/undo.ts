import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Run } from '../../../src/api/run.ts'
import type { UndoInput } from '../../../src/api/undo.ts'
import { call, routes } from '../api.ts'
import { latestPlanQuery } from './plans.ts'

/** Whether a run can be undone, and what that would come to. */
export const undoOfferQuery = (runId: string) =>
  queryOptions({
    queryKey: ['runs', runId, 'undo'],
    queryFn: ({ signal }) => call(routes.runs.undoOffer, { params: { id: runId }, signal }),
  })

/** Makes the plan that undoes it; nothing is sent. */
export function useUndoRun(run: Pick<Run, 'id' | 'projectId'>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: UndoInput) => call(routes.runs.undo, { params: { id: run.id }, body: input }),
    onSuccess: (plan) => client.setQueryData(latestPlanQuery(run.projectId).queryKey, plan),
  })
}
