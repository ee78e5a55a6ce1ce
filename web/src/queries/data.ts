import {
  keepPreviousData,
  type QueryKey,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type { z } from 'zod'
import type { Dataset } from '../../../src/api/dataset.ts'
import type { LoadInput, RowChange } from '../../../src/api/import.ts'
import type { ImportSettingsPatch } from '../../../src/api/import-settings.ts'
import type { draftPageInputSchema } from '../../../src/api/page.ts'
import type { ReadAs } from '../../../src/api/reading.ts'
import { call, type QueryOf, routes } from '../api.ts'
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

export type RowFilters = Pick<QueryOf<typeof routes.datasets.rows>, 'search' | 'sort' | 'desc'>

export const rowsQuery = (id: string, { search = '', ...order }: RowFilters) =>
  cursorQuery({
    queryKey: ['datasets', id, 'rows', search, order],
    load: (cursor, signal) =>
      call(routes.datasets.rows, { params: { id }, query: { cursor, search, ...order, limit: 100 }, signal }),
    placed:
      search.trim() === ''
        ? {
            size: 100,
            load: (offset, signal) =>
              call(routes.datasets.rows, { params: { id }, query: { offset, ...order, limit: 100 }, signal }),
          }
        : undefined,
  })

export const rowQuery = (id: string, rowKey: string) =>
  queryOptions({
    queryKey: ['datasets', id, 'rows', 'one', rowKey],
    queryFn: ({ signal }) => call(routes.datasets.row, { params: { id, rowKey }, signal }),
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

const working = new Set(['fetching', 'analysing', 'loading'])

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
    mutationFn: (patch: ImportSettingsPatch) => call(routes.imports.update, { params: { id }, body: patch }),
    onSuccess: (data) => client.setQueryData(importQuery(id).queryKey, data),
  })
}

export function useLoadImport(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: LoadInput) => call(routes.imports.load, { params: { id }, body: input }),
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

/** The page that one of the first rows would become. The last one stays while the next is made. */
export const draftPageQuery = (id: string, input: z.input<typeof draftPageInputSchema>) =>
  queryOptions({
    queryKey: ['imports', id, 'page', input],
    queryFn: ({ signal }) => call(routes.imports.page, { params: { id }, body: input, signal }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    retry: false,
  })

const lookEveryMs = 300

/** All the way from a table that was looked at to its dataset; goes on wherever an earlier attempt ended. */
export function useBringIn(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ keyColumns, name }: { keyColumns: string[]; name: string }): Promise<Dataset> => {
      const params = { id }
      const look = async () => {
        const data = await call(routes.imports.get, { params })
        client.setQueryData(importQuery(id).queryKey, data)
        return data
      }
      let data = await look()
      if (data.state === 'applied' && data.datasetId)
        return call(routes.datasets.get, { params: { id: data.datasetId } })
      if (data.state !== 'loaded' || data.keyColumns.join('\n') !== keyColumns.join('\n'))
        await call(routes.imports.load, { params, body: { keyColumns, name } })
      for (data = await look(); data.state === 'loading'; data = await look())
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
      if (data.problem) throw new Error(data.problem.message)
      return call(routes.imports.apply, { params, body: {} })
    },
    onSuccess: (dataset) => {
      client.setQueryData(datasetQuery(dataset.id).queryKey, dataset)
      void client.invalidateQueries({ queryKey: ['datasets'], exact: true })
      void client.invalidateQueries({ queryKey: importQuery(id).queryKey, exact: true })
    },
  })
}

/** The first import of a source takes it along. */
export function useDiscardImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(routes.imports.remove, { params: { id } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['sources'] }),
  })
}

export interface Cell {
  rowKey: string
  column: string
}

/** Another version of the data, and pages are made of it. */
function useAfterChange(id: string, alsoKey?: QueryKey) {
  const client = useQueryClient()
  return async () => {
    if (alsoKey) void client.invalidateQueries({ queryKey: alsoKey })
    void client.invalidateQueries({ queryKey: ['projects'] })
    await client.invalidateQueries({ queryKey: ['datasets', id] })
  }
}

/** @param alsoKey what else shows the cell */
export function useCorrectCell(id: string, alsoKey?: QueryKey) {
  const onSuccess = useAfterChange(id, alsoKey)
  return useMutation({
    mutationFn: ({ value, ...cell }: Cell & { value: string }) =>
      call(routes.datasets.correct, { params: { id, ...cell }, body: { value } }),
    onSuccess,
  })
}

export function useUndoCorrection(id: string) {
  const onSuccess = useAfterChange(id)
  return useMutation({
    mutationFn: (cell: Cell) => call(routes.datasets.undoCorrection, { params: { id, ...cell } }),
    onSuccess,
  })
}

/** What a reading makes of a column; while it is asked again, what was there before. */
export const triedReadingQuery = (id: string, column: string, readAs: ReadAs | null) =>
  queryOptions({
    queryKey: ['datasets', id, 'readings', column, readAs],
    enabled: readAs !== null,
    queryFn: ({ signal }) =>
      call(routes.datasets.tryReading, { params: { id, column }, body: { readAs: readAs! }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

export function useSetReading(id: string, column: string) {
  const onSuccess = useAfterChange(id)
  return useMutation({
    mutationFn: (readAs: ReadAs | null) =>
      call(routes.datasets.setReading, { params: { id, column }, body: { readAs } }),
    onSuccess,
  })
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
