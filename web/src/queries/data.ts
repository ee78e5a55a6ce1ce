import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ImportSettings, RowChange } from '../../../src/api/import.ts'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export const datasetsQuery = queryOptions({
  queryKey: ['datasets'],
  queryFn: async ({ signal }) => (await call(routes.datasets.list, { signal })).items,
})

export const datasetQuery = (id: string) =>
  queryOptions({
    queryKey: ['datasets', id],
    queryFn: ({ signal }) => call(routes.datasets.get, { params: { id }, signal }),
  })

export const rowsQuery = (id: string, search: string) =>
  cursorQuery({
    queryKey: ['datasets', id, 'rows', search],
    load: (cursor, signal) =>
      call(routes.datasets.rows, { params: { id }, query: { cursor, search, limit: 100 }, signal }),
  })

export const setAsideQuery = (kind: 'datasets' | 'imports', id: string, enabled: boolean) =>
  cursorQuery({
    queryKey: [kind, id, 'set-aside'],
    enabled,
    load: (cursor, signal) =>
      call(kind === 'datasets' ? routes.datasets.setAside : routes.imports.setAside, {
        params: { id },
        query: { cursor, limit: 100 },
        signal,
      }),
  })

const working = new Set(['analysing', 'loading'])

/** An import, asked again each second while the server works on it. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => call(routes.imports.get, { params: { id }, signal }),
    refetchInterval: (query) => (working.has(query.state.data?.state ?? '') ? 700 : false),
  })

export const rowChangesQuery = (id: string, change: RowChange['change'], enabled: boolean) =>
  cursorQuery({
    queryKey: ['imports', id, 'changes', change],
    enabled,
    load: (cursor, signal) =>
      call(routes.imports.changes, { params: { id }, query: { cursor, change, limit: 100 }, signal }),
  })

export function useImportSettings(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (patch: Partial<ImportSettings>) =>
      call(routes.imports.update, { params: { id }, body: patch }),
    onSuccess: (data) => client.setQueryData(importQuery(id).queryKey, data),
  })
}

export function useLoadImport(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { keyColumn: string; name?: string }) =>
      call(routes.imports.load, { params: { id }, body: input }),
    onSuccess: (data) => client.setQueryData(importQuery(id).queryKey, data),
  })
}

export function useApplyImport(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(routes.imports.apply, { params: { id }, body: {} }),
    onSuccess: (dataset) => {
      client.setQueryData(datasetQuery(dataset.id).queryKey, dataset)
      void client.invalidateQueries({ queryKey: ['datasets'] })
      void client.invalidateQueries({ queryKey: ['projects'] })
    },
  })
}

export function useDiscardImport() {
  return useMutation({ mutationFn: (id: string) => call(routes.imports.remove, { params: { id } }) })
}

export function useRenameDataset(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => call(routes.datasets.update, { params: { id }, body: { name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['datasets'] }),
  })
}

export function useRemoveDataset() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(routes.datasets.remove, { params: { id } }),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: ['datasets', id] })
      return client.invalidateQueries({ queryKey: ['datasets'], exact: true })
    },
  })
}
