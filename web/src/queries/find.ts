import { queryOptions } from '@tanstack/react-query'
import { call, routes } from '../api.ts'

const mostPages = 6

/** The first few pages of a project in whose row a text stands. */
export const foundPagesQuery = (projectId: string, text: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'found', text],
    queryFn: async ({ signal }) => {
      const query = { search: text, limit: mostPages }
      return (await call(routes.pages.list, { params: { id: projectId }, query, signal })).items
    },
    staleTime: 30_000,
  })
