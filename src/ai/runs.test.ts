// Runs against a stand-in for a model: what is asked, what is counted, and what a crash leaves behind.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import type { AiColumnInput, AiEndpointInput } from '../api/ai.ts'
import { datasetVersion } from '../data/datasets.ts'
import { clearRowSet, findClearableRowSets } from '../data/rows/clear-row-set.ts'
import { readRows } from '../data/rows/rows.ts'
import type { Database } from '../db/types.ts'
import { type MasterKey, openMasterKey } from '../vault/master-key.ts'
import { column, fileOf, notGone, openTowns, plenty, rowCount, type Towns, towns } from './test-towns.ts'

describeOnServer('AI columns', (open) => {
  let database: Database
  let masterKey: MasterKey
  let of: Towns

  beforeAll(async () => {
    database = (await open()).database
    masterKey = await openMasterKey(database, {
      dataDir: '',
      encryptionKey: Buffer.alloc(32, 7).toString('base64'),
    })
  })
  beforeEach(async () => {
    of = await openTowns(database, masterKey)
  })
  afterEach(() => of.close())

  it('ask about every row once, and cost what the endpoint says', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai)
    const done = await of.run(ai, id)
    expect(done).toMatchObject({
      state: 'done',
      calls: rowCount,
      counts: { done: rowCount, answered: rowCount, cached: 0, failed: 0 },
    })
    expect(of.double.received).toHaveLength(rowCount)
    expect(done.cost).toBeCloseTo((2 * of.double.billed.input + 8 * of.double.billed.output) / 1e6, 9)
    const { items } = await of.answers(ai, id)
    expect(items[3]).toMatchObject({ rowKey: 'T3', value: 'A town with 103 people.', held: null })
    expect(await of.answers(ai, id, 'held')).toMatchObject({ items: [] })
  })

  it('ask as many questions at once as their endpoint takes', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai, {}, { parallel: 3 })
    of.double.answer = () => ({ text: 'A town.', afterMs: 400 })
    await of.run(ai, id, { mostCalls: 9 })
    expect(of.double.mostOpen).toBe(3)
  })

  it('ask nothing the second time', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai)
    await of.run(ai, id)
    const again = await of.run(ai, id)
    expect(again).toMatchObject({
      calls: 0,
      cost: 0,
      counts: { done: rowCount, answered: 0, cached: rowCount },
    })
    expect(of.double.received).toHaveLength(rowCount)
  })

  it('ask about what changed, and about equal rows once', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai, { prompt: 'Describe {{ row.name }}.' })
    await of.run(ai, id)
    const twins = towns.map((line, n) => (n < 5 ? `T${n},Twin,7` : line))
    await of.imports.importAll(fileOf(twins), { keyColumn: 'code' }, of.datasetId)
    expect(await of.run(ai, id)).toMatchObject({ calls: 1, counts: { done: rowCount, cached: rowCount - 1 } })
  })

  it('begin with a sample of five from all over the rows', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai)
    expect(await of.run(ai, id, { kind: 'sample' })).toMatchObject({ state: 'done', rows: 5, calls: 5 })
    const { items } = await of.answers(ai, id, 'sample')
    expect(items.map(({ value }) => value !== '')).toEqual([true, true, true, true, true])
    expect(new Set(items.map(({ rowKey }) => rowKey)).size).toBe(5)
    expect(Number(items.at(-1)!.rowKey.slice(1))).toBeGreaterThan(rowCount / 2)
    // What the sample has answered is not asked again.
    expect(await of.run(ai, id)).toMatchObject({ calls: rowCount - 5 })
  })

  it('are estimated before, better after a sample, and never dearer than the most that is named', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai)
    const before = await ai.columns.estimate(of.ws, id, notGone)
    expect(before).toMatchObject({ rows: rowCount, cached: 0, toAsk: rowCount, isFromAnswers: false })
    await of.run(ai, id, { kind: 'sample' })
    const after = await ai.columns.estimate(of.ws, id, notGone)
    expect(after).toMatchObject({ cached: 5, toAsk: rowCount - 5, isFromAnswers: true })
    const { cost } = await of.run(ai, id)
    expect(Math.abs(after.cost - cost) / cost).toBeLessThan(0.1)
    expect(cost).toBeLessThan(after.mostCost)
  })

  it('hold what an answer invents, and ask it again only when told to', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai)
    of.double.answer = ({ prompt }, nth) => ({
      text: nth % 4 === 0 ? 'A town with 99,999 people.' : `A town with ${/\d+ people/.exec(prompt)![0]}.`,
    })
    await of.run(ai, id)
    const { items } = await of.answers(ai, id, 'held')
    expect(items).toHaveLength(rowCount / 4)
    expect(items[0]).toMatchObject({ value: '', held: 'It says what its row does not: the number "99,999".' })
    expect(await of.run(ai, id)).toMatchObject({ calls: 0 })
    of.double.answer = () => ({ text: 'A town.' })
    expect(await of.run(ai, id, { asksHeldAgain: true })).toMatchObject({ calls: rowCount / 4 })
    expect((await of.answers(ai, id, 'held')).items).toEqual([])
  })

  it('take what the owner allows without asking again', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai)
    of.double.answer = () => ({ text: 'Open 24/7.' })
    await of.run(ai, id)
    expect((await of.answers(ai, id, 'held')).items).toHaveLength(rowCount)
    await ai.columns.update(of.ws, id, { allowed: ['24/7'] })
    expect((await of.answers(ai, id, 'held')).items).toEqual([])
    expect(await of.run(ai, id)).toMatchObject({ calls: 0 })
  })

  describe('caps', () => {
    it('of calls are never exceeded', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai, {}, { parallel: 16 })
      expect(await of.run(ai, id, { mostCalls: 7 })).toMatchObject({ state: 'stopped', calls: 7 })
      expect(of.double.received).toHaveLength(7)
    })

    it.each([0, 0.001, 0.003, 0.01])('of money are never exceeded: %d', async (mostCost) => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai, {}, { parallel: 16 })
      // Each answer is as long as it may be.
      of.double.answer = ({ mostTokens }) => ({ text: 'A town.', usage: { input: 300, output: mostTokens } })
      const ending = await of.run(ai, id, { mostCost })
      expect(ending.state).toBe('stopped')
      const billed = (2 * of.double.billed.input + 8 * of.double.billed.output) / 1e6
      expect(billed).toBeLessThanOrEqual(mostCost)
      expect(ending.cost).toBeCloseTo(billed, 9)
    })

    it('hold for several workers that take the run from one another', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai, {}, { parallel: 8 })
      of.double.answer = () => ({ text: 'A town.', afterMs: 20 })
      const started = await ai.runs.start(of.ws, id, { ...plenty, mostCalls: 13 }, 'Ada')
      // Others that have been told to work on it as well.
      const others = [of.createAi(), of.createAi(), of.createAi()]
      for (const other of others) {
        await new Promise((resolve) => setTimeout(resolve, 15))
        await other.runs.resume()
      }
      expect(await of.ended(ai, started.id)).toMatchObject({ state: 'stopped', calls: 13 })
      expect(of.double.received.length).toBeLessThanOrEqual(13)
    })

    it('count tries that may have been paid for in full, and those that were refused as calls alone', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai, {}, { parallel: 1 })
      of.double.answer = (_, nth) =>
        nth === 1 ? { status: 500 } : nth === 2 ? { status: 429 } : { text: 'A town.' }
      const ending = await of.run(ai, id, { kind: 'sample' })
      expect(ending).toMatchObject({ state: 'done', calls: 7, counts: { answered: 5 } })
      const billed = (2 * of.double.billed.input + 8 * of.double.billed.output) / 1e6
      expect(ending.cost).toBeGreaterThan(billed)
    })
  })

  describe('in the rows', () => {
    it('they are a column of the next version, compared like any other', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai)
      await of.run(ai, id)
      const loaded = await of.enter()
      expect(loaded.changes).toMatchObject({ added: 0, changed: rowCount, removed: 0 })
      expect(loaded.columns.at(-1)).toMatchObject({ name: 'About', filled: rowCount })
      expect((await of.cells('About'))[3]).toBe('A town with 103 people.')
      expect((await of.notes()).size).toBe(0)
      // Nothing new: nothing changes, and nobody is asked.
      expect((await of.enter()).changes).toMatchObject({ changed: 0, same: rowCount })
      expect(of.double.received).toHaveLength(rowCount)
    })

    it('a new file has them at once where its rows are the same, and holds those that are not', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai)
      await of.run(ai, id)
      await of.enter()
      const changed = towns.with(3, 'T3,Town 3,777')
      const file = fileOf(changed)
      const { loaded } = await of.imports.importAll(file, { keyColumn: 'code' }, of.datasetId)
      expect(loaded.changes).toMatchObject({ changed: 1, same: rowCount - 1 })
      expect((await of.cells('About'))[3]).toBe('')
      expect((await of.notes()).get('T3')).toMatchObject([
        { column: 'About', severity: 'error', message: 'It has not been asked yet.' },
      ])
      expect(await of.run(ai, id)).toMatchObject({ calls: 1 })
      expect((await of.enter()).changes).toMatchObject({ changed: 1 })
      expect((await of.cells('About'))[3]).toBe('A town with 777 people.')
    })

    it('a held cell may be written by hand, and stays so; taken back, it is held again', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai)
      of.double.answer = () => ({ text: 'A town with 77 gates.' })
      await of.run(ai, id)
      await of.enter()
      expect((await of.notes()).size).toBe(rowCount)
      const cell = { workspaceId: of.ws, datasetId: of.datasetId, rowKey: 'T3', column: 'About' }
      await of.imports.imports.corrections.correct(cell, 'A town by the sea.', 'Ada')
      expect((await of.cells('About'))[3]).toBe('A town by the sea.')
      expect((await of.notes()).size).toBe(rowCount - 1)
      const loaded = await of.enter()
      expect(loaded.changes).toMatchObject({ changed: 0 })
      expect((await of.notes()).has('T3')).toBe(false)
      const held = await of.answers(ai, id, 'held')
      expect(held.items.map(({ rowKey }) => rowKey)).not.toContain('T3')
      expect((await of.answers(ai, id)).items[3]).toMatchObject({ corrected: 'A town by the sea.' })
      expect(await ai.columns.get(of.ws, id)).toMatchObject({ inRows: { held: rowCount - 1 } })
      await of.imports.imports.corrections.undo(cell)
      expect((await of.notes()).has('T3')).toBe(true)
    })

    it('the prompt sees cells as they were corrected', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai)
      const cell = { workspaceId: of.ws, datasetId: of.datasetId, rowKey: 'T3', column: 'people' }
      await of.imports.imports.corrections.correct(cell, '888', 'Ada')
      await of.run(ai, id)
      await of.enter()
      expect((await of.cells('About'))[3]).toBe('A town with 888 people.')
    })

    it('a row that is held no more is another one, though its cells are the same', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai, { type: 'choice', choices: ['yes', 'no'] })
      await of.enter()
      const before = await readRows(database, (await datasetVersion(database, of.datasetId))!.rowSetId, {
        afterLine: 0,
        limit: 1,
      })
      of.double.answer = () => ({ text: 'perhaps' })
      await of.run(ai, id)
      await of.enter()
      const after = await readRows(database, (await datasetVersion(database, of.datasetId))!.rowSetId, {
        afterLine: 0,
        limit: 1,
      })
      expect(after[0]!.cells).toEqual(before[0]!.cells)
      expect(after[0]!.hash).not.toBe(before[0]!.hash)
    })

    it('a comparison says of a row that is held, or held no more, what differs', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai)
      of.double.answer = () => ({ text: 'A town with 77 gates.' })
      await of.enter()
      await of.run(ai, id)
      const loaded = await of.startEntering()
      const page = { change: 'changed', afterKey: '', limit: 1 } as const
      const [row] = (await of.imports.imports.changes(of.ws, loaded.id, page)).items
      expect(row!.after).toEqual(row!.before)
      expect(row).toMatchObject({
        notesBefore: [{ column: 'About', severity: 'error', message: 'It has not been asked yet.' }],
        notesAfter: [{ column: 'About', message: 'It says what its row does not: the number "77".' }],
      })
    })

    it('what an answer says too much is named, so that it can be allowed', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai)
      of.double.answer = () => ({ text: 'Open 24/7, with 77 gates.' })
      await of.run(ai, id)
      const [first] = (await of.answers(ai, id, 'held')).items
      await ai.columns.update(of.ws, id, { allowed: first!.unknown })
      expect((await of.answers(ai, id, 'held')).items).toEqual([])
    })

    it('a column that was removed goes with the next import, which says so', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai)
      await of.run(ai, id)
      await of.enter()
      await ai.columns.remove(of.ws, id)
      const loaded = await of.enter()
      expect(loaded.notes).toEqual([
        'AI columns that were removed, and go with this import: About. Templates that use them will report it.',
      ])
      expect(loaded.changes).toMatchObject({ changed: rowCount })
      expect((await of.cells('About'))[0]).toBeUndefined()
    })

    it('a file that has a column of that name is refused', async () => {
      const ai = of.createAi()
      await of.addColumn(ai)
      const { problem } = await of.imports.upload(`code,name,people,about\nT1,a,1,x\n`, of.datasetId)
      expect(problem).toMatchObject({ code: 'filled_column_taken' })
    })

    it('their notes go with the rows that they are of', async () => {
      const ai = of.createAi()
      const { id } = await of.addColumn(ai)
      await of.enter()
      expect((await of.notes()).size).toBe(rowCount)
      await of.run(ai, id)
      await of.enter()
      for (const set of await findClearableRowSets(database, 0)) await clearRowSet(database, set)
      const left = await database.query(
        'select 1 from cell_notes n where not exists (select 1 from row_sets s where s.id = n.row_set_id)',
      )
      expect(left.rowCount).toBe(0)
      expect((await of.notes()).size).toBe(0)
    })
  })

  it('end with the reason when the endpoint refuses everything', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai)
    of.double.key = 'another'
    const ending = await of.run(ai, id)
    expect(ending).toMatchObject({ state: 'failed', cost: 0 })
    expect(ending.problem).toContain('Look at its key.')
    expect(ending.problem).not.toContain('sk-secret')
    expect(ending.calls).toBeLessThanOrEqual(4)
  })

  it('go on after a prompt that a moderation stops, and end where the key may ask none', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai, {}, { parallel: 1 })
    of.double.answer = ({ prompt }) =>
      prompt.includes('Town 3 ') ? { status: 403, text: 'It was flagged.' } : { text: 'A town.' }
    const ended = await of.run(ai, id)
    expect(ended).toMatchObject({ state: 'done', counts: { answered: rowCount - 1, failed: 1 } })
    expect((await of.answers(ai, id)).items[3]!.held).toContain('It was flagged.')
    await ai.columns.update(of.ws, id, { prompt: 'Praise {{ row.name }}.' })
    of.double.answer = () => ({ status: 403, text: 'No permission.' })
    const refused = await of.run(ai, id)
    expect(refused).toMatchObject({ state: 'failed', calls: 10, cost: 0 })
    expect(refused.problem).toContain('look at what its key may do')
  })

  it('end when nothing is answered any more, and leave no row half done', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai, {}, { parallel: 1 })
    of.double.answer = () => ({ status: 500, text: 'Out of order' })
    const ending = await of.run(ai, id)
    expect(ending).toMatchObject({ state: 'failed', calls: 50 })
    expect((await of.answers(ai, id)).items[0]!.held).toContain('Out of order')
    of.double.answer = () => ({ text: 'A town.' })
    expect(await of.run(ai, id)).toMatchObject({ state: 'done', calls: rowCount })
  })

  it('stop asking when they are cancelled; what was answered stays', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai, {}, { parallel: 2 })
    of.double.answer = () => ({ text: 'A town.', afterMs: 20 })
    const started = await ai.runs.start(of.ws, id, plenty, 'Ada')
    await expect(ai.runs.start(of.ws, id, plenty, 'Ada')).rejects.toMatchObject({ code: 'conflict' })
    while (of.double.received.length < 5) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await ai.runs.cancel(of.ws, started.id)).toMatchObject({ state: 'cancelled' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const asked = of.double.received.length
    expect(asked).toBeLessThan(10)
    expect(await of.run(ai, id)).toMatchObject({ state: 'done', calls: rowCount - asked })
  })

  it('never show the key of their endpoint, and forget it with its address', async () => {
    const ai = of.createAi()
    const endpoint = await of.addEndpoint(ai)
    expect(JSON.stringify([endpoint, await ai.endpoints.list(of.ws)])).not.toContain('sk-secret')
    const { rows } = await database.query<{ row: string }>('select e::text as row from ai_endpoints e')
    expect(JSON.stringify(rows)).not.toContain('sk-secret')
    expect(await ai.endpoints.update(of.ws, endpoint.id, { name: 'Other' })).toMatchObject({ key: 'stored' })
    expect(await ai.endpoints.test(of.ws, endpoint.id, notGone)).toMatchObject({ isFine: true })
    const moved = await ai.endpoints.update(of.ws, endpoint.id, { address: 'https://93.184.216.34/v1' })
    expect(moved).toMatchObject({ key: 'none' })
  })

  it('refuse a name that is taken, a prompt that cannot be used, and an endpoint that is needed', async () => {
    const ai = of.createAi()
    const { endpointId } = await of.addColumn(ai)
    const add = (more: Partial<AiColumnInput>) =>
      ai.columns.create(of.ws, of.datasetId, column(endpointId, more))
    await expect(add({ name: 'PEOPLE' })).rejects.toThrow('has a column "PEOPLE" already')
    await expect(add({ name: 'About' })).rejects.toThrow('already')
    await expect(add({ name: 'Else', prompt: '{{ broken' })).rejects.toThrow('It is broken.')
    await expect(ai.endpoints.remove(of.ws, endpointId)).rejects.toThrow('asked by the columns "About"')
    await expect(
      ai.endpoints.create(of.ws, { ...(await input()), address: 'http://10.0.0.1' }),
    ).rejects.toThrow('FETCH_ALLOWED_HOSTS')
    async function input(): Promise<AiEndpointInput> {
      const { id: _, createdAt: __, key: ___, ...rest } = await ai.endpoints.get(of.ws, endpointId)
      return rest
    }
  })
})
