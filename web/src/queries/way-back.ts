import { queryOptions } from '@tanstack/react-query'
import type { RedirectTo } from '../../../src/api/redirect.ts'
import type { DownHow } from '../../../src/api/take-down.ts'
import type { PublishedPages } from '../../../src/api/way-back.ts'
import { call, routes } from '../api.ts'
import { usePlanMutation } from './plans.ts'

/** What taking these pages down would mean, as things are now. */
export const takeDownPreviewQuery = (projectId: string, pages: PublishedPages) =>
  queryOptions({
    queryKey: ['projects', projectId, 'take-down', pages],
    queryFn: ({ signal }) =>
      call(routes.wayBack.preview, { params: { id: projectId }, body: { pages }, signal }),
    staleTime: 0,
  })

export const useTakeDown = (projectId: string) =>
  usePlanMutation(projectId, (body: { pages: PublishedPages; how: DownHow; redirect: RedirectTo }) =>
    call(routes.wayBack.takeDown, { params: { id: projectId }, body }),
  )

export const useBringBack = (projectId: string) =>
  usePlanMutation(projectId, (pages: PublishedPages) =>
    call(routes.wayBack.bringBack, { params: { id: projectId }, body: { pages } }),
  )
