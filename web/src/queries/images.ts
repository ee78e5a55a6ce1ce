import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, routes } from '../api.ts'

export const unusedImagesQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['unused-images', connectionId],
    queryFn: ({ signal }) => call(routes.images.unused, { params: { id: connectionId }, signal }),
    gcTime: 0,
  })

/** All that are unused now. */
export function useTrashImages(connectionId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (fileIds: string[]) =>
      call(routes.images.trash, { params: { id: connectionId }, body: { fileIds } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['unused-images', connectionId] }),
  })
}

export function useRestoreImages(connectionId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(routes.images.restore, { params: { id }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['unused-images', connectionId] }),
  })
}
