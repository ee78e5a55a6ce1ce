// A schedule lived through in minutes: the clock of the program is moved by its file from slot to slot, the processes
// are killed with -9 on the way, and at the end every page is asked when it went. Knows no test framework, so that the
// long script asks the same questions as the short test.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PageSummary } from '../../src/api/page.ts'
import type { Calendar, ProjectSchedule, ScheduleRule, Slot } from '../../src/api/schedule.ts'
import type { Client } from './client.ts'
import type { Installation, Running } from './rig.ts'
import { differences } from './scenarios.ts'

export interface Month {
  rule: ScheduleRule
  /** When the schedule is made, by the program's clock. */
  startsAt: string
  /** Workers of their own beside the server's; PostgreSQL only. */
  workers: number
  kills: number
  /** Numbers in [0, 1), for where the kills strike. */
  random: () => number
  say?: (line: string) => void
  /** What goes on at the same site meanwhile. */
  company?: (call: Call) => Promise<Company>
}

export interface Company {
  /** Called while the clock stands before the slot, with how many local days of slots came before its own. */
  before(slot: Slot, day: number): Promise<void>
  /** Waits until what is due together with the slot has come as far, before the clock moves on. */
  keepUp(slot: Slot, stages: string[]): Promise<void>
  /** What of it is not as it must be, in words. */
  check(): Promise<string[]>
}

export interface MonthReport {
  /** What is not as it must be, in words. */
  violations: string[]
  slots: number
  pages: number
  kills: number
  /** By the program's clock, after its slot. */
  latestSeconds: number
}

