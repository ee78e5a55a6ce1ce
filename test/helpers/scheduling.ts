// Schedules on a simulated site, looked at as their worker does, one look at a time or all that is due.
import type { ScheduleInput } from '../../src/api/schedule.ts'
import type { Database } from '../../src/db/types.ts'
import { silentLogger } from '../../src/logger.ts'
import { advance } from '../../src/schedules/advance.ts'
import type { AdvanceDeps } from '../../src/schedules/deps.ts'
import { createSchedules } from '../../src/schedules/schedules.ts'
import { listDue } from '../../src/schedules/store.ts'
import { watchBasis } from '../../src/schedules/watch.ts'
import type { TestClock } from './clock.ts'
import type { Publishing } from './publishing.ts'
import { usualInput } from './usual-schedule.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs

export type Scheduling = ReturnType<typeof startScheduling>

export function startScheduling(
  database: Database,
  publishing: Publishing,
  clock: TestClock,
  options: Partial<AdvanceDeps> = {},
) {
  const deps: AdvanceDeps = {
    database,
    logger: silentLogger,
    findProject: publishing.projects.find,
    requestPlan: publishing.requestPlan,
    pages: publishing.pages,
    connections: publishing.connections,
    signal: new AbortController().signal,
    assertReady: async () => undefined,
    crashPoint: () => undefined,
    ...options,
  }
  const schedules = createSchedules({
    database,
    projects: publishing.projects,
    findConnection: async () => undefined,
    showPage: async (_, rowKey, as) => ({ title: rowKey, html: as ? `v${as.templateVersion}` : 'now' }),
  })
  const asked = { workspaceId: publishing.workspaceId, projectId: publishing.projectId, by: 'Dana' }

  /** Everything that is due, and what follows from it without the clock. */
  async function settle(rounds = 40): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const due = await listDue(database, 20)
      if (due.length === 0) return
      for (const id of due) await advance(deps, id)
      const { rows } = await database.query<{ id: string }>(
        'select id from runs where finished_at is null and slot_at is not null',
      )
      for (const { id } of rows) await publishing.until(id, 'done', 'cancelled', 'needs_attention')
    }
  }

  return {
    schedules,
    asked,
    deps,
    settle,
    set: (rule: Partial<ScheduleInput['rule']> = {}, input: Partial<ScheduleInput> = {}) =>
      schedules.set(asked, { ...usualInput, ...input, rule: { ...usualInput.rule, ...rule } }),
    async get() {
      return (await schedules.get(asked.workspaceId, asked.projectId)).schedule!
    },
    async slots(from?: string, to?: string) {
      const { days } = await schedules.calendar(asked.workspaceId, asked.projectId, { from, to })
      return days.flatMap((day) => day.slots)
    },
    /** To this instant, with a look on the way whenever one is due. */
    async goTo(instant: string | Date) {
      const end = new Date(instant).getTime()
      while (clock.now().getTime() < end) {
        await settle()
        const { rows } = await database.query<{ at: string | null }>(
          'select min(look_at) as at from schedules',
        )
        const next = rows[0]?.at ? Date.parse(rows[0].at) : end
        clock.move(Math.max(1, Math.min(next, end) - clock.now().getTime()))
      }
      await settle()
    },
    /** What a worker notices by itself. */
    watch: () => watchBasis(deps),
    async notices() {
      const { rows } = await database.query<{ kind: string; detail: { message?: string } }>(
        'select kind, detail from notices where workspace_id = $1 order by id',
        [publishing.workspaceId],
      )
      return rows
    },
  }
}
