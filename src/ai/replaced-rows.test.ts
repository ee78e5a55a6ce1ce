// Runs whose rows are replaced while they are asked about, and cleared away before the run has come to their end.
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { clearRowSet, findClearableRowSets } from '../data/rows/clear-row-set.ts'
import type { Database } from '../db/types.ts'
import { type MasterKey, openMasterKey } from '../vault/master-key.ts'
import { fileOf, openTowns, rowCount, type Towns } from './test-towns.ts'

/** More than a walk reads at once: it reads 200. */
const many = 250
const prompt = 'Describe a town with {{ row.people }} people.'
/** Ten questions about the first 200, and ten others about the rest. */
const usual = (n: number) => (n < 200 ? 100 : 300) + (n % 10)
const manyTowns = (people: (n: number) => number, size = many) =>
  fileOf(Array.from({ length: size }, (_, n) => `T${n},Town ${n},${people(n)}`))

describeOnServer('AI columns whose rows are replaced meanwhile', (open) => {
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

  const replace = (file: string) => of.imports.importAll(file, { keyColumn: 'code' }, of.datasetId)
  async function clearRetired(): Promise<void> {
    for (const set of await findClearableRowSets(database, 0)) await clearRowSet(database, set)
  }

  it('ask about all rows that are there by then, each question once', async () => {
    await replace(manyTowns(usual))
    let isReplaced = false
    // The first question is to be asked again later: then the rows are others.
    const ai = of.createAi({
      async sleep() {
        if (isReplaced) return
        isReplaced = true
        await replace(manyTowns((n) => (n < 3 || n === many ? 7_000 + n : usual(n)), many + 1))
        await clearRetired()
      },
    })
    const { id } = await of.addColumn(ai, { prompt }, { parallel: 1 })
    of.double.answer = ({ prompt }, nth) =>
      nth === 1
        ? { status: 429 }
        : prompt.includes(' 105 ')
          ? { status: 400, text: 'No towns, please.' }
          : { text: `A town with ${/\d+ people/.exec(prompt)![0]}.` }
    const ended = await of.run(ai, id)
    // Ten questions of before and one of them twice; then those of the rows that changed, of the rest and of the new one.
    expect(ended).toMatchObject({
      state: 'done',
      problem: null,
      rows: many + 1,
      calls: 11 + 3 + 10 + 1,
      counts: { done: many + 1, answered: 23, failed: 20 },
    })
    const { items } = await of.answers(ai, id)
    expect(items).toHaveLength(many + 1)
    expect(items.filter(({ answer }) => answer === null)).toHaveLength(20)
    expect(items[1]!.value).toBe('A town with 7001 people.')
  })

  it('stop at their cap in the rows that came, too', async () => {
    await replace(manyTowns(usual))
    let isReplaced = false
    const ai = of.createAi({
      async sleep() {
        if (isReplaced) return
        isReplaced = true
        await replace(manyTowns((n) => 7_000 + n))
        await clearRetired()
      },
    })
    const { id } = await of.addColumn(ai, { prompt }, { parallel: 1 })
    of.double.answer = (_, nth) => (nth === 1 ? { status: 429 } : { text: 'A town.' })
    expect(await of.run(ai, id, { mostCalls: 15 })).toMatchObject({ state: 'stopped', calls: 15 })
  })

  it('end where rows are replaced all the time and none is new', async () => {
    const ai = of.createAi()
    const { id } = await of.addColumn(ai)
    await of.run(ai, id)
    let looks = 0
    const restless = of.createAi({
      columns: {
        ...ai.columns,
        async open(column) {
          looks++
          const file = Array.from({ length: rowCount }, (_, n) => `T${n},Town ${n},${100 + n},${looks}`)
          await replace(`code,name,people,look\n${file.join('\n')}\n`)
          return ai.columns.open(column)
        },
      },
    })
    expect(await of.run(restless, id)).toMatchObject({
      state: 'done',
      calls: 0,
      counts: { done: rowCount, cached: rowCount },
    })
  })
})
