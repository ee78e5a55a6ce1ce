import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { FirstSteps } from '../../../src/api/sample.ts'
import { call, routes } from '../api.ts'

/** The sample project; asked again while it is being made. */
export const sampleQuery = queryOptions({
  queryKey: ['sample'],
  queryFn: ({ signal }) => call(routes.sample.get, { signal }),
  refetchInterval: ({ state: { data } }) => (data?.state === 'making' ? 500 : false),
})

export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: ({ signal }) => call(routes.firstSteps.get, { signal }),
})

function useSampleMutation<Answer, Input = void>(mutationFn: (input: Input) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        ['sample', 'projects', 'datasets', 'templates', 'connections'].map((key) =>
          client.invalidateQueries({ queryKey: [key], exact: true }),
        ),
      ),
  })
}

export const useMakeSample = () => useSampleMutation(() => call(routes.sample.make, { body: {} }))
/** With `takesDown` what it published leaves the site first. */
export const useRemoveSample = (projectId: string) =>
  useSampleMutation(async ({ takesDown }: { takesDown: boolean }) => {
    if (takesDown) await (await import('./take-down-all.ts')).takeDownAll(projectId)
    return call(routes.sample.remove)
  })

/** How many posts of the sample are on its site. */
export const useCountOnSite = (projectId: string) =>
  useMutation({
    mutationFn: async () => (await import('./take-down-all.ts')).countOnSite(projectId),
  })

/** Shown at once: a tick that waits for the server looks like one that was missed. */
export function useFirstSteps() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (changes: Partial<FirstSteps>) => call(routes.firstSteps.update, { body: changes }),
    onMutate: (changes) =>
      client.setQueryData(firstStepsQuery.queryKey, (before) => before && { ...before, ...changes }),
    onSettled: () => client.invalidateQueries({ queryKey: firstStepsQuery.queryKey }),
  })
}

/** Ticks "See a page" once one is on the screen, whichever way it was reached. */
export function useTickLooked(isShown: boolean): void {
  const { data } = useQuery({ ...firstStepsQuery, refetchOnMount: false })
  const { mutate } = useFirstSteps()
  // Once: what the server does not take is not sent again and again.
  const isSent = useRef(false)
  const isOpen = isShown && data?.hasLooked === false
  useEffect(() => {
    if (!isOpen || isSent.current) return
    isSent.current = true
    mutate({ hasLooked: true })
  }, [isOpen, mutate])
}
