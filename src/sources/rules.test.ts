// What projects do with a refresh, on a simulated blog: shown, planned, or published within what was agreed to.
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { type FileServer, startFileServer } from '../../test/helpers/file-server.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { startScheduling } from '../../test/helpers/scheduling.ts'
import { createTestSources } from '../../test/helpers/sources.ts'
import type { RefreshRuleInput } from '../api/refresh-rule.ts'
import type { Database } from '../db/types.ts'
import { listNotices } from '../notices/inbox.ts'
import { discardPlan } from '../plans/plans.ts'
import { advanceRule } from './advance-rule.ts'
import { listDueRules } from './rule-store.ts'
import { createRefreshRules, type RefreshRules } from './rules.ts'

const rows = 12

function table(count: number, change: (n: number) => string = (n) => `Place ${n}`): string {
  return `id,name\n${Array.from({ length: count }, (_, n) => `row-${n + 1},${change(n + 1)}\n`).join('')}`
}

describeOnServer('projects after a refresh', (open) => {
  let database: Database
  let clock: TestClock
  let files: FileServer
  let publishing: Publishing
  let at: Awaited<ReturnType<typeof createTestSources>>
  let rules: RefreshRules
  let sourceId: string

  beforeAll(async () => {
    clock = createTestClock(new Date())
    database = (await open(clock)).database
  })
  beforeEach(async () => {
    files = await startFileServer(table(rows))
    publishing = await startPublishing(database, { rows: makeRows(rows) })
    await publishing.startWorker()
    expect(await publishing.publish()).toMatchObject({ state: 'done' })
    at = await createTestSources(database, publishing.workspaceId, { hosts: [files.host] })
    rules = createRefreshRules({
      database,
      projects: publishing.projects,
      showPage: async (_project, rowKey) => ({ title: rowKey, html: rowKey }),
    })
    ;({ sourceId } = await at.connect(`${files.url}/places.csv`, 'id', { datasetId: publishing.datasetId }))
  })
  afterEach(async () => {
    await database.query('delete from refresh_rules')
    await database.query(`update schedules set state = 'cancelled', look_at = null`)
    await publishing.close()
    await files.close()
    at.close()
  })

  const asked = () => ({ workspaceId: publishing.workspaceId, projectId: publishing.projectId, by: 'Olga' })
  const set = (input: RefreshRuleInput) => rules.set(asked(), input)
  const rule = () => rules.get(publishing.workspaceId, publishing.projectId)
  const deps = {
    findProject: (id: string) => publishing.projects.find(id),
    requestPlan: (id: string) => publishing.requestPlan(id),
    assertReady: async () => undefined,
    crashPoint: () => undefined,
  }

  /** All that is due, until nothing is. */
  async function settle(): Promise<void> {
    for (let n = 0; n < 200; n++) {
      const due = await listDueRules(database, 10)
      if (due.length === 0) return
      for (const id of due) await advanceRule({ database, ...deps }, id)
      const { state } = await rule()
      if (state === 'open') clock.move(5_000)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error('never idle')
  }
  async function finished(): Promise<void> {
    const { rows: open } = await database.query<{ id: string }>(
      'select id from runs where finished_at is null',
    )
    for (const { id } of open) await publishing.until(id, 'done')
  }
  const kinds = async () => {
    const items = await listNotices(database, publishing.workspaceId, { limit: 50, search: '', before: null })
    return items.map(({ kind }) => kind)
  }

  const totals = async () => {
    const { rows: runs } = await database.query<{ total: number }>(
      'select total from runs where project_id = $1 order by id',
      [publishing.projectId],
    )
    return runs.map(({ total }) => total)
  }

  it('publish what changed within the consent, and nothing else', async () => {
    await set({ reaction: 'publish' })
    const before = publishing.writes().length
    files.content = table(rows, (n) => (n <= 3 ? `New ${n}` : `Place ${n}`))
    await at.refresh(sourceId)
    await settle()
    await finished()
    const runs = await database.query<{ total: number; author: string }>(
      'select total, author from runs order by id desc limit 1',
    )
    expect(runs.rows).toEqual([{ total: 3, author: 'Olga' }])
    const changed = new Set(
      publishing
        .writes()
        .slice(before)
        .map((entry) => String(entry['path'])),
    )
    expect(changed.size).toBeGreaterThan(0)
    expect(await rule()).toMatchObject({ state: 'idle', rows: 0 })

    files.requests = []
    const quiet = publishing.control.requests(0).length
    await at.refresh(sourceId)
    await settle()
    expect(files.requests.map(({ status }) => status)).toEqual([304])
    expect(publishing.control.requests(0)).toHaveLength(quiet)
  })

  it('wait and tell once where it is more than was agreed to, and go on when it is agreed to', async () => {
    const consent = { creates: true, updates: true, maxPages: 2, heldShare: 0.2 }
    await set({ reaction: 'publish', consent })
    const before = publishing.writes().length
    files.content = table(rows, (n) => (n <= 3 ? `New ${n}` : `Place ${n}`))
    await at.refresh(sourceId)
    await settle()
    expect(await rule()).toMatchObject({ state: 'waiting', cause: 'beyond_consent', rows: 3 })
    clock.move(61_000)
    await settle()
    expect((await kinds()).filter((kind) => kind === 'refresh_waits')).toHaveLength(1)
    expect(publishing.writes()).toHaveLength(before)
    await set({ reaction: 'publish', consent: { ...consent, maxPages: 10 } })
    await settle()
    await finished()
    expect(await rule()).toMatchObject({ state: 'idle', rows: 0 })
    expect(publishing.writes().length).toBeGreaterThan(before)
  })

  it('wait when the settings changed since, show pages, and one renewal lets them go on', async () => {
    await set({ reaction: 'publish' })
    const before = publishing.writes().length
    await database.query(`update projects set options = options || '{"mode":"draft"}' where id = $1`, [
      publishing.projectId,
    ])
    files.content = table(rows + 1)
    await at.refresh(sourceId)
    await settle()
    expect(await rule()).toMatchObject({ state: 'waiting', cause: 'settings_changed' })
    expect(publishing.writes()).toHaveLength(before)
    const renewal = await rules.renewal(publishing.workspaceId, publishing.projectId)
    expect(renewal).toMatchObject({ changes: ['settings'], pages: [{ rowKey: `row-${rows + 1}` }] })
    await rules.renew(asked(), renewal.basis)
    await settle()
    await finished()
    expect(await rule()).toMatchObject({ state: 'idle', rows: 0, consent: { by: 'Olga' } })
    expect(publishing.writes().length).toBeGreaterThan(before)
  })

  it('make a plan of all pages and tell, or do nothing', async () => {
    await set({ reaction: 'plan' })
    files.content = table(rows, (n) => (n === 1 ? 'New' : `Place ${n}`))
    const before = publishing.writes().length
    await at.refresh(sourceId)
    await settle()
    expect(await kinds()).toContain('refresh_planned')
    expect(publishing.writes()).toHaveLength(before)
    await set({ reaction: 'show' })
    files.content = table(rows, (n) => (n === 2 ? 'New' : `Place ${n}`))
    await at.refresh(sourceId)
    expect(await listDueRules(database, 10)).toEqual([])
  })

  it('never take away pages of rows that are gone', async () => {
    await set({ reaction: 'publish' })
    const before = publishing.writes().length
    files.content = table(rows - 4)
    await at.refresh(sourceId)
    await settle()
    expect(publishing.writes()).toHaveLength(before)
    expect(await rule()).toMatchObject({ state: 'idle', rows: 0 })
  })

  it('leave new rows to the schedule of the project, and send the changed ones within the consent', async () => {
    const scheduling = startScheduling(database, publishing, clock)
    await scheduling.set()
    await set({ reaction: 'publish' })
    expect(await rule()).toMatchObject({ hasSchedule: true })
    files.content = table(rows + 2, (n) => (n <= 3 ? `New ${n}` : `Place ${n}`))
    await at.refresh(sourceId)
    await settle()
    await finished()
    expect(await totals()).toEqual([rows, 3])
    expect(await rule()).toMatchObject({ state: 'idle', rows: 0 })
    await scheduling.watch()
    await scheduling.settle()
    expect((await scheduling.get()).pages).toMatchObject({ dated: 2, undated: 0, updates: 0 })
  })

  it('leave everything to a schedule that may send updates', async () => {
    const scheduling = startScheduling(database, publishing, clock)
    await scheduling.set({}, { consent: { updates: true, maxPerSlot: null, heldShare: 0.2 } })
    await set({ reaction: 'publish' })
    files.content = table(rows + 2, (n) => (n <= 3 ? `New ${n}` : `Place ${n}`))
    await at.refresh(sourceId)
    await settle()
    expect(await totals()).toEqual([rows])
    expect(await rule()).toMatchObject({ state: 'idle', rows: 0 })
    await scheduling.watch()
    await scheduling.settle()
    expect((await scheduling.get()).pages).toMatchObject({ dated: 5, updates: 3 })
  })

  it('start one run, however many workers look', async () => {
    await set({ reaction: 'publish' })
    files.content = table(rows, (n) => `New ${n}`)
    await at.refresh(sourceId)
    for (let n = 0; n < 30 && (await rule()).state !== 'idle'; n++) {
      await Promise.all([1, 2, 3].map(() => advanceRule({ database, ...deps }, publishing.projectId)))
      clock.move(5_000)
    }
    expect(await totals()).toHaveLength(2)
  })

  /** A refresh of so many changed rows, whose plan waits. @returns the plan */
  async function waitWith(changed: number): Promise<string> {
    const consent = { creates: true, updates: true, maxPages: changed - 1, heldShare: 0.2 }
    await set({ reaction: 'publish', consent })
    files.content = table(rows, (n) => (n <= changed ? `New ${n}` : `Place ${n}`))
    await at.refresh(sourceId)
    await settle()
    const { state, planId } = await rule()
    expect(state).toBe('waiting')
    return planId!
  }

  /** Until nothing waits any more. */
  async function settleAll(): Promise<void> {
    for (let n = 0; n < 20; n++) {
      await settle()
      await finished()
      const { state, rows: waiting } = await rule()
      if (state === 'idle') return expect(waiting).toBe(0)
      clock.move(5_000)
    }
    throw new Error(`still waits: ${(await rule()).reason}`)
  }

  it('publish what came after a plan that their owner published by hand meanwhile', async () => {
    const planId = await waitWith(3)
    await publishing.apply(planId)
    await finished()
    files.content = table(rows, (n) => (n <= 5 ? `New ${n}` : `Place ${n}`))
    await at.refresh(sourceId)
    await settleAll()
    expect(await totals()).toEqual([rows, 3, 2])
  })

  it('leave what their owner left out of a plan', async () => {
    const planId = await waitWith(rows)
    await publishing.apply(planId, { selection: { first: rows - 3 } })
    await finished()
    await settleAll()
    expect(await totals()).toEqual([rows, rows - 3])
  })

  it.each([
    ['left out of a plan', (id: string) => publishing.apply(id, { selection: { first: rows - 3 } })],
    ['put aside', (id: string) => discardPlan(database, publishing.workspaceId, id, 'Olga')],
  ])('publish with the next refresh what that brings, and not what their owner %s', async (_, act) => {
    await act(await waitWith(rows))
    await finished()
    const before = await totals()
    files.content = table(rows, (n) => (n === 1 ? 'Newest' : `New ${n}`))
    await at.refresh(sourceId)
    await settleAll()
    expect(await totals()).toEqual([...before, 1])
  })

  it('keep what waits where the process ends once a newer plan is made', async () => {
    const planId = await waitWith(3)
    await publishing.replaceRows(
      makeRows(rows).map((row, n) => (n < 3 ? { ...row, name: `New ${n + 1}` } : row)),
    )
    clock.move(61_000)
    const crashPoint = (name: string) => {
      if (name === 'refresh-planned') throw new Error('killed')
    }
    const look = advanceRule({ database, ...deps, crashPoint }, publishing.projectId)
    await expect(look).rejects.toThrow('killed')
    await settle()
    expect(await rule()).toMatchObject({ state: 'waiting', cause: 'beyond_consent', rows: 3 })
    expect((await rule()).planId).not.toBe(planId)
  })
})
