import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { KeysInput } from '../../../src/api/changed-key.ts'
import type { ChoicesInput, NamesInput, Plan, PlanAction, ResolveInput } from '../../../src/api/plan.ts'
import type { PageSelection, Selection } from '../../../src/api/selection.ts'
import { call, type QueryOf, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'
import { pageQuery } from './pages.ts'

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

/** What a list of a plan shows. */
export interface PlanShown {
  action: PlanAction | undefined
  problem: string | undefined
  search: string
}

export type PlanOrder = Pick<QueryOf<typeof routes.plans.items>, 'sort' | 'desc'>

export const planItemsQuery = (planId: string, shown: PlanShown & PlanOrder) =>
  cursorQuery({
    queryKey: ['plans', planId, 'items', shown],
    load: (cursor, signal) =>
      call(routes.plans.items, {
        params: { id: planId },
        query: { ...shown, cursor, limit: 100 },
        signal,
      }),
    placed:
      shown.search === '' && shown.problem === undefined
        ? {
            size: 100,
            load: (offset, signal) =>
              call(routes.plans.items, {
                params: { id: planId },
                query: { ...shown, offset, limit: 100 },
                signal,
              }),
          }
        : undefined,
  })

export const planItemQuery = (planId: string, rowKey: string) =>
  queryOptions({
    queryKey: ['plans', planId, 'item', rowKey],
    queryFn: ({ signal }) => call(routes.plans.item, { params: { id: planId, rowKey }, signal }),
  })

/** The first hundred: what concerns others comes with the rest. */
export const plannedRedirectsQuery = (planId: string) =>
  queryOptions({
    queryKey: ['plans', planId, 'redirects'],
    queryFn: ({ signal }) =>
      call(routes.redirects.planned, { params: { id: planId }, query: { limit: 100 }, signal }),
  })

/** Makes or changes a plan, which is the newest of its project from then on. */
export function usePlanMutation<I>(projectId: string, mutationFn: (input: I) => Promise<Plan>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (plan) => {
      client.setQueryData(latestPlanQuery(projectId).queryKey, (latest) =>
        latest && latest.id > plan.id ? latest : plan,
      )
      return client.invalidateQueries({ queryKey: ['plans', plan.id] })
    },
  })
}

/** Of all pages, or of a selection. */
export const useCreatePlan = (projectId: string) =>
  usePlanMutation(projectId, (selection: PageSelection | undefined) =>
    call(routes.plans.create, { params: { id: projectId }, body: selection ? { selection } : {} }),
  )

export const useTickRemovals = (projectId: string, planId: string) =>
  usePlanMutation(projectId, (includeRemovals: boolean) =>
    call(routes.plans.update, { params: { id: planId }, body: { includeRemovals } }),
  )

export const useResolve = (projectId: string, planId: string) =>
  usePlanMutation(projectId, (input: ResolveInput) =>
    call(routes.plans.resolve, { params: { id: planId }, body: input }),
  )

/** Decides what both sides changed of one page, part by part. */
export const useChoose = (projectId: string, planId: string) =>
  usePlanMutation(projectId, async (input: { rowKey: string } & ChoicesInput) => {
    const { rowKey, choices } = input
    await call(routes.plans.choose, { params: { id: planId, rowKey }, body: { choices } })
    return call(routes.plans.get, { params: { id: planId } })
  })

/**
 * Leaves a field of a page to Wix from now on, or takes it back.
 * `isMergedAnew`: the page is one that collides, which the plan merges again by what is left to Wix.
 */
export const useDetachInPlan = (projectId: string, planId: string) => {
  const client = useQueryClient()
  return usePlanMutation(
    projectId,
    async (input: { rowKey: string; field: string; detached: boolean; isMergedAnew: boolean }) => {
      const { rowKey, field, detached, isMergedAnew } = input
      const page = await call(routes.pages.detach, {
        params: { id: projectId, rowKey },
        body: { field, detached },
      })
      client.setQueryData(pageQuery(projectId, rowKey).queryKey, page)
      if (isMergedAnew)
        await call(routes.plans.choose, { params: { id: planId, rowKey }, body: { choices: {} } })
      return call(routes.plans.get, { params: { id: planId } })
    },
  )
}

/** What becomes of names that were changed in Wix. Answers with a new plan. */
export const useChooseNames = (projectId: string, planId: string) =>
  usePlanMutation(projectId, (body: NamesInput) =>
    call(routes.names.choose, { params: { id: planId }, body }),
  )

/** The first so many rows that seem to have had another key before. */
export const changedKeysQuery = (planId: string, limit: number) =>
  queryOptions({
    queryKey: ['plans', planId, 'changed-keys', limit],
    queryFn: ({ signal }) =>
      call(routes.changedKeys.list, { params: { id: planId }, query: { limit }, signal }),
  })

/** Whether they are the same. Answers with a new plan. */
export const useChooseKeys = (projectId: string, planId: string) =>
  usePlanMutation(projectId, (body: KeysInput) =>
    call(routes.changedKeys.choose, { params: { id: planId }, body }),
  )

/** A plan, whichever of its project it is. */
export const planQuery = (planId: string) =>
  queryOptions({
    queryKey: ['plans', planId],
    queryFn: ({ signal }) => call(routes.plans.get, { params: { id: planId }, signal }),
  })

/** What a part of the plan would send, as it is decided now. */
export const selectionQuery = (plan: Plan, selection: Selection) =>
  queryOptions({
    queryKey: ['plans', plan.id, 'selection', selection, plan.willSend, plan.taken],
    queryFn: ({ signal }) =>
      call(routes.plans.selection, { params: { id: plan.id }, body: selection, signal }),
  })

/** Puts the plan aside, or what is left of it. */
export const useDiscardPlan = (projectId: string, planId: string) =>
  usePlanMutation(projectId, (_: undefined) =>
    call(routes.plans.discard, { params: { id: planId }, body: {} }),
  )

/** `seenRunId`: the newest run of the plan that the screen knows, so that two tabs start one. */
export interface Apply {
  planId: string
  seenRunId: string | null
  selection?: Selection | undefined
  isCanary?: boolean
  /** How many pages are deleted for good. */
  confirm?: number
}

export function useApplyPlan(projectId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ planId, ...body }: Apply) => call(routes.plans.apply, { params: { id: planId }, body }),
    onSuccess: (run) => {
      client.setQueryData(['runs', run.id], run)
      void client.invalidateQueries({ queryKey: ['plans', run.planId] })
      void client.invalidateQueries({ queryKey: ['runs', 'list'] })
      void client.invalidateQueries({ queryKey: ['projects', projectId] })
    },
  })
}
