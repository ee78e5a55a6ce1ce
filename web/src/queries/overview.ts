import { queryOptions } from '@tanstack/react-query'
import { call, routes } from '../api.ts'

/** All projects. */
export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => call(routes.overview.all, { signal }),
  refetchInterval: 15_000,
})

/** Asked again while pages move, and now and then for what others do. */
export const projectOverviewQuery = (id: string, isMoving = false) =>
  queryOptions({
    queryKey: ['projects', id, 'overview'],
    queryFn: ({ signal }) => call(routes.overview.project, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (isMoving || data?.pages.isFilling ? 2_500 : 15_000),
  })
