import type { SiteDay } from '../../../src/api/daily-limit.ts'
import type { Plan } from '../../../src/api/plan.ts'
import { routes } from '../api.ts'
import { createFakeApi } from './fake-api.ts'
import { blog, cms, plan, project, session } from './samples.ts'

/** A day without a limit, on which nothing was sent. */
export const day: SiteDay = {
  perDay: null,
  date: '2026-11-27',
  timeZone: 'Europe/Berlin',
  sent: 0,
  coming: 0,
}

/** What the screen of a project asks for when there is one plan: the sample with these changes. */
export function withPlan(changes: Partial<Plan>, destination = blog) {
  const api = createFakeApi()
  api.on(routes.schedules.ceiling, day)
  const shown = { ...plan, ...changes }
  api.on(routes.session.get, session)
  api.on(routes.projects.get, { ...project, destination: destination.id })
  api.on(routes.destinations.list, { items: [blog, cms] })
  api.on(routes.projects.fields, { fields: destination.fields, notes: [], readAt: null })
  api.on(routes.plans.list, { items: [shown], nextCursor: null, total: 1 })
  api.on(routes.plans.items, { items: [], nextCursor: null, total: 0 })
  return api
}
