import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Step } from '../../../src/api/step.ts'
import { call, routes } from '../api.ts'
import { importQuery } from './data.ts'

export const stepsQuery = (id: string) =>
  queryOptions({
    queryKey: ['datasets', id, 'steps'],
    queryFn: ({ signal }) => call(routes.steps.get, { params: { id }, signal }),
  })

export const importStepsQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id, 'steps'],
    queryFn: async ({ signal }) => (await call(routes.steps.ofImport, { params: { id }, signal })).steps,
  })

/** Whose rows are shaped. */
export interface Shaped {
  noun: 'datasets' | 'imports'
  id: string
}

/** What steps make of the first rows; while it is asked again, what was there before. */
export const stepsPreviewQuery = ({ noun, id }: Shaped, steps: Step[]) =>
  queryOptions({
    queryKey: [noun, id, 'steps', 'preview', steps],
    queryFn: ({ signal }) =>
      call(noun === 'datasets' ? routes.steps.preview : routes.steps.previewImport, {
        params: { id },
        body: { steps },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

/** Starts an import with these steps, or lets one begin again with them. */
export function useSetSteps({ noun, id }: Shaped) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (steps: Step[]) =>
      call(noun === 'datasets' ? routes.steps.set : routes.steps.setImport, {
        params: { id },
        body: { steps },
      }),
    onSuccess: (data, steps) => {
      client.setQueryData(importQuery(data.id).queryKey, data)
      client.setQueryData(importStepsQuery(data.id).queryKey, steps)
    },
  })
}

export function useCopyDataset(id: string) {
  return useMutation({
    mutationFn: (body: { steps: Step[]; name: string }) => call(routes.steps.copy, { params: { id }, body }),
  })
}
