import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ViewInput } from '../../../src/api/view.ts'
import { call, routes } from '../api.ts'

/** Views of a list that the person saved. */
export const viewsQuery = (list: string) =>
  queryOptions({
    queryKey: ['views', list],
    queryFn: async ({ signal }) => (await call(routes.views.list, { query: { list }, signal })).items,
  })

export function useSaveView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (view: ViewInput) => call(routes.views.save, { body: view }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  })
}

export function useRemoveView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(routes.views.remove, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  })
}
