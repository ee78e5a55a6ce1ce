import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { RefreshRule, RefreshRuleInput } from '../../../src/api/refresh-rule.ts'
import { call, routes } from '../api.ts'

export const refreshRuleQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'refresh-rule'],
    queryFn: ({ signal }) => call(routes.refreshRules.get, { params: { id: projectId }, signal }),
  })

export const refreshRenewalQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'refresh-rule', 'renewal'],
    queryFn: ({ signal }) => call(routes.refreshRules.renewal, { params: { id: projectId }, signal }),
    staleTime: 0,
  })

function useRuleMutation<I>(projectId: string, mutationFn: (input: I) => Promise<RefreshRule>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (rule) => client.setQueryData(refreshRuleQuery(projectId).queryKey, rule),
  })
}

export const useSetRefreshRule = (projectId: string) =>
  useRuleMutation(projectId, (body: RefreshRuleInput) =>
    call(routes.refreshRules.set, { params: { id: projectId }, body }),
  )

export const useRenewRefresh = (projectId: string) =>
  useRuleMutation(projectId, (basis: string) =>
    call(routes.refreshRules.renew, { params: { id: projectId }, body: { basis } }),
  )
