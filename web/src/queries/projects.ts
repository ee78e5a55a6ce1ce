import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { projectInputSchema, projectUpdateSchema } from '../../../src/api/project.ts'
import { call, routes } from '../api.ts'

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

/** The fields of a destination on a site, for a project that is still to be made. */
export const destinationFieldsQuery = (
  destination: string,
  connectionId: string,
  options: Record<string, unknown>,
) =>
  queryOptions({
    queryKey: ['destination-fields', destination, connectionId, options] as const,
    queryFn: ({ signal }) =>
      call(routes.destinations.fields, { body: { destination, connectionId, options }, signal }),
    // It asks Wix, and what it says is a collection that nobody changes every minute.
    staleTime: 60_000,
    retry: false,
  })

/** What a template of the project can fill, as the site said when it was last read. */
export const projectFieldsQuery = (id: string) =>
  queryOptions({
    queryKey: ['projects', id, 'fields'],
    queryFn: ({ signal }) => call(routes.projects.fields, { params: { id }, signal }),
    placeholderData: keepPreviousData,
  })

/** Has the site read again. */
export function useRefreshFields(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(routes.projects.refresh, { params: { id }, body: {} }),
    onSuccess: (fields) => {
      client.setQueryData(projectFieldsQuery(id).queryKey, fields)
      // What was rendered with the old fields.
      for (const key of [
        ['projects', id, 'pages'],
        ['projects', id, 'page'],
        ['preview', id],
        ['template-check'],
      ])
        void client.invalidateQueries({ queryKey: key })
    },
  })
}

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
