import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { projectInputSchema, projectUpdateSchema } from '../../../../src/api/project.ts'
import { call, routes } from '../../api.ts'

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: async ({ signal }) => (await call(routes.projects.list, { signal })).items,
})

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ['projects', id],
    queryFn: ({ signal }) => call(routes.projects.get, { params: { id }, signal }),
    refetchInterval: (query) => (query.state.data?.activeRunId ? 5000 : false),
  })

export function useCreateProject() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: z.input<typeof projectInputSchema>) => call(routes.projects.create, { body: input }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['connections'] })
      return client.invalidateQueries({ queryKey: projectsQuery.queryKey, exact: true })
    },
  })
}

export function useUpdateProject(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: z.input<typeof projectUpdateSchema>) =>
      call(routes.projects.update, { params: { id }, body: input }),
    onSuccess: () => client.invalidateQueries({ queryKey: projectsQuery.queryKey }),
  })
}

export function useRemoveProject() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(routes.projects.remove, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: projectsQuery.queryKey, exact: true }),
  })
}

export function useCompareConverters(id: string) {
  return useMutation({
    mutationFn: () => call(routes.projects.compareConverters, { params: { id }, body: {} }),
  })
}
