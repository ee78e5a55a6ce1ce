import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Plan, PlanAction, Resolution } from '../../../src/api/plan.ts'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

/** The newest plan of a project, or null when none was made. Asked again while it is being built. */
export const latestPlanQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'plan'],
    queryFn: async ({ signal }): Promise<Plan | null> => {
      const page = await call(routes.plans.list, { params: { id: projectId }, query: { limit: 1 }, signal })
      return page.items[0] ?? null
    },
    refetchInterval: (query) => (query.state.data?.state === 'building' ? 700 : false),
  })

export const planItemsQuery = (planId: string, action: PlanAction | undefined, search: string) =>
  cursorQuery({
    queryKey: ['plans', planId, 'items', action ?? 'all', search],
    load: (cursor, signal) =>
      call(routes.plans.items, {
        params: { id: planId },
        query: { action, search, cursor, limit: 100 },
        signal,
      }),
  })

export const planItemQuery = (planId: string, rowKey: string) =>
  queryOptions({
    queryKey: ['plans', planId, 'item', rowKey],
    queryFn: ({ signal }) => call(routes.plans.item, { params: { id: planId, rowKey }, signal }),
  })

function usePlanMutation<I>(projectId: string, mutationFn: (input: I) => Promise<Plan>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (plan) => {
      client.setQueryData(latestPlanQuery(projectId).queryKey, plan)
      return client.invalidateQueries({ queryKey: ['plans', plan.id] })
    },
  })
}

export const useCreatePlan = (projectId: string) =>
  usePlanMutation(projectId, (_: undefined) =>
    call(routes.plans.create, { params: { id: projectId }, body: {} }),
  )

export const useTickRemovals = (projectId: string, planId: string) =>
  usePlanMutation(projectId, (includeRemovals: boolean) =>
    call(routes.plans.update, { params: { id: planId }, body: { includeRemovals } }),
  )

export const useResolve = (projectId: string, planId: string) =>
  usePlanMutation(projectId, (input: { resolution: Resolution; rowKeys?: string[] }) =>
    call(routes.plans.resolve, { params: { id: planId }, body: input }),
  )

export function useApplyPlan(projectId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (planId: string) => call(routes.plans.apply, { params: { id: planId }, body: {} }),
    onSuccess: (run) => {
      client.setQueryData(['runs', run.id], run)
      void client.invalidateQueries({ queryKey: ['runs', 'list'] })
      void client.invalidateQueries({ queryKey: ['projects', projectId] })
    },
  })
}
