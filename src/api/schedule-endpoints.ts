// Endpoints of schedules.
import { z } from 'zod'
import { ceilingInputSchema, siteDaySchema } from './daily-limit.ts'
import { get, post, put } from './endpoint-methods.ts'
import { listQuerySchema } from './list-query.ts'
import { idParamsSchema, pageOf, pageQuerySchema } from './paging.ts'
import {
  calendarQuerySchema,
  calendarSchema,
  projectScheduleSchema,
  renewalSchema,
  renewInputSchema,
  scheduleInputSchema,
  schedulePreviewInputSchema,
  schedulePreviewSchema,
  scheduleSchema,
  scheduleStateSchema,
  slotChoiceSchema,
  slotPageSchema,
  slotParamsSchema,
} from './schedule.ts'
import { scheduleSorts } from './whole-lists.ts'

const params = idParamsSchema
const response = scheduleSchema
const role = 'publisher'
const body = z.object({})

export const scheduleEndpoints = {
  list: get('/schedules', 'Schedules of all projects', {
    query: listQuerySchema(scheduleSorts).extend({ state: scheduleStateSchema.optional() }),
    response: z.object({ items: z.array(scheduleSchema) }),
  }),
  get: get('/projects/:id/schedule', 'The schedule of a project', {
    params,
    response: projectScheduleSchema,
  }),
  set: put('/projects/:id/schedule', 'Make or change the schedule: every page gets its date', {
    role,
    params,
    body: scheduleInputSchema,
    response,
  }),
  preview: post('/projects/:id/schedule/preview', 'What a rule would do; nothing is stored', {
    role: 'viewer',
    reads: true,
    params,
    body: schedulePreviewInputSchema,
    response: schedulePreviewSchema,
  }),
  pause: post('/projects/:id/schedule/pause', 'No slot goes out until it is resumed', {
    role,
    params,
    body,
    response,
  }),
  resume: post('/projects/:id/schedule/resume', 'Go on, with the usual number in each slot', {
    role,
    params,
    body,
    response,
  }),
  skip: post('/projects/:id/schedule/skip', 'Leave out a slot; its pages go with the next', {
    role,
    params,
    body: slotChoiceSchema,
    response,
  }),
  release: post('/projects/:id/schedule/release', 'Send a slot now', {
    role,
    params,
    body: slotChoiceSchema,
    response,
  }),
  cancel: post('/projects/:id/schedule/cancel', 'End it: no page has a date afterwards', {
    role,
    params,
    body,
    response,
  }),
  renewal: get(
    '/projects/:id/schedule/renewal',
    'What changed since it was agreed to, on some of its pages',
    {
      params,
      response: renewalSchema,
    },
  ),
  renew: post('/projects/:id/schedule/renew', 'Agree to what changed, and go on', {
    role,
    params,
    body: renewInputSchema,
    response,
  }),
  calendar: get('/projects/:id/schedule/calendar', 'Slots by day: what has gone and what will go', {
    params,
    query: calendarQuerySchema,
    response: calendarSchema,
  }),
  slotPages: get('/projects/:id/schedule/slots/:at/pages', 'The pages of a slot', {
    params: slotParamsSchema,
    query: pageQuerySchema,
    response: pageOf(slotPageSchema),
  }),
  ceiling: get(
    '/connections/:id/ceiling',
    'How many pages all schedules of a site publish on one day at most',
    {
      params,
      response: siteDaySchema,
    },
  ),
  setCeiling: put(
    '/connections/:id/ceiling',
    'Limit the pages that all schedules of a site publish on one day',
    {
      role,
      params,
      body: ceilingInputSchema,
      response: siteDaySchema,
    },
  ),
} as const