const crashPoints = [
  'dating-part',
  'slot-planned',
  'slot-prepared',
  'before-release',
  'after-release',
  'after-intent',
  'after-settle',
  'before-receipt',
  'before-confirm',
  'after-confirm',
]
const leadMs = 10 * 60_000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function liveMonth(installation: Installation, month: Month): Promise<MonthReport> {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-clock-'))
  const clock = createClockFile(join(folder, 'offset'))
  clock.set(month.startsAt)
  const life = createLife(installation, month, clock.file)
  try {
    await life.start()
    const company = await month.company?.(life.call)
    const path = `/projects/${installation.prepared.projectId}/schedule`
    await life.call((client) => client.call('PUT', path, { rule: month.rule }))
    await untilDated(life.call, path)
    const promised = await readSlots(life.call, path, month.startsAt)
    const days = [...new Set(promised.map(({ at }) => at.slice(0, 10)))]
    month.say?.(`${promised.length} slots, the last one at ${promised.at(-1)?.at}`)
    const every = Math.max(1, Math.floor((promised.length * 2) / Math.max(1, month.kills)))
    for (const [index, slot] of promised.entries()) {
      const at = Date.parse(slot.at)
      await company?.before(slot, days.indexOf(slot.at.slice(0, 10)))
      for (const moment of [at - leadMs, at - 500]) {
        if (clock.now() < moment) clock.set(new Date(moment).toISOString())
        const isTurn = (index * 2 + (moment === at - 500 ? 1 : 0)) % every === 0
        if (isTurn && life.kills() < month.kills) await life.kill()
        const wanted = moment === at - 500 ? ['confirmed'] : ['prepared', 'released', 'confirmed']
        await untilStage(life.call, path, slot, wanted)
        await company?.keepUp(slot, wanted)
      }
      month.say?.(`${slot.at}: ${slot.pages} pages, ${life.kills()} kills so far`)
    }
    const happened = await readSlots(life.call, path, month.startsAt)
    const pages = await readPages(life.call, installation.prepared.projectId)
    const { schedule } = await life.call((client) => client.call<ProjectSchedule>('GET', path))
    const lates = await findLates(life.call, path, promised, pages)
    return {
      violations: [
        ...differences('slots', happened.map(slotText), promised.map(slotText)),
        ...happened.filter((slot) => slot.stage !== 'confirmed').map((slot) => `${slot.at} is ${slot.stage}`),
        ...happened
          .filter((slot) => slot.equal !== slot.pages)
          .map((slot) => `${slot.at}: ${slot.equal} of ${slot.pages} read back equal`),
        ...(await installation.prepared.scenario.check(installation)),
        ...lates.filter(({ seconds }) => seconds < 0 || seconds > 60).map(({ words }) => words),
        ...(schedule?.state === 'ended' ? [] : [`the schedule is ${schedule?.state}: ${schedule?.reason}`]),
        ...((await company?.check()) ?? []),
      ],
      slots: happened.length,
      pages: pages.length,
      kills: life.kills(),
      latestSeconds: Math.max(...lates.map(({ seconds }) => seconds)),
    }
  } finally {
    await life.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

export const slotText = ({ at, pages }: Slot) => `${at} with ${pages} pages`

/** `CLOCK_OFFSET_FILE`: what it holds is added to the machine's clock. */
function createClockFile(file: string) {
  let offsetMs = 0
  return {
    file,
    now: () => Date.now() + offsetMs,
    set(instant: string) {
      offsetMs = Date.parse(instant) - Date.now()
      writeFileSync(file, String(offsetMs))
    },
  }
}

export type Call = <T>(ask: (client: Client) => Promise<T>) => Promise<T>

/** The processes of the installation: whoever is killed is started again. */
function createLife(installation: Installation, { workers, random }: Month, clockFile: string) {
  const env = { CLOCK_OFFSET_FILE: clockFile }
  let server: Running | undefined
  const helpers: Running[] = []
  let kills = 0

  async function start(more: Record<string, string> = {}): Promise<void> {
    server = await installation.start({ ...env, ...more })
    await startHelpers()
  }

  async function startHelpers(): Promise<void> {
    while (helpers.length < workers) helpers.push(await installation.start({ ...env, SERVICES: 'worker' }))
  }

  return {
    start,
    kills: () => kills,
    /** Now and at once, or at a point that the next steps come to. */
    async kill(): Promise<void> {
      kills += 1
      const helper = helpers.length > 0 && random() < 0.5 ? helpers.pop() : undefined
      const victim = helper ?? server!
      victim.kill('SIGKILL')
      await victim.ended
      // Whoever is missing is started.
      if (helper) return startHelpers()
      const point = crashPoints[Math.floor(random() * crashPoints.length)]!
      // One that dies before it is ready is followed by one that lives.
      await start(random() < 0.5 ? { CRASH_AT: point } : {}).catch(() => start())
    },
    /** Asks the server; where it has died meanwhile, the next one. */
    async call<T>(ask: (client: Client) => Promise<T>): Promise<T> {
      for (;;) {
        try {
          return await ask(server!.client)
        } catch (error) {
          // The line went dead, which is heard of sooner than the end of the process.
          if (!(error instanceof TypeError)) throw error
          await Promise.race([server!.ended, pause(500)])
          if (!server!.isRunning()) await start()
        }
      }
    },
    async end(): Promise<void> {
      for (const one of [server, ...helpers]) {
        one?.kill('SIGKILL')
        await one?.ended
      }
    },
  }
}

/** A worker gives the dates of many pages; until it has, the calendar is not whole. */
export async function untilDated(call: Call, path: string): Promise<void> {
  for (const limit = Date.now() + 300_000; ; await pause(200)) {
    const { schedule } = await call((client) => client.call<ProjectSchedule>('GET', path))
    if (schedule?.dating === null) return
    if (Date.now() > limit)
      throw new Error(`The pages have no dates after five minutes: ${JSON.stringify(schedule)}`)
  }
}

export async function readSlots(call: Call, path: string, from: string): Promise<Slot[]> {
  const slots: Slot[] = []
  for (let day = Date.parse(from) - 86_400_000, part = 0; part < 5; part++, day += 100 * 86_400_000) {
    const date = (at: number) => new Date(at).toISOString().slice(0, 10)
    const query = `from=${date(day)}&to=${date(day + 99 * 86_400_000)}`
    const calendar = await call((client) => client.call<Calendar>('GET', `${path}/calendar?${query}`))
    slots.push(...calendar.days.flatMap((one) => one.slots))
  }
  return slots
}

export async function untilStage(call: Call, path: string, slot: Slot, stages: string[]): Promise<void> {
  const day = new Date(Date.parse(slot.at))
  const date = (days: number) => new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  for (const limit = Date.now() + 180_000; ; ) {
    const query = `from=${date(-1)}&to=${date(1)}`
    const { schedule } = await call((client) => client.call<ProjectSchedule>('GET', path))
    const { days } = await call((client) => client.call<Calendar>('GET', `${path}/calendar?${query}`))
    const found = days.flatMap((one) => one.slots).find((one) => one.at === slot.at)
    if (found && stages.includes(found.stage)) return
    // While dates are given anew, a slot may have none of its pages yet.
    const isLost = !found && schedule?.dating === null
    if (isLost || Date.now() > limit || ['missed', 'stopped', 'skipped'].includes(found?.stage ?? '')) {
      throw new Error(
        `The slot of ${slot.at} is ${found?.stage} and not ${stages[0]}; the schedule is ${schedule?.state}: ${schedule?.reason}`,
      )
    }
    await pause(200)
  }
}

export async function readPages(call: Call, projectId: string): Promise<PageSummary[]> {
  const pages: PageSummary[] = []
  for (let cursor = ''; ; ) {
    const query = `limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const part = await call((client) =>
      client.call<{ items: PageSummary[]; nextCursor: string | null }>(
        'GET',
        `/projects/${projectId}/pages?${query}`,
      ),
    )
    pages.push(...part.items)
    if (part.nextCursor === null) return pages
    cursor = part.nextCursor
  }
}

/** How long after its slot each page was published. */
export async function findLates(
  call: Call,
  path: string,
  promised: readonly Slot[],
  pages: readonly PageSummary[],
): Promise<{ seconds: number; words: string }[]> {
  const published = new Map(pages.map((page) => [page.rowKey, page.publishedAt]))
  const lates: { seconds: number; words: string }[] = []
  for (const { at } of promised) {
    const { items } = await call((client) =>
      client.call<{ items: { rowKey: string }[] }>('GET', `${path}/slots/${at}/pages?limit=500`),
    )
    for (const { rowKey } of items) {
      const publishedAt = published.get(rowKey)
      const seconds = publishedAt
        ? (Date.parse(publishedAt) - Date.parse(at)) / 1000
        : Number.POSITIVE_INFINITY
      lates.push({ seconds, words: `${rowKey} of ${at} was published at ${publishedAt}` })
    }
  }
  if (lates.length !== pages.length)
    lates.push({
      seconds: Number.POSITIVE_INFINITY,
      words: `${lates.length} of ${pages.length} pages are in slots`,
    })
  return lates
}
