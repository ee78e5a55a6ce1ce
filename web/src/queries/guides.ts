import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, routes } from '../api.ts'

// The guides change with the program alone.
const staleTime = Number.POSITIVE_INFINITY

export const guidesQuery = queryOptions({
  queryKey: ['guides'],
  queryFn: async ({ signal }) => (await call(routes.guides.list, { signal })).groups,
  staleTime,
})

export const guideQuery = (id: string) =>
  queryOptions({
    queryKey: ['guides', id],
    queryFn: ({ signal }) => call(routes.guides.get, { params: { id }, signal }),
    staleTime,
  })

export const guideSearchQuery = (search: string) =>
  queryOptions({
    queryKey: ['guide-search', search],
    queryFn: async ({ signal }) => (await call(routes.guides.search, { query: { search }, signal })).items,
    placeholderData: keepPreviousData,
    staleTime,
  })
