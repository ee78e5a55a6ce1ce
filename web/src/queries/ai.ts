import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  AiColumn,
  AiColumnInput,
  AiColumnUpdate,
  AiEndpoint,
  AiEndpointInput,
  AiEndpointUpdate,
  AiRunInput,
} from '../../../src/api/ai.ts'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'
import { importQuery } from './data.ts'

export const modelsQuery = queryOptions({
  queryKey: ['ai-endpoints'],
  queryFn: async ({ signal }) => (await call(routes.aiModels.list, { signal })).items,
})

/** Whether a run of it is on its way. */
export function isAsking({ run, sample }: Pick<AiColumn, 'run' | 'sample'>): boolean {
  return [run, sample].some((one) => one !== null && one.endedAt === null)
}

/** Asked again each second while one of them is being filled. */
export const aiColumnsQuery = (datasetId: string) =>
  queryOptions({
    queryKey: ['datasets', datasetId, 'ai-columns'],
    queryFn: async ({ signal }) =>
      (await call(routes.aiColumns.list, { params: { id: datasetId }, signal })).items,
    refetchInterval: (query) => (query.state.data?.some(isAsking) ? 1_000 : false),
  })

export type Which = 'all' | 'held' | 'sample'

export const answersQuery = ({ id, run, sample, updatedAt }: AiColumn, which: Which) =>
  cursorQuery({
    // Other runs and settings give other answers.
    queryKey: ['ai-columns', id, 'answers', which, run?.endedAt, sample?.endedAt, updatedAt],
    load: (cursor, signal) =>
      call(routes.aiColumns.answers, { params: { id }, query: { cursor, which, limit: 20 }, signal }),
  })

export const estimateQuery = (id: string) =>
  queryOptions({
    queryKey: ['ai-columns', id, 'estimate'],
    queryFn: ({ signal }) => call(routes.aiColumns.estimate, { params: { id }, signal }),
    gcTime: 0,
  })

export type PromptInput = Omit<AiColumnInput, 'name' | 'standing'> & { rowKey?: string }

/** What one row would be asked; while it is asked again, what was there before. */
export const promptQuery = (datasetId: string, input: PromptInput) =>
  queryOptions({
    queryKey: ['datasets', datasetId, 'ai-prompt', input],
    queryFn: ({ signal }) => call(routes.aiColumns.try, { params: { id: datasetId }, body: input, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  })

function useModelMutation<I, O>(mutationFn: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: modelsQuery.queryKey }),
  })
}

export const useCreateModel = () =>
  useModelMutation((body: AiEndpointInput): Promise<AiEndpoint> => call(routes.aiModels.create, { body }))

export const useUpdateModel = () =>
  useModelMutation(
    ({ id, change }: { id: string; change: AiEndpointUpdate }): Promise<AiEndpoint> =>
      call(routes.aiModels.update, { params: { id }, body: change }),
  )

export const useRemoveModel = () =>
  useModelMutation((id: string) => call(routes.aiModels.remove, { params: { id } }))

export function useTestModel() {
  return useMutation({ mutationFn: (id: string) => call(routes.aiModels.test, { params: { id }, body: {} }) })
}

function useColumnMutation<I, O>(datasetId: string, mutationFn: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: aiColumnsQuery(datasetId).queryKey }),
  })
}

export const useCreateColumn = (datasetId: string) =>
  useColumnMutation(datasetId, (body: AiColumnInput) =>
    call(routes.aiColumns.create, { params: { id: datasetId }, body }),
  )

export const useUpdateColumn = ({ id, datasetId }: Pick<AiColumn, 'id' | 'datasetId'>) =>
  useColumnMutation(datasetId, (body: AiColumnUpdate) =>
    call(routes.aiColumns.update, { params: { id }, body }),
  )

export const useRemoveColumn = ({ id, datasetId }: AiColumn) =>
  useColumnMutation(datasetId, () => call(routes.aiColumns.remove, { params: { id } }))

export const useStartRun = ({ id, datasetId }: AiColumn) =>
  useColumnMutation(datasetId, (body: AiRunInput) => call(routes.aiColumns.run, { params: { id }, body }))

export const useCancelRun = (datasetId: string) =>
  useColumnMutation(datasetId, (id: string) => call(routes.aiRuns.cancel, { params: { id }, body: {} }))

/** Starts the import that puts answers into rows. */
export function useEnterAnswers(datasetId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(routes.aiColumns.enter, { params: { id: datasetId }, body: {} }),
    onSuccess: (data) => client.setQueryData(importQuery(data.id).queryKey, data),
  })
}
