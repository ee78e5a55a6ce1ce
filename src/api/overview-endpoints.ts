// Overviews.
import { get } from './endpoint-methods.ts'
import { overviewSchema, projectOverviewSchema } from './overview.ts'
import { idParamsSchema } from './paging.ts'

export const overviewEndpoints = {
  all: get('/overview', 'Where all projects stand, and what they need of their owner', {
    response: overviewSchema,
  }),
  project: get('/projects/:id/overview', 'Where a project stands, and what it needs of its owner', {
    params: idParamsSchema,
    response: projectOverviewSchema,
  }),
} as const
