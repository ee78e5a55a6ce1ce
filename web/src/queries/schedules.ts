import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ProjectSchedule, Schedule, ScheduleInput, ScheduleRule } from '../../../src/api/schedule.ts'
import { call, routes } from '../api.ts'
import { cursorQuery } from './cursor-list.ts'

export const scheduleQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'schedule'],
    queryFn: ({ signal }) => call(routes.schedules.get, { params: { id: projectId }, signal }),
    refetchInterval: ({ state: { data } }) => {
      if (data?.schedule?.dating) return 1_000
      return data?.schedule?.state === 'active' ? 5_000 : false
    },
  })

export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: ({ signal }) => call(routes.schedules.list, { signal }),
  refetchInterval: 20_000,
})

/** What a rule would do; the answer to the rule before stays until this one's is there. */
export const schedulePreviewQuery = (projectId: string, rule: ScheduleRule | null) =>
  queryOptions({
    queryKey: ['projects', projectId, 'schedule', 'preview', rule],
    queryFn: ({ signal }) =>
      call(routes.schedules.preview, { params: { id: projectId }, body: { rule: rule! }, signal }),
    enabled: rule !== null,
    placeholderData: (before) => before,
    retry: false,
  })

/** Slots by local day, from the first to the last of these days. */
export const calendarQuery = (projectId: string, range: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['projects', projectId, 'schedule', 'calendar', range],
    queryFn: ({ signal }) =>
      call(routes.schedules.calendar, { params: { id: projectId }, query: range, signal }),
    refetchInterval: 15_000,
    placeholderData: (before) => before,
  })

export const slotPagesQuery = (projectId: string, at: string) =>
  cursorQuery({
    queryKey: ['projects', projectId, 'schedule', 'slots', at],
    load: (cursor, signal) =>
      call(routes.schedules.slotPages, {
        params: { id: projectId, at },
        query: { cursor, limit: 100 },
        signal,
      }),
    refetchInterval: 15_000,
  })

export const renewalQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'schedule', 'renewal'],
    queryFn: ({ signal }) => call(routes.schedules.renewal, { params: { id: projectId }, signal }),
    staleTime: 0,
  })

/**
 * @param mayMoveSlots whether slots may be gone or stand at another instant afterwards: of those nothing is asked again,
 *   and the calendar takes them off the screen
 */
function useScheduleMutation<I>(
  projectId: string,
  mutationFn: (input: I) => Promise<Schedule>,
  mayMoveSlots: (input: I) => boolean = () => false,
) {
  const client = useQueryClient()
  const { queryKey } = scheduleQuery(projectId)
  return useMutation({
    mutationFn,
    onSuccess: (schedule, input) => {
      client.setQueryData(
        queryKey,
        (before: ProjectSchedule | undefined) => before && { ...before, schedule },
      )
      const areSlotsAsked = !mayMoveSlots(input)
      void client.invalidateQueries({
        queryKey,
        predicate: ({ queryKey: [, , , what] }) => areSlotsAsked || what !== 'slots',
      })
      void client.invalidateQueries({ queryKey: ['projects', projectId, 'pages'] })
      void client.invalidateQueries({ queryKey: ['schedules'] })
      void client.invalidateQueries({ queryKey: ['runs', 'list'] })
    },
  })
}

export const useSetSchedule = (projectId: string) =>
  useScheduleMutation(
    projectId,
    (input: ScheduleInput) => call(routes.schedules.set, { params: { id: projectId }, body: input }),
    () => true,
  )

export type ScheduleCommand = 'pause' | 'resume' | 'cancel'
export const useScheduleCommand = (projectId: string) =>
  useScheduleMutation(
    projectId,
    (command: ScheduleCommand) => call(routes.schedules[command], { params: { id: projectId }, body: {} }),
    () => true,
  )

/** Sends a slot now, or leaves it out. */
export const useSlotCommand = (projectId: string) =>
  useScheduleMutation(
    projectId,
    ({ command, at }: { command: 'release' | 'skip'; at: string }) =>
      call(routes.schedules[command], { params: { id: projectId }, body: { at } }),
    // What is sent now stands at this instant from then on.
    ({ command }) => command === 'release',
  )

export const useRenewConsent = (projectId: string) =>
  useScheduleMutation(projectId, (basis: string) =>
    call(routes.schedules.renew, { params: { id: projectId }, body: { basis } }),
  )

export const ceilingQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['connections', connectionId, 'ceiling'],
    queryFn: ({ signal }) => call(routes.schedules.ceiling, { params: { id: connectionId }, signal }),
    staleTime: 15_000,
  })

export function useSetCeiling(connectionId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (perDay: number | null) =>
      call(routes.schedules.setCeiling, { params: { id: connectionId }, body: { perDay } }),
    onSuccess: (ceiling) => {
      client.setQueryData(ceilingQuery(connectionId).queryKey, ceiling)
      void client.invalidateQueries({ queryKey: ['projects'] })
    },
  })
}
