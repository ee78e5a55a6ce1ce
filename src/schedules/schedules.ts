// Schedules as the doors use them.
import { overLimitWords, pagesOnto, type SiteDay } from '../api/daily-limit.ts'
import type { Plan } from '../api/plan.ts'
import type {
  Calendar,
  ProjectSchedule,
  Renewal,
  Schedule,
  ScheduleInput,
  SchedulePreview,
  ScheduleRule,
  SlotPage,
} from '../api/schedule.ts'
import { findTimeZone } from '../connections/store.ts'
import type { Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { setExpected } from '../pages/page-states.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { readPresent } from './basis.ts'
import { readCalendar } from './calendar.ts'
import { ceilingOf, saveCeiling } from './ceilings.ts'
import { basisHash } from './consent.ts'
import { dateAll, startDating } from './date-pages.ts'
import type { AdvanceDeps } from './deps.ts'
import { goOn } from './go-on.ts'
import { canKeepDates } from './keeping.ts'
import { nextOpenKeys } from './page-order-store.ts'
import { movePages } from './page-slot-store.ts'
import { previewRule } from './preview.ts'
import { presentSchedules, type ScheduleRow } from './row.ts'
import { saveInput } from './save-input.ts'
import { sealPassed } from './seal.ts'
import { readRenewal, type ShowPage } from './show-renewal.ts'
import { readSiteDay } from './site-day.ts'
import { findSlot, openSlots } from './slot-lists.ts'
import { listSlotPages } from './slot-pages.ts'
import { dropOpenSlots, moveSlot, moveSlotTo, type SlotRow, takeSlotsOut } from './slot-store.ts'
import {
  findOfProject,
  listOfWorkspace,
  lockSchedule,
  moveSchedule,
  othersOfConnection,
  saveBasis,
} from './store.ts'
import { takeIn } from './take-in.ts'
import { undateAll, undateEarlier } from './undate.ts'
import { momentWords } from './words.ts'

/** So many pages have their dates in a second or two. */
const atOnce = 2_000
/** Before and after, of what changed since a schedule was agreed to. */
const shownPages = 5

export interface SchedulesDeps extends Pick<AdvanceDeps, 'database'> {
  projects: { record(workspaceId: string, id: string): Promise<ProjectRecord> }
  /** Throws `not_found` for a connection of another workspace. */
  findConnection: (workspaceId: string, id: string) => Promise<unknown>
  showPage: ShowPage
}

/** Who asks, for what. */
export interface Asked {
  workspaceId: string
  projectId: string
  by: string
}

export type Schedules = ReturnType<typeof createSchedules>

export function createSchedules(deps: SchedulesDeps) {
  const { database, projects } = deps

  async function present(id: string): Promise<Schedule> {
    const row = await database.transaction((tx) => lockSchedule(tx, id))
    const [schedule] = row ? await presentSchedules(database, [row]) : []
    return schedule ?? none()
  }

  /** While somebody waits, where it is quick; of more pages a worker says how far it is. */
  async function dateSoon({ id, rows_agreed }: Pick<ScheduleRow, 'id' | 'rows_agreed'>): Promise<void> {
    if (rows_agreed <= atOnce) await dateAll(deps, id)
  }

  /** Changes the schedule of a project in one transaction, and gives the dates that follow from it. */
  async function change(
    { workspaceId, projectId }: Asked,
    work: (tx: Tx, schedule: ScheduleRow, project: ProjectRecord) => Promise<void>,
  ): Promise<Schedule> {
    const project = await projects.record(workspaceId, projectId)
    const found = await findOfProject(database, projectId)
    if (!found || found.state === 'cancelled') return none()
    await database.transaction(async (tx) => {
      const schedule = await lockSchedule(tx, found.id)
      if (!schedule || schedule.state === 'cancelled') return none()
      await sealPassed(tx, found.id)
      return work(tx, schedule, project)
    })
    await dateSoon(found)
    return present(found.id)
  }

  return {
    async list(workspaceId: string): Promise<Schedule[]> {
      return presentSchedules(database, await listOfWorkspace(database, workspaceId))
    },

    async get(workspaceId: string, projectId: string): Promise<ProjectSchedule> {
      const project = await projects.record(workspaceId, projectId)
      const row = await findOfProject(database, projectId)
      const [schedule = null] = row ? await presentSchedules(database, [row]) : []
      return {
        schedule,
        ceilingPerDay: await ceilingOf(database, project.connectionId),
        siteTimeZone: await findTimeZone(database, project.connectionId),
        offersWix: canKeepDates(project),
      }
    },

    async preview(workspaceId: string, projectId: string, rule: ScheduleRule): Promise<SchedulePreview> {
      return previewRule(database, await projects.record(workspaceId, projectId), rule)
    },

    async set(asked: Asked, input: ScheduleInput): Promise<Schedule> {
      const project = await projects.record(asked.workspaceId, asked.projectId)
      const id = await saveInput(database, project, input, asked.by)
      const saved = (await findOfProject(database, project.id))!
      if (saved.rows_agreed <= atOnce) {
        await undateEarlier(database, project.id)
        await takeIn(deps, saved, project)
        await dateSoon(saved)
      }
      return present(id)
    },

    pause: (asked: Asked) =>
      change(asked, async (tx, { id, state }) => {
        if (state !== 'active') throw refused('Only a schedule that is going can be paused.')
        const reason = `Paused by ${asked.by}. Resume it to go on; its pages get new dates then.`
        await takeSlotsOut(tx, id)
        await moveSchedule(tx, id, { state: 'paused', reason })
      }),

    resume: (asked: Asked) =>
      change(asked, async (tx, schedule, project) => {
        const { id, state, cause } = schedule
        if (state !== 'paused' && state !== 'waiting')
          throw refused('Only a schedule that waits can be resumed.')
        if (cause?.endsWith('_changed'))
          throw refused(
            'Something that was agreed to has changed. Look at some pages before and after, and renew the schedule.',
          )
        const { data } = await readPresent(tx, project)
        await saveBasis(tx, id, { ...schedule, rowsAgreed: data.rowCount })
        await goOn(tx, schedule)
      }),

    skip: (asked: Asked, at?: string) =>
      change(asked, async (tx, schedule) => {
        const slot = await chooseSlot(tx, schedule, at)
        await moveSlot(tx, slot, { stage: 'skipped', message: `Skipped by ${asked.by}.` })
        await startDating(tx, schedule)
      }),

    release: (asked: Asked, at?: string) =>
      change(asked, async (tx, schedule) => {
        const { state, rule, id, project_id } = schedule
        if (state !== 'active')
          throw refused('The schedule is not going. Resume it first, then release the slot.')
        const slot = await chooseSlot(tx, schedule, at)
        const due = momentWords(new Date(slot.at), rule.timeZone)
        const message = `Released early by ${asked.by}; it was due on ${due}.`
        const now = tx.now()
        await moveSlotTo(tx, slot, { at: now, closesAt: new Date(now.getTime() + 3_600_000), message })
        const rowKeys = await movePages(tx, id, slot.at, now)
        await setExpected(
          tx,
          project_id,
          rowKeys.map((rowKey) => ({ rowKey, at: now })),
        )
        await moveSchedule(tx, id, { state })
      }),

    async cancel(asked: Asked): Promise<Schedule> {
      const cancelled = await change(asked, async (tx, { id }) => {
        await moveSchedule(tx, id, { state: 'cancelled', reason: `Cancelled by ${asked.by}.` })
        await dropOpenSlots(tx, id)
      })
      const { id, projectId, pages } = cancelled
      if (pages.dated > atOnce) return cancelled
      await undateAll(database, { id, project_id: projectId })
      return present(id)
    },

    async renewal(workspaceId: string, projectId: string): Promise<Renewal> {
      const project = await projects.record(workspaceId, projectId)
      const schedule = await findOfProject(database, projectId)
      if (!schedule || schedule.state === 'cancelled') return none()
      const rowKeys = await nextOpenKeys(database, schedule.id, shownPages)
      return readRenewal({ database, showPage: deps.showPage }, { basis: schedule.basis, rowKeys }, project)
    },

    renew: (asked: Asked, basis?: string) =>
      change(asked, async (tx, schedule, project) => {
        const present = await readPresent(tx, project)
        if (basis !== undefined && basis !== basisHash(present.basis))
          throw new AppError('stale', 'It has changed again since you looked. Look at the pages once more.')
        const consent = { ...schedule.consent, by: asked.by, at: tx.now().toISOString() }
        const { basis: fresh, data } = present
        await saveBasis(tx, schedule.id, { consent, basis: fresh, rowsAgreed: data.rowCount })
        if (schedule.state === 'waiting') await goOn(tx, schedule)
      }),

    async calendar(
      workspaceId: string,
      projectId: string,
      range: { from?: string | undefined; to?: string | undefined },
    ): Promise<Calendar> {
      await projects.record(workspaceId, projectId)
      return readCalendar(database, (await findOfProject(database, projectId)) ?? none(), range)
    },

    async slotPages(
      workspaceId: string,
      projectId: string,
      at: string,
      range: { limit: number; cursor?: string | undefined },
    ): Promise<{ items: SlotPage[]; nextCursor: string | null; total: number | null }> {
      await projects.record(workspaceId, projectId)
      return listSlotPages(database, (await findOfProject(database, projectId)) ?? none(), at, range)
    },

    async siteDay(workspaceId: string, connectionId: string): Promise<SiteDay> {
      await deps.findConnection(workspaceId, connectionId)
      return readSiteDay(database, connectionId)
    },

    /** What somebody should know who sends these pages by hand; null: nothing. */
    async overLimit(connectionId: string, willSend: Plan['willSend']): Promise<string | null> {
      return overLimitWords(await readSiteDay(database, connectionId), pagesOnto(willSend))
    },

    /** Pages that do not fit any more get later dates. */
    async setCeiling(workspaceId: string, connectionId: string, perDay: number | null): Promise<void> {
      await deps.findConnection(workspaceId, connectionId)
      await database.transaction((tx) => saveCeiling(tx, connectionId, perDay))
      for (const id of await othersOfConnection(database, connectionId, '')) {
        const schedule = await database.transaction(async (tx) => {
          const held = await lockSchedule(tx, id)
          if (held?.state === 'active') await startDating(tx, held)
          return held
        })
        if (schedule) await dateSoon(schedule)
      }
    },
  }
}

async function chooseSlot(tx: Tx, { id }: ScheduleRow, at: string | undefined): Promise<SlotRow> {
  const slot = at === undefined ? (await openSlots(tx, id, 1))[0] : await findSlot(tx, id, at)
  if (!slot)
    throw new AppError('not_found', 'There is no such slot. Look at the calendar for those that are to come.')
  if (slot.stage !== 'dated' && slot.stage !== 'prepared')
    throw refused('This slot has had its turn already. Choose one that is still to come.')
  return slot
}

function refused(message: string): AppError {
  return new AppError('conflict', message)
}

function none(): never {
  throw new AppError('not_found', 'This project has no schedule. Make one first.')
}
