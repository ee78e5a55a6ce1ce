import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Project } from '../../../src/api/project.ts'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: async ({ signal }) => (await call(routes.templates.list, { signal })).items,
})

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', id],
    queryFn: ({ signal }) => call(routes.templates.get, { params: { id }, signal }),
    // An editor works on what it loaded; a newer version is noticed when saving.
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Every version that was saved, newest first. */
export const versionsQuery = (id: string) =>
  cursorQuery({
    queryKey: ['templates', id, 'versions'],
    load: (cursor, signal) =>
      call(routes.templates.versions, { params: { id }, query: { cursor, limit: 50 }, signal }),
  })

export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['templates', id, 'versions', version],
    queryFn: ({ signal }) =>
      call(routes.templates.version, { params: { id, version: String(version) }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The person's own draft, as it is each time an editor opens. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['template-drafts', id],
    queryFn: ({ signal }) => call(routes.templates.draft, { params: { id }, signal }),
    // An open editor knows better.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

/** Who else writes now, and what was saved last. Asked again and again: an editor in which nobody types hears nothing. */
export const writersQuery = (id: string) =>
  queryOptions({
    queryKey: ['template-writers', id],
    queryFn: async ({ signal }) => {
      const { newest, others } = await call(routes.templates.draft, { params: { id }, signal })
      return { newest, others }
    },
    staleTime: 0,
    refetchInterval: 30_000,
  })

export const draftsQuery = queryOptions({
  queryKey: ['template-drafts'],
  queryFn: async ({ signal }) => (await call(routes.templates.drafts, { signal })).items,
  staleTime: 0,
})

export const filtersQuery = queryOptions({
  queryKey: ['template-filters'],
  queryFn: async ({ signal }) => (await call(routes.templates.filters, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
})

export const templateCheckQuery = (
  destination: string,
  fields: Record<string, string>,
  /** Whose columns and fields the template is compared with. */
  project: Project | undefined,
) =>
  queryOptions({
    queryKey: ['template-check', destination, project?.dataset.id ?? null, project?.id ?? null, fields],
    queryFn: ({ signal }) =>
      call(routes.templates.check, {
        body: {
          destination,
          fields,
          datasetId: project?.dataset.id ?? null,
          projectId: project?.id ?? null,
        },
        signal,
      }),
    placeholderData: (before) => before,
    gcTime: 30_000,
    retry: false,
  })

export function useCreateTemplate() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { name: string; destination: string; fields: Record<string, string> }) =>
      call(routes.templates.create, { body: input }),
    onSuccess: (template) => {
      client.setQueryData(templateQuery(template.id).queryKey, template)
      return client.invalidateQueries({ queryKey: templatesQuery.queryKey, exact: true })
    },
  })
}

interface SaveInput {
  name: string
  fields: Record<string, string>
  expectedVersion: number
  draftRevision?: string | undefined
}

/** Saves; rejects with the code `stale` when someone else saved first. */
export function useSaveTemplate(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: SaveInput) => call(routes.templates.update, { params: { id }, body: input }),
    onSuccess: (template) => {
      client.setQueryData(templateQuery(id).queryKey, template)
      void client.invalidateQueries({ queryKey: templatesQuery.queryKey, exact: true })
      void client.invalidateQueries({ queryKey: versionsQuery(id).queryKey })
      void client.invalidateQueries({ queryKey: ['projects'] })
    },
  })
}

/** Saves an earlier version again; rejects with the code `stale` when someone else saved first. */
export function useRestoreVersion(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ version, expectedVersion }: { version: number; expectedVersion: number }) =>
      call(routes.templates.restore, {
        params: { id, version: String(version) },
        body: { expectedVersion },
      }),
    onSuccess: (template) => {
      client.setQueryData(templateQuery(id).queryKey, template)
      void client.invalidateQueries({ queryKey: templatesQuery.queryKey, exact: true })
      void client.invalidateQueries({ queryKey: versionsQuery(id).queryKey })
      void client.invalidateQueries({ queryKey: ['projects'] })
    },
  })
}

export function useRemoveTemplate() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(routes.templates.remove, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: templatesQuery.queryKey, exact: true }),
  })
}
