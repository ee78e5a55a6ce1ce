// What happens by itself when a dataset has got other rows, what people are told, and what is forgotten.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import type { AiStanding } from '../api/ai.ts'
import { retention } from '../api/retention.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { listNotices } from '../notices/inbox.ts'
import { type MasterKey, openMasterKey } from '../vault/master-key.ts'
import { fileOf, notGone, openTowns, plenty, rowCount, type Towns, towns } from './test-towns.ts'
import { tidyAnswers } from './tidy.ts'

const dayMs = 24 * 3_600_000

describeOnServer('AI columns by themselves', (open) => {
  let database: Database
  let clock: TestClock
  let masterKey: MasterKey
  let of: Towns
  let ai: ReturnType<Towns['createAi']>

  beforeAll(async () => {
    clock = createTestClock('2026-03-10T10:00:00Z')
    database = (await open(clock)).database
    masterKey = await openMasterKey(database, {
      dataDir: '',
      encryptionKey: Buffer.alloc(32, 7).toString('base64'),
    })
  })
  beforeEach(async () => {
    of = await openTowns(database, masterKey)
    ai = of.createAi()
  })
  afterEach(() => of.close())

  /** Other rows, as a refresh brings them, and the look that follows. @returns the runs that began, at their ends */
  async function bring(lines: readonly string[]) {
    clock.move(60_000)
    await of.imports.importAll(fileOf(lines), { keyColumn: 'code' }, of.datasetId)
    return look()
  }
  async function look() {
    await database.transaction((tx) => ai.runs.standing.changed(tx, of.datasetId))
    return lookNowAndThen()
  }
  /** Where no rows have come. */
  async function lookNowAndThen() {
    const before = await byThemselves()
    await ai.runs.standing.look(notGone)
    const runs = []
    for (const id of await byThemselves()) if (!before.includes(id)) runs.push(await of.ended(ai, id))
    return runs
  }
  async function byThemselves(): Promise<string[]> {
    const { rows } = await database.query<{ id: string }>(
      'select id from ai_runs where workspace_id = $1 and is_by_itself order by id',
      [of.ws],
    )
    return rows.map(({ id }) => id)
  }
  const changed = (n: number, people = 7_000) =>
    towns.map((line, at) => (at < n ? `T${at},Town ${at},${people + at}` : line))
  async function notices() {
    const items = await listNotices(database, of.ws, { limit: 50, search: '', before: null })
    return items
      .filter(({ kind }) => kind.startsWith('ai_'))
      .map(({ kind, text, path }) => ({ kind, text, path }))
  }
  const path = () => `/data/${of.datasetId}?tab=ai`
  const cap: AiStanding = { per: 'run', mostCost: 1, mostCalls: 100 }

  it('tell when a run is over, with what is held, and lead to the columns', async () => {
    const { id } = await of.addColumn(ai)
    of.double.answer = (_, nth) => ({ text: nth <= 3 ? 'A town with 77 gates.' : 'A town.' })
    await of.run(ai, id, { kind: 'sample' })
    expect(await notices()).toEqual([])
    await of.run(ai, id)
    expect(await notices()).toEqual([
      {
        kind: 'ai_run_finished',
        text: `About of rows is filled: ${rowCount - 5} rows answered, 3 held.`,
        path: path(),
      },
    ])
  })

  it('tell when a run stopped, with how many rows have no answer', async () => {
    const { id } = await of.addColumn(ai)
    await of.run(ai, id, { mostCalls: 10 })
    of.double.key = 'another'
    await of.run(ai, id)
    expect(await notices()).toEqual([
      {
        kind: 'ai_run_stopped',
        text: `The run of About of rows stopped before ${rowCount - 10} rows had an answer.`,
        path: path(),
      },
      {
        kind: 'ai_run_stopped',
        text: `The run of About of rows stopped before ${rowCount - 10} rows had an answer.`,
        path: path(),
      },
    ])
  })

  it('say nothing of a run that somebody cancelled', async () => {
    const { id } = await of.addColumn(ai, {}, { parallel: 1 })
    of.double.answer = () => ({ text: 'A town.', afterMs: 20 })
    const started = await ai.runs.start(of.ws, id, plenty, 'Ada')
    while (of.double.received.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    await ai.runs.cancel(of.ws, started.id)
    expect(await notices()).toEqual([])
  })

  it('without a standing cap ask nobody, and tell once how many rows wait', async () => {
    const { id } = await of.addColumn(ai)
    await of.run(ai, id)
    const asked = of.double.received.length
    expect(await bring(changed(3))).toEqual([])
    expect(await look()).toEqual([])
    expect(of.double.received).toHaveLength(asked)
    expect((await notices())[0]).toEqual({
      kind: 'ai_rows_wait',
      text: '3 rows of About of rows wait for an answer.',
      path: path(),
    })
    expect(await notices()).toHaveLength(2)
    await bring(changed(4))
    expect((await notices())[0]!.text).toContain('4 rows of')
  })

  it('whoever has never filled a column is told of nothing', async () => {
    const { id } = await of.addColumn(ai)
    await of.run(ai, id, { kind: 'sample' })
    await bring(changed(3))
    expect(await notices()).toEqual([])
  })

  it('within a standing cap ask about the rows that changed, and about no other', async () => {
    const { id } = await of.addColumn(ai, { standing: cap })
    await of.run(ai, id)
    const runs = await bring(changed(3))
    expect(runs).toMatchObject([{ state: 'done', calls: 3, isByItself: true, mostCalls: 100, mostCost: 1 }])
    expect((await notices())[0]!.text).toBe('About of rows is filled: 3 rows answered.')
    expect(await look()).toEqual([])
  })

  it('stop at the cap of each run, and begin no other one for the rows that are left', async () => {
    const { id } = await of.addColumn(ai, { standing: { ...cap, mostCalls: 2 } }, { parallel: 8 })
    await of.run(ai, id)
    expect(await bring(changed(5))).toMatchObject([{ state: 'stopped', calls: 2 }])
    expect((await notices())[0]!.text).toContain('before 3 rows had an answer')
    // As when what there is goes into the rows: nothing is new.
    expect(await look()).toEqual([])
    expect(await bring(changed(6))).toMatchObject([{ calls: 2 }])
  })

  it('never spend more than the cap of a month, however often rows change, and go on in the next', async () => {
    const { id } = await of.addColumn(
      ai,
      { standing: { per: 'month', mostCost: 1, mostCalls: 7 } },
      { parallel: 8 },
    )
    await of.run(ai, id)
    let calls = 0
    for (let n = 1; n <= 4; n++) for (const run of await bring(changed(3, n * 1_000))) calls += run.calls
    expect(calls).toBe(7)
    expect((await notices())[0]).toMatchObject({ kind: 'ai_rows_wait' })
    const told = (await notices()).length
    expect(await look()).toEqual([])
    expect(await notices()).toHaveLength(told)
    // A higher cap counts at once, and the next month begins anew: for both no rows need to come.
    await ai.columns.update(of.ws, id, { standing: { per: 'month', mostCost: 1, mostCalls: 8 } })
    expect(await lookNowAndThen()).toMatchObject([{ state: 'stopped', calls: 1 }])
    expect(await lookNowAndThen()).toEqual([])
    clock.move(30 * dayMs)
    expect(await lookNowAndThen()).toMatchObject([{ state: 'done', calls: 2 }])
    clock.move(30 * dayMs)
    expect(await lookNowAndThen()).toEqual([])
  })

  it.each(['run', 'month'] as const)(
    'a standing cap for each %s lets rows be asked about that somebody was told of before',
    async (per) => {
      const { id } = await of.addColumn(ai)
      await of.run(ai, id)
      expect(await bring(changed(3))).toEqual([])
      await ai.columns.update(of.ws, id, { standing: { per, mostCost: 1, mostCalls: 2 } })
      expect(await lookNowAndThen()).toMatchObject([{ state: 'stopped', calls: 2 }])
      // Only a change of the cap counts.
      await ai.columns.update(of.ws, id, { standing: { per, mostCost: 1, mostCalls: 2 }, allowed: ['1'] })
      expect(await lookNowAndThen()).toEqual([])
      await ai.columns.update(of.ws, id, { standing: { per, mostCost: 1, mostCalls: 100 } })
      expect(await lookNowAndThen()).toMatchObject([{ state: 'done', calls: 1 }])
    },
  )

  it('a standing cap alone does not fill a column that nobody has filled yet', async () => {
    const { id } = await of.addColumn(ai)
    await of.run(ai, id, { kind: 'sample' })
    await ai.columns.update(of.ws, id, { standing: cap })
    expect(await lookNowAndThen()).toEqual([])
  })

  it('money of a month is a cap as calls are', async () => {
    const { id } = await of.addColumn(ai, { standing: { per: 'month', mostCost: 0.004, mostCalls: 1_000 } })
    await of.run(ai, id)
    let cost = 0
    for (let n = 1; n <= 4; n++) for (const run of await bring(changed(5, n * 1_000))) cost += run.cost
    expect(cost).toBeGreaterThan(0)
    expect(cost).toBeLessThanOrEqual(0.004)
  })

  it('tell why no run could begin', async () => {
    const { id, endpointId } = await of.addColumn(ai, { standing: cap })
    await of.run(ai, id)
    await database.query(
      `update ai_endpoints set key_sealed = regexp_replace(key_sealed, '^v1:[0-9a-f]+', 'v1:000000000000')
        where id = $1`,
      [endpointId],
    )
    expect(await bring(changed(2))).toEqual([])
    const [first] = await listNotices(database, of.ws, { limit: 1, search: '', before: null })
    expect(first).toMatchObject({ kind: 'ai_rows_wait' })
    expect(first!.message).toContain('locked')
  })

  describe('rows that came while a column was being filled', () => {
    /** They come, and are looked at, while the first question of a run waits. @returns how that run ended */
    async function runWhileRowsCome(id: string, mostCalls: number) {
      let haveCome = false
      const busy = of.createAi({
        async sleep() {
          if (haveCome) return
          haveCome = true
          await of.imports.importAll(fileOf(changed(2)), { keyColumn: 'code' }, of.datasetId)
          await database.transaction((tx) => ai.runs.standing.changed(tx, of.datasetId))
          await ai.runs.standing.look(notGone)
          expect(await byThemselves()).toEqual([])
        },
      })
      of.double.answer = ({ prompt }, nth) =>
        nth === 1 ? { status: 429 } : { text: `A town with ${/\d+ people/.exec(prompt)?.[0]}.` }
      return of.run(busy, id, { mostCalls })
    }

    it('are asked about by its run, which somebody started for all rows', async () => {
      const { id } = await of.addColumn(ai, { standing: cap }, { parallel: 1 })
      expect(await runWhileRowsCome(id, 100)).toMatchObject({ state: 'done', calls: 1 + rowCount + 2 })
      await ai.runs.standing.look(notGone)
      expect(await byThemselves()).toEqual([])
      expect((await of.answers(ai, id, 'held')).items).toEqual([])
      expect(await notices()).toHaveLength(1)
    })

    it('are looked at when that has stopped at its cap before them', async () => {
      const { id } = await of.addColumn(ai, { standing: cap }, { parallel: 1 })
      expect(await runWhileRowsCome(id, 1 + rowCount)).toMatchObject({ state: 'stopped' })
      await ai.runs.standing.look(notGone)
      const begun = await byThemselves()
      expect(begun).toHaveLength(1)
      expect(await of.ended(ai, begun[0]!)).toMatchObject({ state: 'done', calls: 2 })
      expect((await of.answers(ai, id, 'held')).items).toEqual([])
    })
  })

  it('answers stay while a row asks for them and long after, then they go, and calls with them', async () => {
    const { id } = await of.addColumn(ai, { prompt: 'Describe {{ row.name }}.' })
    of.double.answer = () => ({ text: 'A town.' })
    await of.run(ai, id)
    const tidy = () => tidyAnswers({ database, columns: ai.columns, logger: silentLogger }, notGone)
    const answers = async () =>
      (await database.query('select 1 from ai_answers where workspace_id = $1', [of.ws])).rowCount
    const calls = async () => (await database.query('select 1 from ai_calls')).rowCount
    await ai.columns.update(of.ws, id, { prompt: 'Praise {{ row.name }}.' })
    await of.run(ai, id)
    clock.move((retention.answers.days - 1) * dayMs)
    await tidy()
    expect(await answers()).toBe(2 * rowCount)
    clock.move(2 * dayMs)
    await tidy()
    expect(await answers()).toBe(rowCount)
    expect(await calls()).toBe(0)
    expect(await of.run(ai, id)).toMatchObject({ calls: 0 })
  })
})
